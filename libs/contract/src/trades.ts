import type { AssetType, Direction, TradeResult, TradeStatus } from '@singularity/domain';
import type { Sent } from './wire/sent.js';
import type {
  AddTradeBody,
  CloseTradeBody,
  EditExecutionBody,
  EditTradeBody,
  ExecutionBody,
} from './wire/trade-requests.js';

export type {
  DeletedTradeView as DeletedTrade,
  ExecutionView as ExecutionAnswer,
  TradeCommandView as TradeCommandAnswer,
  TradeView as TradeAnswer,
} from './wire/trade-answers.js';

/** Decimals are texts such as "187.23", times ISO 8601 in UTC, days `YYYY-MM-DD`, ids UUIDs. */
export type ExecutionRequest = Sent<ExecutionBody>;
export type AddTradeRequest = Sent<AddTradeBody>;
export type EditTradeRequest = Sent<EditTradeBody>;
export type EditExecutionRequest = Sent<EditExecutionBody>;
export type CloseTradeRequest = Sent<CloseTradeBody>;

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

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}
