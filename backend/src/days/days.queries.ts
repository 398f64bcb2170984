import type { DayNoteAnswer, NotedDaysAnswer } from '@singularity/contract';
import type { Day } from '@singularity/domain';
import type { LedgerQuery } from '../past/ledger-query.js';
import { findPastDayNote, listPastDayNotes } from './days.past.js';
import { findDayNote, listDayNotes, listNotedDays } from './days.table.js';
import type { Span } from './days.table.js';

const oneNote: LedgerQuery<{ readonly day: Day }, DayNoteAnswer> = {
  name: 'day note',
  now: (tx, { day }) => findDayNote(tx, day),
  past: ({ day }, ledger) => findPastDayNote(ledger, day),
};

const notedDays: LedgerQuery<Span, NotedDaysAnswer> = {
  name: 'noted days',
  now: async (tx, span) => ({ days: await listNotedDays(tx, span) }),
  past: (span, ledger) => ({ days: listPastDayNotes(ledger, span).map(({ day }) => day) }),
};

const noteList: LedgerQuery<Span, readonly DayNoteAnswer[]> = {
  name: 'day notes',
  now: listDayNotes,
  past: (span, ledger) => listPastDayNotes(ledger, span),
};

export const dayNoteQueries = { one: oneNote, days: notedDays, list: noteList };
