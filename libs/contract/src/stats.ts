import type { EquityPoint, Statistics } from '@singularity/domain';

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
