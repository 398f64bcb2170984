import type { Change, FieldChange } from '@singularity/domain';

/**
 * In what reads accounts, trades and statistics: as the ledger said right after a version, from 0, or after the last
 * one that was recorded at or before a moment. Neither is now; both are refused.
 */
export interface AsOfQuery {
  asOfVersion?: number;
  recordedBefore?: string;
}

/** The addresses that answer about the past as well, as the API's document writes them. */
export const PAST_PATHS = [
  '/api/accounts',
  '/api/trades',
  '/api/user/accounts',
  '/api/user/accounts/{id}',
  '/api/user/ledger/at',
  '/api/user/stats',
  '/api/user/stats/accounts',
  '/api/user/stats/breakdown',
  '/api/user/stats/days',
  '/api/user/stats/equity',
  '/api/user/stats/explain',
  '/api/user/stats/setups',
  '/api/user/trades',
  '/api/user/trades.csv',
  '/api/user/trades/{id}',
] as const;

/** GET /api/user/compare: from a version or a moment, which is needed, to another, or to now. */
export interface CompareQuery {
  fromVersion?: number;
  fromMoment?: string;
  toVersion?: number;
  toMoment?: string;
  /** Of the answer before; it goes with the versions of that answer. */
  cursor?: string;
  limit?: number;
}

export const DIFFERENCE_KINDS = ['added', 'changed', 'deleted', 'restored'] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** A trade or an account that is not what it was. What was changed and changed back, or came and went, is none. */
export interface LedgerDifference {
  readonly kind: DifferenceKind;
  readonly stream: { readonly type: 'account' | 'trade'; readonly id: string };
  /** The symbol of a trade, the name of an account: as it stands at the end. */
  readonly name: string;
  readonly currency: string;
  /** The last time that it was changed in between. */
  readonly changedAt: string;
  /** As in the history; none of what was deleted, or restored as it was. */
  readonly changes: readonly FieldChange[];
  /** Of a trade, null for accounts; a side is null where there is no trade, or nothing was realized. */
  readonly netPnl: Change<string | null> | null;
}

export interface ComparedFigures {
  readonly totalTrades: number;
  readonly closedTrades: number;
  readonly winRate: string | null;
  readonly netPnl: string;
  readonly totalBalance: string;
}

export interface CompareAnswer {
  readonly fromVersion: number;
  readonly toVersion: number;
  readonly metrics: number;
  readonly currencies: readonly ({ readonly currency: string } & Change<ComparedFigures>)[];
  /** How many differences there are, on all pages. */
  readonly counts: Readonly<Record<DifferenceKind, number>>;
  /** Those that were changed last come first. */
  readonly items: readonly LedgerDifference[];
  readonly nextCursor: string | null;
}
