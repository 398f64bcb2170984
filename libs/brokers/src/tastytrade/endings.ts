import { decimal, instrumentKey, parseCurrency, PLACES, quotientText, ZERO } from '@singularity/domain';
import type { FillEffect, Side } from '@singularity/domain';
import type { Cells } from '../cells/columns.js';
import type { FoundFill } from '../cells/found.js';
import type { Moments } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { Positions } from '../cells/positions.js';
import { absolute } from '../cells/prices.js';
import { meaningOf } from '../cells/words.js';
import type { Draft } from '../draft.js';
import { feesIn, instrumentIn, sideNamed } from './trade-row.js';

/** How an option ends without an order, and which side that closes: who wrote one is assigned, who holds one exercises. */
const ENDINGS: Readonly<Record<string, { readonly effect: FillEffect; readonly side: Side | null }>> = {
  Expiration: { effect: 'expire', side: null },
  Assignment: { effect: 'assign', side: 'buy' },
  Exercise: { effect: 'exercise', side: 'sell' },
  'Cash Settled Assignment': { effect: 'assign', side: 'buy' },
  'Cash Settled Exercise': { effect: 'exercise', side: 'sell' },
};

/** An option that ended. */
export interface Ending extends FoundFill {
  /** Whether the row itself tells which side it closes. Where it does not, the side is known once all fills are. */
  readonly sided: boolean;
}

export function isEnding(subType: string): boolean {
  return Object.hasOwn(ENDINGS, subType);
}

/** Whether a delivery is a trade: the shares of an option that was assigned or exercised. */
export function isDelivery(subType: string): boolean {
  return /^(?:buy|sell)(?: to (?:open|close))?$/i.test(subType);
}

/** Why a delivery that is neither is held: a split, a new name, a transfer. */
export function changedBy(subType: string): string {
  return `“${subType}” changed this position. Enter what it did.`;
}

/** Options settled in cash end at what was paid for them, all others at nothing. */
export function endingIn(line: number, cell: Cells, moments: Moments): Ending {
  const { effect, side: usual } = meaningOf(cell('Sub Type'), 'Sub Type', ENDINGS);
  const side = sideNamed(cell) ?? usual;
  const moment = moments.read(cell('Date'));
  const quantity = absolute(needNumber(cell('Quantity'), 'Quantity'));
  const multiplier = readNumber(cell('Multiplier'));
  const paid = decimal(readNumber(cell('Value')) ?? ZERO).abs();
  const units = multiplier ? decimal(quantity).times(decimal(multiplier)) : decimal(quantity);
  const fill = {
    instrument: instrumentIn(cell, moment.at),
    side: side ?? 'sell',
    effect,
    quantity,
    price: quotientText(paid, units, PLACES.money) ?? ZERO,
    multiplier: cell('Instrument Type') === 'Equity Option' ? multiplier : null,
    fees: feesIn(cell),
    currency: parseCurrency(cell('Currency')),
    orderId: cell('Order #') || null,
    moment,
  };
  return { line, fill, sided: side !== null };
}

/** Endings with the side that they close: where a row does not say it, the other one than the file opened before. */
export function sidedEndings(
  endings: readonly Ending[],
  fills: readonly FoundFill[],
  draft: Draft,
): readonly FoundFill[] {
  const positions = new Positions();
  for (const { fill } of [...fills, ...endings.filter(({ sided }) => sided)]) {
    const quantity = decimal(fill.quantity);
    positions.move(instrumentKey(fill.instrument), fill.moment.at, fill.side === 'buy' ? quantity : quantity.negated());
  }
  return endings.flatMap((ending) => {
    if (ending.sided) return [ending];
    const { instrument, moment } = ending.fill;
    const position = positions.heldAt(instrumentKey(instrument), moment.at);
    if (!position.isZero())
      return [{ ...ending, fill: { ...ending.fill, side: position.isNegative() ? 'buy' : 'sell' } }];
    draft.row(ending, () => draft.hold('This option expired, and the file does not have its opening.'));
    return [];
  });
}
