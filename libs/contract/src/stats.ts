import type { Breakdown, BreakdownGroup, CurrencySetups, EquityPoint, Statistics } from '@singularity/domain';

export interface CurrencyStatistics extends Statistics {
  readonly currency: string;
  readonly totalAccounts: number;
  readonly totalBalance: string;
  readonly totalTrades: number;
  readonly openTrades: number;
}

/** GET /api/user/stats. Currencies are never added together. */
export interface StatsAnswer {
  readonly version: number;
  readonly metrics: number;
  readonly currencies: readonly CurrencyStatistics[];
}

/** GET /api/user/stats/equity */
export interface EquityAnswer {
  readonly version: number;
  readonly currencies: readonly { readonly currency: string; readonly points: readonly EquityPoint[] }[];
}

export interface DayStatistics {
  readonly day: string;
  readonly netPnl: string;
  readonly grossPnl: string;
  readonly fees: string;
  readonly closedTrades: number;
  readonly wins: number;
  readonly losses: number;
}

/** GET /api/user/stats/days */
export interface DaysAnswer {
  readonly version: number;
  readonly currencies: readonly { readonly currency: string; readonly days: readonly DayStatistics[] }[];
}

/** GET /api/user/stats/breakdown?by= */
export interface BreakdownAnswer {
  readonly version: number;
  readonly metrics: number;
  readonly by: Breakdown;
  readonly currencies: readonly { readonly currency: string; readonly groups: readonly BreakdownGroup[] }[];
}

/** GET /api/user/stats/setups: statistics of each tag. */
export interface SetupsAnswer {
  readonly version: number;
  readonly metrics: number;
  readonly currencies: readonly CurrencySetups[];
}

/** How many points a sparkline has at most. */
export const SPARKLINE_POINTS = 60;

export interface AccountFigures {
  readonly accountId: string;
  readonly closedTrades: number;
  readonly openTrades: number;
  readonly netPnl: string;
  /** The last time that it was traded on or its balance was updated. */
  readonly lastActivityAt: string | null;
  /** Equity, from the first day on which something happened to the last. */
  readonly sparkline: readonly string[];
}

/** GET /api/user/stats/accounts, in the order of the list of accounts. */
export interface AccountFiguresAnswer {
  readonly version: number;
  readonly metrics: number;
  readonly accounts: readonly AccountFigures[];
}
