import type { DigestFile, FieldChange, LedgerEvent, Problem, Receipt, TradeDetails } from '@singularity/domain';

export type { DigestFile, Receipt } from '@singularity/domain';

export type Receipted<Resource> = Resource & { readonly ledger: Receipt };

export const STREAM_TYPES = ['user', 'account', 'trade'] as const;
export type StreamType = (typeof STREAM_TYPES)[number];

export const ORIGINS = ['form', 'api', 'import', 'undo', 'system'] as const;
/** Where a change came from. */
export type Origin = (typeof ORIGINS)[number];

/** GET /api/user/history: only what is asked for; days are days in the member's time zone. */
export interface HistoryQuery {
  type?: readonly HistoryType[];
  accountId?: readonly string[];
  tradeId?: string;
  from?: string;
  to?: string;
  cursor?: string;
  limit?: number;
}

/** What history can be narrowed to. */
export const HISTORY_TYPES = [
  'UserRegistered',
  'SettingsChanged',
  'AccountAdded',
  'AccountEdited',
  'BalanceUpdated',
  'BalanceUpdateRemoved',
  'AccountClosed',
  'AccountReopened',
  'AccountRemoved',
  'AccountRestored',
  'TradeAdded',
  'TradeEdited',
  'ExecutionAdded',
  'ExecutionEdited',
  'ExecutionRemoved',
  'TradeDeleted',
  'TradeRestored',
  'TradeReverted',
] as const satisfies readonly LedgerEvent['type'][];
export type HistoryType = (typeof HISTORY_TYPES)[number];

/** What an event is about, by the name that it had after it. */
export type HistorySubject =
  | { readonly type: 'user' }
  | { readonly type: 'account'; readonly account: { readonly name: string; readonly currency: string } }
  | {
      readonly type: 'trade';
      readonly trade: Pick<TradeDetails, 'symbol' | 'assetType' | 'direction' | 'side' | 'strike' | 'expiration'>;
    };

/** What an event did to the realized net P&L of its trade; null where there is none, or the trade is deleted. */
export interface PnlEffect {
  readonly currency: string;
  readonly netPnl: { readonly from: string | null; readonly to: string | null };
}

/** GET /api/user/history, /api/user/trades/:id/history and /api/user/accounts/:id/history, newest first. */
export interface HistoryEntry {
  readonly version: number;
  readonly streamVersion: number;
  readonly stream: { readonly type: StreamType; readonly id: string };
  readonly type: HistoryType;
  readonly recordedAt: string;
  readonly origin: Origin;
  /** Shared by what one request did to many. */
  readonly batchId: string | null;
  /** The version that this takes back. */
  readonly undoes: number | null;
  /** The version that takes this back, and still does. */
  readonly undoneBy: number | null;
  readonly changes: readonly FieldChange[];
  readonly subject: HistorySubject;
  readonly effect: PnlEffect | null;
  readonly hash: string;
}

/** POST /api/user/history/:version/undo */
export type UndoAnswer = Receipted<{
  readonly undone: number;
  /** The version that takes it back, which is what to undo to do it again; null where nothing of it was left. */
  readonly undoneBy: number | null;
  readonly stream: { readonly type: StreamType; readonly id: string };
  readonly streamVersion: number;
}>;

/** POST /api/user/history/batches/:batchId/undo: what was taken back, and what stays and why. */
export type UndoBatchAnswer = Receipted<{
  readonly undone: readonly string[];
  readonly refused: readonly { readonly id: string; readonly message: string; readonly errors?: readonly Problem[] }[];
  /** Does all of it again: what was taken back shares it. */
  readonly batchId: string;
}>;

/** GET /api/user/ledger/verify: whether every event still has the hash that it was recorded with; else the first that has not. */
export interface LedgerVerification {
  readonly valid: boolean;
  readonly version: number;
  readonly hash: string;
  readonly brokenAt: number | null;
  /** What is wrong there, as a sentence. */
  readonly reason: string | null;
  /** How many entries keep their place in the chain but no longer what they said. */
  readonly redacted: number;
}

/** GET /api/user/ledger/digests, newest first: the days on which this ledger's head was signed along with all others. */
export type DigestItem = Pick<DigestFile, 'day' | 'version' | 'hash' | 'root' | 'keyId'>;

/** GET /api/ledger-keys: who has ever signed digests. Members compare the key in a digest with the one they noted. */
export interface LedgerKey {
  readonly keyId: string;
  /** Ed25519, hexadecimal. */
  readonly publicKey: string;
  readonly firstUsedAt: string;
  /** Whether digests are signed with it now. */
  readonly current: boolean;
}
