import type { HistoryType } from '@singularity/contract';

/** What is true once a change is made, and what once it is undone: "Deleted AAPL", "Restored AAPL". */
export interface Outcome {
  readonly done: string;
  readonly undone: string;
}

const OUTCOMES: Readonly<Record<HistoryType, readonly [done: string, undone: string]>> = {
  UserRegistered: ['Started journal', 'Removed journal'],
  SettingsChanged: ['Saved settings', 'Restored previous settings'],
  AccountAdded: ['Added', 'Removed'],
  AccountEdited: ['Saved', 'Undid changes to'],
  BalanceUpdated: ['Updated balance of', 'Removed balance update from'],
  BalanceUpdateRemoved: ['Removed balance update from', 'Restored balance update of'],
  AccountClosed: ['Closed', 'Reopened'],
  AccountReopened: ['Reopened', 'Closed'],
  AccountRemoved: ['Removed', 'Restored'],
  AccountRestored: ['Restored', 'Removed'],
  TradeAdded: ['Added', 'Deleted'],
  TradeEdited: ['Saved', 'Undid changes to'],
  ExecutionAdded: ['Added fill to', 'Removed fill from'],
  ExecutionEdited: ['Saved fill of', 'Undid changes to fill of'],
  ExecutionRemoved: ['Removed fill from', 'Restored fill of'],
  TradeDeleted: ['Deleted', 'Restored'],
  TradeRestored: ['Restored', 'Deleted'],
  DayNoteWritten: ['Saved note of', 'Undid changes to note of'],
  TradeReverted: ['Reverted', 'Undid revert of'],
  ImportConfirmed: ['Imported', 'Took back import of'],
  ImportUndone: ['Took back import of', 'Imported'],
  ConnectionAdded: ['Connected', 'Disconnected'],
  ConnectionChanged: ['Saved', 'Undid changes to'],
  ConnectionRemoved: ['Disconnected', 'Connected'],
};

/** `name`: what it was about, "AAPL" or "3 trades"; nothing for the settings. */
export function outcomeOf(type: HistoryType, name = ''): Outcome {
  const [done, undone] = OUTCOMES[type].map((words) => `${words} ${name}`.trim()) as [string, string];
  return { done, undone };
}
