import type { AssetType, Direction, TradeResult, TradeStatus } from '@singularity/domain';

export const TRADE_SORTS = ['date', 'entryAt', 'exitAt', 'symbol', 'netPnl'] as const;
/** `date`: when a trade counts, its close if it is closed, else its entry. */
export type TradeSort = (typeof TRADE_SORTS)[number];

/** How many values a repeated filter may have. */
export const MOST_FILTER_VALUES = 50;

/** One value, or several that are all as good: in an address, the field is repeated. */
export type AnyOf<Value> = Value | readonly Value[];

/**
 * GET /api/user/trades, and the filters of the statistics: what passes all fields, with any value of each.
 * `from` and `to` are days, inclusive, in the member's time zone.
 */
export interface TradeFilter {
  symbol?: AnyOf<string>;
  accountId?: AnyOf<string>;
  assetType?: AnyOf<AssetType>;
  direction?: AnyOf<Direction>;
  tag?: AnyOf<string>;
  from?: string;
  to?: string;
}

/** The filters of the list of trades. */
export interface TradeListFilter extends TradeFilter {
  status?: TradeStatus;
  /** Of closed trades, within the member's tolerance for breakeven. */
  result?: AnyOf<TradeResult>;
}

export interface TradeQuery extends TradeListFilter {
  sort?: TradeSort;
  order?: 'asc' | 'desc';
  cursor?: string;
  limit?: number;
}
