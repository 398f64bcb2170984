import type { StreamType } from './plain/ledger.js';

/** GET /api/user/live: each message says where the member's ledger ends now, and what has changed since the one before. */
export interface LiveMessage {
  readonly version: number;
  /** The streams that changed since the version that the client knew; null where that is too much to tell. */
  readonly streams: readonly { readonly type: StreamType; readonly id: string }[] | null;
}
