import { dayNote } from '@singularity/domain';
import type { DayNoteState } from '@singularity/domain';
import type { FoldedStream, Projection, Rows } from '../event-store/projection.js';
import { DayNoteRow } from './days.entity.js';

export const dayNoteProjection: Projection<DayNoteState> = {
  streamType: 'day',
  rules: dayNote,
  tables: [DayNoteRow],

  rows(stream): readonly Rows[] {
    const row = dayNoteRow(stream);
    return row ? [{ table: DayNoteRow, rows: [row] }] : [];
  },

  items: () => [],
};

/** Null for a day of which nothing was ever written. */
export function dayNoteRow(stream: FoldedStream<DayNoteState>): DayNoteRow | null {
  const { userId, streamId, state, streamVersion, updatedAt } = stream;
  if (state.status === 'none' || updatedAt === null) return null;
  return { userId, id: streamId, day: state.day, notes: state.notes, streamVersion, updatedAt };
}
