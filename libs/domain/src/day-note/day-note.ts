import { changesBetween, hasChanges, withChanges } from '../changes.js';
import type { Changes } from '../changes.js';
import { Refusal } from '../decider.js';
import type { Decider } from '../decider.js';
import type { Day } from '../time/day.js';
import { changedSince, takenOut } from '../undo.js';
import type { UndoCommand, Undoing } from '../undo.js';

/** What a member writes about a day, beside what they traded on it. */
export interface DayNote {
  readonly notes: string | null;
}

export type DayNoteCommand = ({ readonly type: 'WriteDayNote'; readonly day: Day } & DayNote) | UndoCommand;

export interface DayNoteEvent {
  readonly type: 'DayNoteWritten';
  readonly data: { readonly day: Day; readonly changes: Changes<DayNote> };
}

export type DayNoteState = { readonly status: 'none' } | ({ readonly status: 'written'; readonly day: Day } & DayNote);

/** What a note must know from elsewhere. */
export interface DayNoteFacts {
  /** Undo: the change to take back; null where there is no such version. */
  readonly undoing: Undoing<DayNoteState, DayNoteEvent> | null;
}

/** The note as it is; none before it was ever written. */
export function noteIn(state: DayNoteState): DayNote {
  return { notes: state.status === 'written' ? state.notes : null };
}

export const dayNote: Decider<DayNoteState, DayNoteCommand, DayNoteEvent, DayNoteFacts> = {
  initial: { status: 'none' },

  decide(command, state, { undoing }) {
    if (command.type === 'WriteDayNote') return written(command.day, state, { notes: textOrNone(command.notes) });
    if (state.status === 'none' || !undoing) return new Refusal('not-found', 'Not found. It may have been deleted.');
    const { value, conflicts } = takenOut(noteIn(undoing.before), noteIn(undoing.after), noteIn(state));
    return conflicts.length > 0 ? changedSince(conflicts) : written(state.day, state, value);
  },

  evolve(state, { data }) {
    return { status: 'written', day: data.day, ...withChanges(noteIn(state), data.changes) };
  },
};

function written(day: Day, state: DayNoteState, note: DayNote): readonly DayNoteEvent[] {
  const changes = changesBetween(noteIn(state), note);
  return hasChanges(changes) ? [{ type: 'DayNoteWritten', data: { day, changes } }] : [];
}

/** Blank text is no note. */
function textOrNone(notes: string | null): string | null {
  return notes === null || notes.trim() === '' ? null : notes;
}
