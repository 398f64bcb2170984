import type { DayNoteAnswer } from '@singularity/contract';
import { dayStreamId } from '@singularity/domain';
import type { Day } from '@singularity/domain';
import { once, streamOf, streamsOf } from '../past/folded-ledger.js';
import type { FoldedLedger } from '../past/folded-ledger.js';
import { dayNoteRow } from './days.projection.js';
import { dayNoteAnswer } from './days.table.js';
import type { Span } from './days.table.js';

export function findPastDayNote(ledger: FoldedLedger, day: Day): DayNoteAnswer {
  const stream = streamOf(ledger, 'day', dayStreamId(day));
  return dayNoteAnswer(day, stream && dayNoteRow(stream));
}

/** All that were there, in the order of days. */
const notesOf = once((ledger: FoldedLedger): readonly DayNoteAnswer[] =>
  streamsOf(ledger, 'day')
    .flatMap((stream) => dayNoteRow(stream) ?? [])
    .filter(({ notes }) => notes !== null)
    .map((row) => dayNoteAnswer(row.day, row))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
);

export function listPastDayNotes(ledger: FoldedLedger, { from, to }: Span): readonly DayNoteAnswer[] {
  return notesOf(ledger).filter(({ day }) => (from === undefined || day >= from) && (to === undefined || day <= to));
}
