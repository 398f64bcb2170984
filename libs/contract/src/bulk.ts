import type { Problem } from '@singularity/domain';
import type { Receipt } from './ledger.js';
import type { TradeAnswer } from './trades.js';

/** How many trades one request may change. */
export const MOST_TRADES_AT_ONCE = 500;

/** What changes in each of the trades. `fees` are for trades of one entry and at most one exit. */
export interface BulkEdit {
  addTags?: string[];
  removeTags?: string[];
  accountId?: string | null;
  fees?: string;
}

/** POST /api/user/trades/bulk: the trades, and one of the three. */
export interface BulkTradesRequest {
  ids: string[];
  edit?: BulkEdit;
  delete?: true;
  restore?: true;
}

/** A trade that stays as it was, and why. */
export interface RefusedTrade {
  readonly id: string;
  readonly message: string;
  readonly errors?: readonly Problem[];
}

/** `changed` has every trade that is now as was asked, also where nothing had to change; of deleted ones the ids. */
export interface BulkTradesAnswer<Changed extends TradeAnswer | string = TradeAnswer | string> {
  readonly changed: readonly Changed[];
  readonly refused: readonly RefusedTrade[];
  /** Takes all of it back: POST /api/user/history/batches/:batchId/undo. */
  readonly batchId: string;
  readonly ledger: Receipt;
}
