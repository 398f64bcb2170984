import type {
  AssetType,
  Direction,
  ExecutionType,
  MultiplierSource,
  Side,
  TradeResult,
  TradeStatus,
} from '@singularity/domain';
import type { Receipted } from './ledger.js';

/** Decimals are texts such as "187.23", times ISO 8601 in UTC, days `YYYY-MM-DD`, ids UUIDs. */
export interface ExecutionRequest {
  type: ExecutionType;
  at: string;
  quantity: string;
  price: string;
  fees?: string;
}

export interface TradeFieldsRequest {
  accountId?: string | null;
  symbol: string;
  assetType: AssetType;
  direction: Direction;
  side?: Side | null;
  strike?: string | null;
  expiration?: string | null;
  /** Left out: what the contract table says. */
  multiplier?: string | null;
  stopPrice?: string | null;
  notes?: string | null;
  tags?: readonly string[];
}

export interface ShorthandRequest {
  quantity?: string;
  entryPrice?: string;
  entryAt?: string;
  exitPrice?: string | null;
  exitAt?: string | null;
  fees?: string;
}

/** POST /api/user/trades: either the shorthand or the executions. */
export interface AddTradeRequest extends TradeFieldsRequest, ShorthandRequest {
  executions?: ExecutionRequest[];
}

/** PATCH /api/user/trades/:id: only what changes. The shorthand is for trades of one entry and at most one exit. */
export interface EditTradeRequest extends Partial<TradeFieldsRequest>, ShorthandRequest {}

/** PATCH …/executions/:executionId */
export type EditExecutionRequest = Partial<ExecutionRequest>;

/** POST …/close: exits what remains. */
export interface CloseTradeRequest {
  exitPrice: string;
  exitAt: string;
  fees?: string;
}

/** POST …/revert */
export interface RevertTradeRequest {
  toStreamVersion: number;
}

export interface ExecutionAnswer {
  readonly id: string;
  readonly type: ExecutionType;
  readonly at: string;
  readonly quantity: string;
  readonly price: string;
  readonly fees: string;
}

/** A trade, in both forms: as executions, and in the words of the shorthand (averages where there are several). */
export interface TradeAnswer {
  readonly id: string;
  readonly accountId: string | null;
  readonly currency: string;
  readonly symbol: string;
  readonly assetType: AssetType;
  readonly direction: Direction;
  readonly side: Side | null;
  readonly strike: string | null;
  readonly expiration: string | null;
  readonly multiplier: string;
  readonly multiplierSource: MultiplierSource;
  readonly stopPrice: string | null;
  /** The first stop ever recorded, by which R measures. */
  readonly firstStopPrice: string | null;
  readonly notes: string | null;
  readonly tags: readonly string[];
  readonly executions: readonly ExecutionAnswer[];
  readonly quantity: string;
  readonly entryPrice: string;
  readonly entryAt: string;
  readonly exitPrice: string | null;
  readonly exitAt: string | null;
  readonly fees: string;
  readonly status: TradeStatus;
  readonly openQuantity: string;
  readonly grossPnl: string | null;
  readonly netPnl: string | null;
  readonly pnlPercent: string | null;
  readonly rMultiple: string | null;
  readonly streamVersion: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export type TradeCommandAnswer = Receipted<TradeAnswer>;

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

/** GET /api/user/trades/deleted, the last deleted first: the trade as it was, and what deleted it. */
export interface DeletedTrade extends TradeAnswer {
  readonly deletedAt: string;
  /** The version of the ledger that deleted it: undoing that brings it back. */
  readonly deletedBy: number;
}
