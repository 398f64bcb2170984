import type { AccountEvent } from '../account/account.events.js';
import { changesBetween } from '../changes.js';
import type { Change, Changes } from '../changes.js';
import type { ConnectionDetails, ConnectionEvent } from '../connection/connection.js';
import type { DayNoteEvent } from '../day-note/day-note.js';
import type { ImportDetails, ImportEvent } from '../import/import.js';
import type { MemberEvent } from '../member/member.js';
import type { Execution, TradeChanges, TradeDetails, TradeEvent } from '../trade/trade.events.js';
import { isSimple, toShorthand } from '../trade/shorthand.js';

export type LedgerEvent = MemberEvent | AccountEvent | TradeEvent | DayNoteEvent | ImportEvent | ConnectionEvent;

/** One line of history: a field in the member's words, what stood there before and what stands there since. */
export interface FieldChange {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** What an event changed, field by field, for people to read. */
export function changesOf(event: LedgerEvent): readonly FieldChange[] {
  switch (event.type) {
    case 'UserRegistered':
    case 'AccountAdded':
    case 'BalanceUpdated':
      return appearing(event.data);
    case 'BalanceUpdateRemoved':
      return vanishing(event.data);
    case 'TradeAdded':
      return tradeAdded(event.data);
    case 'AccountEdited':
    case 'SettingsChanged':
    case 'DayNoteWritten':
      return listed(event.data.changes);
    case 'TradeEdited': {
      const { firstStop: _, ...changes } = event.data.changes;
      return tradeChanges(changes);
    }
    case 'TradeReverted':
      return tradeChanges(event.data.changes);
    case 'ExecutionAdded':
      return [{ field: 'execution', from: null, to: event.data.execution }];
    case 'ExecutionRemoved':
      return [{ field: 'execution', from: event.data.execution, to: null }];
    case 'ExecutionEdited':
      return listed(event.data.changes);
    case 'AccountClosed':
      return [{ field: 'status', from: 'open', to: 'closed' }];
    case 'AccountReopened':
      return [{ field: 'status', from: 'closed', to: 'open' }];
    case 'AccountRemoved':
      return [{ field: 'removed', from: false, to: true }];
    case 'AccountRestored':
      return [{ field: 'removed', from: true, to: false }];
    case 'ImportConfirmed':
      return importConfirmed(event.data);
    case 'ImportUndone':
      return [{ field: 'undone', from: false, to: true }];
    case 'ConnectionAdded':
      return appearing({ broker: event.data.broker, label: event.data.label });
    case 'ConnectionChanged':
      return connectionChanged(event.data.changes);
    case 'ConnectionRemoved':
      return [{ field: 'removed', from: false, to: true }];
    case 'TradeDeleted':
      return [{ field: 'deleted', from: false, to: true }];
    case 'TradeRestored':
      return [{ field: 'deleted', from: true, to: false }];
  }
}

/** What a member knows of it: the files by their names, and what was new in them. */
function importConfirmed({ accountId, files, counts }: ImportDetails): readonly FieldChange[] {
  return appearing({ accountId, files: files.map(({ name }) => name), fills: counts.fills, newFills: counts.new });
}

/** Of accounts those that trades go into; of credentials, that there are others. */
function connectionChanged({ accounts, credentials, ...changes }: Changes<ConnectionDetails>): readonly FieldChange[] {
  const idsOf = (connected: ConnectionDetails['accounts']) => connected.map(({ accountId }) => accountId);
  return [
    ...listed(changes),
    ...(accounts ? [{ field: 'accounts', from: idsOf(accounts.from), to: idsOf(accounts.to) }] : []),
    ...(credentials ? [{ field: 'credentials', from: null, to: 'replaced' }] : []),
  ];
}

function listed(changes: object): readonly FieldChange[] {
  return Object.entries(changes as Record<string, Change<unknown>>).map(([field, { from, to }]) => ({
    field,
    from,
    to,
  }));
}

function appearing(data: object): readonly FieldChange[] {
  return Object.entries(data)
    .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
    .map(([field, to]) => ({ field, from: null, to }));
}

function vanishing(data: object): readonly FieldChange[] {
  return appearing(data).map(({ field, to }) => ({ field, from: to, to: null }));
}

function tradeAdded({ executions, ...details }: TradeDetails): readonly FieldChange[] {
  return appearing(isSimple(executions) ? { ...details, ...toShorthand(executions) } : { ...details, executions });
}

function tradeChanges({ executions, ...changes }: TradeChanges): readonly FieldChange[] {
  return [...listed(changes), ...(executions ? executionChanges(executions.from, executions.to) : [])];
}

/** In the words of the shorthand where both sides can be said in it: "exitPrice 191.10 → 191.40". */
function executionChanges(from: readonly Execution[], to: readonly Execution[]): readonly FieldChange[] {
  if (isSimple(from) && isSimple(to)) return listed(changesBetween(toShorthand(from), toShorthand(to)));
  return [{ field: 'executions', from, to }];
}
