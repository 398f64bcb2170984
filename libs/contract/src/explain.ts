import type { BalancePart, Figure, Part, TradeResult, TradeStatus } from '@singularity/domain';
import type { AsOfQuery } from './past.js';
import type { TradeAnswer } from './trades.js';
import type { TradeFilter } from './plain/trade-query.js';

/** GET /api/user/stats/explain: the query of GET /api/user/stats, and which of its figures is to be taken apart. */
export interface ExplainQuery extends TradeFilter, AsOfQuery {
  figure: Figure;
  currency: string;
  cursor?: string;
  limit?: number;
}

/** A trade that counts for a figure: what names it, and what it adds. */
export interface ContributionAnswer extends Pick<
  TradeAnswer,
  'id' | 'symbol' | 'assetType' | 'direction' | 'side' | 'strike' | 'expiration'
> {
  readonly status: TradeStatus;
  /** When it counts: its close, its entry while it is open, or the last time that it made money real. */
  readonly at: string;
  /** Money, or a multiple of the risk for the average R. */
  readonly contribution: string;
  /** How a whole trade counts; null where only its money does, and while it is open. */
  readonly result: TradeResult | null;
}

/** What the balance of one account is made of. Withdrawals and charges are negative. */
export interface AccountBalance extends Readonly<Record<BalancePart, string>> {
  readonly accountId: string;
  readonly name: string;
  readonly balance: string;
}

export interface ExplainSummary {
  /** As GET /api/user/stats says it, as a text; of the drawdown its amount. */
  readonly value: string | null;
  /** What the formula of the figure is about: numbers as texts, and days. */
  readonly parts: Readonly<Partial<Record<Part, string | null>>>;
  /** Of the total balance: its accounts, in the order of their list. */
  readonly accounts: readonly AccountBalance[];
}

export interface ExplainAnswer {
  readonly version: number;
  readonly metrics: number;
  readonly currency: string;
  readonly figure: Figure;
  /** On the first page; null on those that a cursor leads to. */
  readonly summary: ExplainSummary | null;
  /** The trades that count: those that add most come first; of streaks and of the drawdown, in order of time. */
  readonly items: readonly ContributionAnswer[];
  readonly nextCursor: string | null;
}
