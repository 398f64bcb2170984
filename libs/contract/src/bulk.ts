import type { BulkEditBody, BulkTradesBody } from './wire/bulk-requests.js';
import type { Sent } from './wire/sent.js';

export type { BulkTradesView as BulkTradesAnswer, RefusedTradeView as RefusedTrade } from './wire/bulk-answers.js';

export type BulkEdit = Sent<BulkEditBody>;
export type BulkTradesRequest = Sent<BulkTradesBody>;
