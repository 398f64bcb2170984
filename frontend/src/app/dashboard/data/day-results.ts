import type { DayStatistics } from '@singularity/contract';
import { decimal, exactly, PLACES, quotientText } from '@singularity/domain';

/** How days went, each counted as one. */
export interface DayResults {
  /** Up days ÷ days on which something was realized, a fraction; null where there were none. */
  readonly winRate: string | null;
  readonly up: number;
  readonly down: number;
  readonly flat: number;
  readonly best: DayStatistics | undefined;
  readonly worst: DayStatistics | undefined;
}

/** Days on which money only came or went are no trading days. */
export function dayResultsOf(days: readonly DayStatistics[]): DayResults {
  const traded = days.filter(({ netPnl, fees, closedTrades }) => closedTrades > 0 || netPnl !== '0' || fees !== '0');
  const byNet = traded.toSorted((a, b) => netOf(b).cmp(netOf(a)));
  const up = traded.filter((day) => netOf(day).gt(0)).length;
  const down = traded.filter((day) => netOf(day).lt(0)).length;
  return {
    winRate: quotientText(counted(up), counted(traded.length), PLACES.ratio),
    ...{ up, down, flat: traded.length - up - down },
    best: byNet[0],
    worst: byNet.length > 1 ? byNet.at(-1) : undefined,
  };
}

function netOf({ netPnl }: DayStatistics) {
  return decimal(exactly(netPnl));
}

function counted(count: number) {
  return decimal(exactly(String(count)));
}
