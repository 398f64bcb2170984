import type { DaySheetAnswer, DayFill } from '@singularity/contract';
import type { DaySheetQuery } from '@singularity/contract/wire';
import { figuresOnce, tradingDaysOf } from '@singularity/domain';
import type { Day, TradeState } from '@singularity/domain';
import type { FoldedStream } from '../event-store/projection.js';
import { passesFilter } from '../filter/trade-filter.js';
import { once, statRulesOf, streamsOf } from '../past/folded-ledger.js';
import type { FoldedLedger } from '../past/folded-ledger.js';

interface PastFill {
  readonly fill: DayFill;
  /** Its place in the list of its trade. */
  readonly place: number;
}

export function pastFills(ledger: FoldedLedger, day: Day, filter: DaySheetQuery): readonly DayFill[] {
  const { dayOf } = tradingDaysOf(statRulesOf(ledger));
  return fillsThrough(ledger, filter)
    .filter(({ fill }) => dayOf(fill) === day)
    .sort((a, b) => compare(sortKeyOf(a), sortKeyOf(b)) || a.place - b.place)
    .map(({ fill }) => fill);
}

export function pastNeighbours(
  ledger: FoldedLedger,
  day: Day,
  filter: DaySheetQuery,
): Pick<DaySheetAnswer, 'previous' | 'next'> {
  const { dayOf } = tradingDaysOf(statRulesOf(ledger));
  const days = [...new Set(fillsThrough(ledger, filter).map(({ fill }) => dayOf(fill)))].sort();
  return { previous: days.findLast((one) => one < day) ?? null, next: days.find((one) => one > day) ?? null };
}

function fillsThrough(ledger: FoldedLedger, filter: DaySheetQuery): readonly PastFill[] {
  const passes = passesFilter(filter, statRulesOf(ledger));
  return streamsOf(ledger, 'trade').flatMap((stream) => {
    const { state } = stream;
    if (state.status !== 'recorded') return [];
    const { status, netPnl } = figuresOnce(state);
    return passes({ ...state.details, status, netPnl }) ? fillsOf(stream) : [];
  });
}

const fillsOf = once(({ streamId: tradeId, state }: FoldedStream<TradeState>): readonly PastFill[] => {
  if (state.status !== 'recorded') return [];
  const { executions, accountId, currency, symbol, assetType, direction, side, strike, expiration } = state.details;
  const realized = new Map(figuresOnce(state).realizations.map((one) => [one.executionId, one]));
  return executions.map(({ id, type, at, quantity, price, fees }, place) => {
    const { gross = null, fees: shared = null, net = null } = realized.get(id) ?? {};
    const named = { id, tradeId, accountId, currency, symbol, assetType, direction, side, strike, expiration };
    const filled = { type, at, quantity, price, fees };
    return { place, fill: { ...named, ...filled, realizedGross: gross, realizedFees: shared, realizedNet: net } };
  });
});

/** Moments have one length, so that their texts sort with what follows them. */
function sortKeyOf({ fill: { at, type, tradeId } }: PastFill): string {
  return `${at} ${type === 'close' ? 1 : 0} ${tradeId}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
