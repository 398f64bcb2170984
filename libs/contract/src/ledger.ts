import type { FieldChange } from '@singularity/domain';

/** The receipt of a command: the head of the member's ledger after it. A later export must contain it. */
export interface Receipt {
  readonly version: number;
  readonly hash: string;
}

export type Receipted<Resource> = Resource & { readonly ledger: Receipt };

export const STREAM_TYPES = ['user', 'account', 'trade'] as const;
export type StreamType = (typeof STREAM_TYPES)[number];

export const ORIGINS = ['form', 'api', 'import', 'undo', 'system'] as const;
/** Where a change came from. */
export type Origin = (typeof ORIGINS)[number];

/** GET /api/user/history and /api/user/trades/:id/history, newest first. */
export interface HistoryEntry {
  readonly version: number;
  readonly streamVersion: number;
  readonly stream: { readonly type: StreamType; readonly id: string };
  readonly type: string;
  readonly recordedAt: string;
  readonly origin: Origin;
  readonly changes: readonly FieldChange[];
  readonly hash: string;
}

/** GET /api/user/ledger/verify: whether every event still has the hash that it was recorded with; else the first that has not. */
export interface LedgerVerification {
  readonly valid: boolean;
  readonly version: number;
  readonly hash: string;
  readonly brokenAt: number | null;
}
