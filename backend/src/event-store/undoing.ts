import { undoingOf } from '@singularity/domain';
import type { LedgerEvent, Undoing } from '@singularity/domain';
import { toLedgerEvent } from './recorded-event.js';
import type { PastEvent } from './events.table.js';

/** What a handler must know to take a change back: null for any command but an undo, and where there is no such version. */
export function undoingFor<State, Event extends LedgerEvent>(
  rules: { readonly initial: State; readonly evolve: (state: State, event: Event) => State },
  command: { readonly type: string; readonly streamVersion?: number },
  past: readonly PastEvent[],
): Undoing<State, Event> | null {
  const undone = undoneVersion(command);
  return undone === null ? null : undoingOf(rules, past.map(toLedgerEvent) as Event[], undone);
}

/** The version of its stream that an undo is about; null for any other command. */
export function undoneVersion(command: { readonly type: string; readonly streamVersion?: number }): number | null {
  return command.type === 'Undo' ? (command.streamVersion ?? null) : null;
}
