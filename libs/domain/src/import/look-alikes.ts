import { isSameContract } from '../instrument/contract-month.js';
import type { Side } from '../instrument/instrument.js';
import { instrumentKey } from '../fill/fill.js';
import type { FillInstrument } from '../fill/fill.js';
import type { FillPart, RoundTrip } from '../fill/round-trips.js';
import type { Instant } from '../time/instant.js';
import { toShorthand } from '../trade/shorthand.js';
import type { Shorthand } from '../trade/trade.commands.js';
import type { StandingTrade } from './reconcile.js';
import { executionOf, instrumentIn, openedBy } from './sourced-fills.js';
import type { SourcedFill } from './sourced-fills.js';

/** Two minutes. */
const NEAR = 120_000;

/**
 * Finds the trade entered by hand that is most likely a round trip: instrument, side, quantity, price, and time within two
 * minutes. Those of equal figures are put together once, as there may be thousands of either.
 */
export function lookAlikesAmong<Trade extends StandingTrade>(
  byHand: readonly Trade[],
): (trip: RoundTrip) => Trade | null {
  const entries = byHand.map((trade) => ({ trade, entry: toShorthand(trade.details.executions) }));
  const byFigures = Map.groupBy(entries, ({ trade, entry }) => figuresOf(openedBy(trade.details), entry));
  return (trip) => {
    const said = toShorthand(
      trip.parts.map((part, index) => executionOf(part as FillPart<SourcedFill>, String(index))),
    );
    const found = byFigures.get(figuresOf(trip.side, said))?.find(({ trade, entry }) => {
      const apart = Math.abs(Date.parse(entry.entryAt) - Date.parse(said.entryAt));
      return apart <= NEAR && isOfOneKind(instrumentIn(trade.details), trip.instrument, said.entryAt);
    });
    return found?.trade ?? null;
  };
}

function figuresOf(side: Side, { quantity, entryPrice }: Shorthand): string {
  return `${side} ${quantity} ${entryPrice}`;
}

/** The same, however a future is spelled. */
function isOfOneKind(one: FillInstrument, other: FillInstrument, at: Instant): boolean {
  if (one.assetType !== 'future' || other.assetType !== 'future') return instrumentKey(one) === instrumentKey(other);
  return isSameContract(one.symbol, other.symbol, at);
}
