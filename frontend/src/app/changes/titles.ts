import type { HistoryEntry, HistoryType, Origin } from '@singularity/contract';
import { BALANCE_REASON_LABELS } from '../ui/format/labels';
import { formatCount } from '../ui/format/money';
import { formatDay } from '../ui/format/zoned-time';
import { outcomeOf } from './outcomes';
import type { Outcome } from './outcomes';

const TITLES: Record<HistoryType, string> = {
  UserRegistered: 'Journal started',
  SettingsChanged: 'Settings changed',
  AccountAdded: 'Account added',
  AccountEdited: 'Account edited',
  BalanceUpdated: 'Balance updated',
  BalanceUpdateRemoved: 'Balance update removed',
  AccountClosed: 'Account closed',
  AccountReopened: 'Account reopened',
  AccountRemoved: 'Account removed',
  AccountRestored: 'Account restored',
  TradeAdded: 'Added',
  TradeEdited: 'Edited',
  ExecutionAdded: 'Fill added',
  ExecutionEdited: 'Fill edited',
  ExecutionRemoved: 'Fill removed',
  TradeDeleted: 'Deleted',
  TradeRestored: 'Restored',
  TradeReverted: 'Reverted',
  DayNoteWritten: 'Day note edited',
  ImportConfirmed: 'Import started',
  ImportUndone: 'Import taken back',
  ConnectionAdded: 'Broker connected',
  ConnectionChanged: 'Connection changed',
  ConnectionRemoved: 'Broker disconnected',
};

export const ORIGIN_LABELS: Record<Origin, string> = {
  form: 'You',
  api: 'API',
  import: 'Import',
  sync: 'Sync',
  undo: 'Undo',
  system: 'System',
};

/** What happened, in as few words as it goes. */
export function titleOf({ type, changes }: HistoryEntry): string {
  const value = (field: string) => {
    const change = changes.find((one) => one.field === field);
    return change?.to ?? change?.from;
  };
  if (type === 'BalanceUpdated') {
    const reason = value('reason') as keyof typeof BALANCE_REASON_LABELS;
    return BALANCE_REASON_LABELS[reason] ?? TITLES[type];
  }
  if (type === 'ExecutionAdded' || type === 'ExecutionRemoved') {
    const execution = value('execution') as { readonly type?: string } | undefined;
    const word = execution?.type === 'close' ? 'Exit' : 'Entry';
    return `${word} ${type === 'ExecutionAdded' ? 'added' : 'removed'}`;
  }
  if (type === 'DayNoteWritten') return dayNoteTitle(changes);
  return TITLES[type];
}

function dayNoteTitle([change]: HistoryEntry['changes']): string {
  if (change?.from === null) return 'Day note added';
  return change?.to === null ? 'Day note deleted' : TITLES.DayNoteWritten;
}

/** The name of what it is about; nothing for the settings. */
export function subjectName({ subject }: HistoryEntry): string {
  if (subject.type === 'trade') return subject.trade.symbol;
  if (subject.type === 'day') return formatDay(subject.day);
  if (subject.type === 'connection') return subject.label;
  if (subject.type === 'import') return subject.files.join(', ');
  return subject.type === 'account' ? subject.account.name : '';
}

/** What is true after an entry, and what once it is undone. */
export function outcomeOfEntry(entry: HistoryEntry): Outcome {
  return outcomeOf(entry.type, subjectName(entry));
}

/** What one request did to many: "Tags added to 37 trades". `more` where the last of them may not be known yet. */
export function batchOutcome(entries: readonly HistoryEntry[], more: boolean): Outcome {
  const [first] = entries;
  if (!first) return { done: '', undone: '' };
  const many = manyOf(entries, more);
  const outcome = outcomeOf(first.type, many);
  if (first.type !== 'TradeEdited') return outcome;
  const fields = [...new Set(entries.flatMap(({ changes }) => changes.map(({ field }) => field)))];
  return { ...outcome, done: `${fieldsLabel(fields, entries)} ${many}` };
}

/** "3 trades". */
export function manyOf([first, ...others]: readonly HistoryEntry[], more: boolean): string {
  const what = first?.stream.type === 'account' ? 'accounts' : 'trades';
  return `${formatCount(1 + others.length)}${more ? '+' : ''} ${what}`;
}

function fieldsLabel(fields: readonly string[], entries: readonly HistoryEntry[]): string {
  if (fields.length !== 1) return 'Edited';
  switch (fields[0]) {
    case 'tags':
      return entries.every(({ changes: [tags] }) => lengthOf(tags?.to) > lengthOf(tags?.from))
        ? 'Tags added to'
        : entries.every(({ changes: [tags] }) => lengthOf(tags?.to) < lengthOf(tags?.from))
          ? 'Tags removed from'
          : 'Tags changed on';
    case 'accountId':
      return 'Account changed on';
    case 'fees':
      return 'Fees changed on';
    default:
      return 'Edited';
  }
}

function lengthOf(tags: unknown): number {
  return Array.isArray(tags) ? tags.length : 0;
}
