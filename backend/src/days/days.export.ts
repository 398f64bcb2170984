import { BYTE_ORDER_MARK, csvLine, freeText } from '../http/csv.js';
import { fileOf } from '../past/export-part.js';
import type { ExportPart } from '../past/export-part.js';
import { dayNoteQueries } from './days.queries.js';

/** Notes may be long: so many are held at a time. */
const AT_ONCE = 100;

export const dayNoteExport: readonly ExportPart[] = [
  fileOf('day-notes.csv', 'Your day notes.', async function* (snapshot) {
    yield BYTE_ORDER_MARK + csvLine(['day', 'notes', 'updatedAt']);
    const { days } = await snapshot.ask(dayNoteQueries.days, {});
    for (let start = 0; start < days.length; start += AT_ONCE) {
      const [from, to] = [days[start], days[Math.min(start + AT_ONCE, days.length) - 1]];
      for (const { day, notes, updatedAt } of await snapshot.ask(dayNoteQueries.list, { from, to }))
        yield csvLine([day, freeText(notes ?? ''), updatedAt]);
    }
  }),
];
