import type { LedgerEvent } from '@singularity/domain';

export const STREAM_TYPES = ['user', 'account', 'trade', 'day', 'import', 'connection'] as const;
export type StreamType = (typeof STREAM_TYPES)[number];

export const ORIGINS = ['form', 'api', 'import', 'sync', 'undo', 'system'] as const;
/** Where a change came from. */
export type Origin = (typeof ORIGINS)[number];

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
  'DayNoteWritten',
  'ImportConfirmed',
  'ImportUndone',
  'ConnectionAdded',
  'ConnectionChanged',
  'ConnectionRemoved',
] as const satisfies readonly LedgerEvent['type'][];
export type HistoryType = (typeof HISTORY_TYPES)[number];
