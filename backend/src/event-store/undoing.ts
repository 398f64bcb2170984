import { undoingOf } from '@singularity/domain';
import type { LedgerEvent, Undoing } from '@singularity/domain';
import { toLedgerEvent } from './recorded-event.js';
import type { RecordedEvent } from './recorded-event.js';

/** What a desk must know to take a change back: null for any command but an undo, and where there is no such version. */
export function undoingFor<State, Event extends LedgerEvent>(
  rules: { readonly initial: State; readonly evolve: (state: State, event: Event) => State },
  command: { readonly type: string; readonly streamVersion?: number },
  past: readonly RecordedEvent[],
): Undoing<State, Event> | null {
  if (command.type !== 'Undo' || command.streamVersion === undefined) return null;
  return undoingOf(rules, past.map(toLedgerEvent) as Event[], command.streamVersion);
}
