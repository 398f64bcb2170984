import type { DayNoteAnswer } from '@singularity/contract';
import { dayNote, dayOfStream } from '@singularity/domain';
import type { DayNoteCommand, DayNoteEvent, DayNoteFacts, DayNoteState } from '@singularity/domain';
import type { StreamHandler } from '../event-store/stream-handler.js';
import { undoingFor, undoneVersion } from '../event-store/undoing.js';
import { dayNoteProjection, dayNoteRow } from './days.projection.js';
import { dayNoteAnswer } from './days.table.js';

export const dayNoteStreamHandler: StreamHandler<
  DayNoteState,
  DayNoteCommand,
  DayNoteEvent,
  DayNoteFacts,
  DayNoteAnswer
> = {
  decider: dayNote,
  projection: dayNoteProjection,
  looksAt: undoneVersion,
  facts: (command, { past }) => ({ undoing: undoingFor(dayNote, command, past) }),

  answer(stream) {
    const day = dayOfStream(stream.streamId);
    if (!day) throw new Error('The stream of a note is that of a day.');
    return dayNoteAnswer(day, dayNoteRow(stream));
  },
};
