import type { TradeResult } from './stat-item.js';

/**
 * Runs of wins and losses in closing order, joinable like curves. Runs are signed: 3 is three wins, −2 two losses, 0 none.
 * A breakeven is not part of any run and ends none.
 */
export interface Streaks {
  readonly first: number;
  readonly last: number;
  /** Whether all results so far are one run. */
  readonly unbroken: boolean;
  readonly longestWin: number;
  readonly longestLoss: number;
}

export const NO_STREAK: Streaks = { first: 0, last: 0, unbroken: true, longestWin: 0, longestLoss: 0 };

export function streakOf(result: TradeResult): Streaks {
  if (result === 'breakeven') return NO_STREAK;
  const run = result === 'win' ? 1 : -1;
  return { first: run, last: run, unbroken: true, longestWin: Math.max(run, 0), longestLoss: Math.max(-run, 0) };
}

/** The runs among many results in closing order, in which `W` is a win and anything else a loss. */
export function streaksIn(results: string): Pick<Streaks, 'last' | 'longestWin' | 'longestLoss'> {
  let [last, longestWin, longestLoss] = [0, 0, 0];
  for (const result of results) {
    last = result === 'W' ? Math.max(last, 0) + 1 : Math.min(last, 0) - 1;
    longestWin = Math.max(longestWin, last);
    longestLoss = Math.max(longestLoss, -last);
  }
  return { last, longestWin, longestLoss };
}

export function joinStreaks(a: Streaks, b: Streaks): Streaks {
  if (a.first === 0) return b;
  if (b.first === 0) return a;
  const meet = Math.sign(a.last) === Math.sign(b.first);
  const across = meet ? a.last + b.first : 0;
  return {
    first: meet && a.unbroken ? across : a.first,
    last: meet && b.unbroken ? across : b.last,
    unbroken: meet && a.unbroken && b.unbroken,
    longestWin: Math.max(a.longestWin, b.longestWin, across),
    longestLoss: Math.max(a.longestLoss, b.longestLoss, -across),
  };
}
