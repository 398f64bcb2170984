import type { HistoryType } from '@singularity/contract';

interface Kind {
  readonly label: string;
  readonly types: readonly HistoryType[];
}

/** What one looks for in history, by the name that it has in the address. */
export const KINDS = {
  added: { label: 'Trades added', types: ['TradeAdded'] },
  edited: { label: 'Trades edited', types: ['TradeEdited', 'TradeReverted'] },
  executions: {
    label: 'Entries and exits',
    types: ['ExecutionAdded', 'ExecutionEdited', 'ExecutionRemoved'],
  },
  deleted: { label: 'Trades deleted', types: ['TradeDeleted'] },
  restored: { label: 'Trades restored', types: ['TradeRestored'] },
  balance: { label: 'Balances', types: ['BalanceUpdated', 'BalanceUpdateRemoved'] },
  accounts: {
    label: 'Accounts',
    types: [
      ...(['AccountAdded', 'AccountEdited', 'AccountClosed', 'AccountReopened'] as const),
      ...(['AccountRemoved', 'AccountRestored'] as const),
    ],
  },
  days: { label: 'Day notes', types: ['DayNoteWritten'] },
  imports: { label: 'Imports', types: ['ImportConfirmed', 'ImportUndone'] },
  connections: { label: 'Connections', types: ['ConnectionAdded', 'ConnectionChanged', 'ConnectionRemoved'] },
  settings: { label: 'Settings', types: ['SettingsChanged', 'UserRegistered'] },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof KINDS;

/** What an address says wrongly is left out. */
export function kindsIn(names: readonly string[]): readonly KindName[] {
  return (Object.keys(KINDS) as KindName[]).filter((name) => names.includes(name));
}
