import type { Problem } from '@singularity/domain';
import type { Receipt } from './ledger.js';
import type { TradeAnswer } from './trades.js';
import type { BulkEditBody, BulkTradesBody } from './wire/bulk-requests.js';
import type { Sent } from './wire/sent.js';

export type BulkEdit = Sent<BulkEditBody>;
export type BulkTradesRequest = Sent<BulkTradesBody>;

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
