import { given } from '../testing/given.js';
import type { Day } from '../time/day.js';
import { undoingOf } from '../undo.js';
import { dayNote } from './day-note.js';
import type { DayNoteEvent } from './day-note.js';

const DAY = '2026-11-23' as Day;
const NOTHING = { undoing: null };

const wrote = (from: string | null, to: string | null): DayNoteEvent => ({
  type: 'DayNoteWritten',
  data: { day: DAY, changes: { notes: { from, to } } },
});
const write = (notes: string | null) => ({ type: 'WriteDayNote', day: DAY, notes }) as const;

describe('the note of a day', () => {
  it('is written, with what stood before', () => {
    const first = given(dayNote, []).when(write('Waited for the open.'), NOTHING);
    first.then([wrote(null, 'Waited for the open.')]);
    first.thenState({ status: 'written', day: DAY, notes: 'Waited for the open.' });
    given(dayNote, [wrote(null, 'a')])
      .when(write('b'), NOTHING)
      .then([wrote('a', 'b')]);
  });

  it('records nothing where the same is written again', () =>
    given(dayNote, [wrote(null, 'a')])
      .when(write('a'), NOTHING)
      .thenNothing());

  it.each([null, '', '  \n'])('is cleared by %j', (blank) => {
    given(dayNote, [wrote(null, 'a')])
      .when(write(blank), NOTHING)
      .then([wrote('a', null)]);
    given(dayNote, []).when(write(blank), NOTHING).thenNothing();
  });
});

describe('taking a note back', () => {
  const undo = (events: readonly DayNoteEvent[], streamVersion: number) =>
    given(dayNote, events).when(
      { type: 'Undo', streamVersion },
      { undoing: undoingOf(dayNote, events, streamVersion) },
    );

  it('brings back what stood before, the first one nothing', () => {
    undo([wrote(null, 'a'), wrote('a', 'b')], 2).then([wrote('b', 'a')]);
    undo([wrote(null, 'a')], 1).then([wrote('a', null)]);
  });

  it('brings a note again that an undo took back', () =>
    undo([wrote(null, 'a'), wrote('a', null)], 2).then([wrote(null, 'a')]));

  it('is refused where it was written again since', () =>
    undo([wrote(null, 'a'), wrote('a', 'b')], 1).thenRefused('changed-since', ['notes']));

  it('records nothing where nothing of it is left', () => undo([wrote(null, 'a'), wrote('a', null)], 1).thenNothing());

  it('finds no version that there is not', () => {
    undo([wrote(null, 'a')], 2).thenRefused('not-found');
    undo([], 1).thenRefused('not-found');
  });
});
