import type { DecimalText } from '@singularity/domain';
import type { Draft, DraftFill } from '../draft.js';
import { negative } from './prices.js';

/** A fee in other money than the price. */
export interface FeeApart extends Pick<DraftFill, 'id' | 'instrument' | 'moment'> {
  readonly account: string | null;
  readonly cost: DecimalText;
  readonly currency: string | null;
}

/** A fee in other money than the price is no part of the trade's P&L: nobody here knows the rate. It is cash that left. */
export function chargeApart(draft: Draft, { account, cost, currency, id, instrument, moment }: FeeApart): void {
  if (cost === '0') return;
  draft.cash({
    ...(id ? { id: `${id}:fee` } : {}),
    account,
    amount: negative(cost),
    currency,
    reason: 'fee',
    note: `Fee of ${instrument.symbol}`,
    moment,
  });
}
