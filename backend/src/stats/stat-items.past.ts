import { figuresOnce } from '@singularity/domain';
import type { StatItem, TradeDetails, TradedItem, TradeFigures } from '@singularity/domain';
import { isWithin } from '../filter/period.js';
import type { Period } from '../filter/period.js';
import { passesFilter } from '../filter/trade-filter.js';
import type { TradeConditions } from '../filter/trade-filter.js';
import { itemsOf, itemsOfOne, once, statRulesOf, streamsOf } from '../past/folded-ledger.js';
import type { FoldedLedger } from '../past/folded-ledger.js';

export interface PastTrade {
  readonly id: string;
  readonly details: TradeDetails;
  readonly figures: TradeFigures;
}

/** The trades that were there: recorded by then, and not deleted. */
export const tradesOf = once((ledger: FoldedLedger): readonly PastTrade[] =>
  streamsOf(ledger, 'trade').flatMap(({ streamId, state }) =>
    state.status === 'recorded' ? [{ id: streamId, details: state.details, figures: figuresOnce(state) }] : [],
  ),
);

/** The trades that a filter lets through. */
export function tradesThrough(ledger: FoldedLedger, filter: TradeConditions): readonly PastTrade[] {
  const passes = passesFilter(filter, statRulesOf(ledger));
  return tradesOf(ledger).filter(({ details, figures: { status, netPnl } }) => passes({ ...details, status, netPnl }));
}

/** What happened in a period, of the trades that a filter lets through. */
export function tradeItemsOf(ledger: FoldedLedger, period: Period, filter: TradeConditions): readonly StatItem[] {
  return tradesThrough(ledger, filter).flatMap(({ id }) =>
    itemsOfOne(ledger, id).filter((item) => isWithin(item, period)),
  );
}

/** The same, each with what is known of its trade. */
export function tradedItemsOf(ledger: FoldedLedger, period: Period, filter: TradeConditions): readonly TradedItem[] {
  return tradesThrough(ledger, filter).flatMap(({ id, details: { symbol, assetType, direction, tags } }) =>
    itemsOfOne(ledger, id)
      .filter((item) => item.kind !== 'flow')
      .filter((item) => isWithin(item, period))
      .map((item) => ({ ...item, symbol, assetType, direction, tags })),
  );
}

/** Money that came to or left accounts in a period; of some accounts where they are named. */
export function flowsOf(ledger: FoldedLedger, period: Period, accountIds?: readonly string[]): readonly StatItem[] {
  return itemsOf(ledger).filter(
    (item) =>
      item.kind === 'flow' &&
      isWithin(item, period) &&
      (accountIds === undefined || accountIds.includes(item.accountId as string)),
  );
}
