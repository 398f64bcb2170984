import type { Instant } from '@singularity/domain';
import fc from 'fast-check';
import { showDatesAs } from './date-style';
import { readMoment, writeMoment } from './moment-text';
import { formatMoment } from './zoned-time';

const NEW_YORK = 'America/New_York';
/** A Sunday, 11:05 AM in New York. */
const NOW = '2026-11-22T16:05:07.250Z' as Instant;
const US = { timeZone: NEW_YORK, now: NOW, dayFirst: false };
const AUTOMATIC = { dateFormat: 'automatic', clock: 'automatic', weekStart: 'automatic' } as const;

afterEach(() => showDatesAs(AUTOMATIC));

/** What a text is understood as on the clock of New York, or why it is not. */
function understood(typed: string, setting: Partial<Parameters<typeof readMoment>[1]> = {}): string {
  const read = readMoment(typed, { ...US, ...setting });
  return 'at' in read ? formatMoment(read.at, NEW_YORK) : read.fault;
}

test.each([
  ['9:31', 'Nov 22, 2026, 9:31 AM'],
  ['931', 'Nov 22, 2026, 9:31 AM'],
  ['0931', 'Nov 22, 2026, 9:31 AM'],
  ['931a', 'Nov 22, 2026, 9:31 AM'],
  [' 9:31 AM ', 'Nov 22, 2026, 9:31 AM'],
  ['9', 'Nov 22, 2026, 9:00 AM'],
  ['4p', 'Nov 22, 2026, 4:00 PM'],
  ['1555', 'Nov 22, 2026, 3:55 PM'],
  ['155p', 'Nov 22, 2026, 1:55 PM'],
  ['93105', 'Nov 22, 2026, 9:31:05 AM'],
  ['12a', 'Nov 22, 2026, 12:00 AM'],
  ['12:30p', 'Nov 22, 2026, 12:30 PM'],
  ['now', 'Nov 22, 2026, 11:05:07 AM'],
  ['today 9:31', 'Nov 22, 2026, 9:31 AM'],
  ['yesterday 15:55', 'Nov 21, 2026, 3:55 PM'],
  ['Yesterday at 3:55 pm', 'Nov 21, 2026, 3:55 PM'],
  ['fri 4p', 'Nov 20, 2026, 4:00 PM'],
  ['sunday 9:31', 'Nov 22, 2026, 9:31 AM'],
  ['11/20 9:31a', 'Nov 20, 2026, 9:31 AM'],
  ['11-20 931', 'Nov 20, 2026, 9:31 AM'],
  ['11/20/25 9:31', 'Nov 20, 2025, 9:31 AM'],
  ['3/2/2026 9:31', 'Mar 2, 2026, 9:31 AM'],
  ['2026-11-22 09:31:05', 'Nov 22, 2026, 9:31:05 AM'],
  ['2026-11-22T09:31', 'Nov 22, 2026, 9:31 AM'],
  ['Nov 20, 2026, 9:31 AM', 'Nov 20, 2026, 9:31 AM'],
  ['20 November 2026 9:31', 'Nov 20, 2026, 9:31 AM'],
  ['nov 20 1555', 'Nov 20, 2026, 3:55 PM'],
])('%o is %s', (typed, moment) => {
  expect(understood(typed)).toBe(moment);
});

test.each([
  ['', 'Enter a time such as 9:31 or 11/22 9:31a.'],
  ['soon', 'Enter a time such as 9:31 or 11/22 9:31a.'],
  ['nov 9:31', 'Enter a time such as 9:31 or 11/22 9:31a.'],
  ['9:3', 'Enter a time such as 9:31 or 11/22 9:31a.'],
  ['202611-11-22 9:31', 'Enter a time such as 9:31 or 11/22 9:31a.'],
  ['11/22', 'Add the time, such as 9:31.'],
  ['yesterday', 'Add the time, such as 9:31.'],
  ['22 Nov 2026', 'Add the time, such as 9:31.'],
  ['25:10', 'There is no time 25:10.'],
  ['13p', 'There is no time 13p.'],
  ['11/22 9:61', 'There is no time 9:61.'],
  ['22/11 9:31', 'There is no month 22: dates are month/day.'],
  ['2/30 9:31', 'There is no such day as 2/30.'],
  ['2206-11-22 9:31', 'There is no such day as 2206-11-22.'],
])('%o is refused: %s', (typed, fault) => {
  expect(understood(typed)).toBe(fault);
});

test('where dates begin with the day, so do those that are typed; ISO dates and names mean the same everywhere', () => {
  const dayFirst = { dayFirst: true };
  expect(understood('3/4 9:31', dayFirst)).toBe('Apr 3, 2026, 9:31 AM');
  expect(understood('20.11.26 9:31', dayFirst)).toBe('Nov 20, 2026, 9:31 AM');
  expect(understood('2026-04-03 9:31', dayFirst)).toBe('Apr 3, 2026, 9:31 AM');
  expect(understood('Apr 3 9:31', dayFirst)).toBe('Apr 3, 2026, 9:31 AM');
  expect(understood('11/22 9:31', dayFirst)).toBe('There is no month 22: dates are day/month.');
  expect(understood('', dayFirst)).toBe('Enter a time such as 9:31 or 22/11 9:31a.');
});

test('a date without a year is the last one, though tomorrow is not a year ago', () => {
  expect(understood('11/23 9:31')).toBe('Nov 23, 2026, 9:31 AM');
  expect(understood('12/30 9:31')).toBe('Dec 30, 2025, 9:31 AM');
  expect(understood('1/2 9:31', { now: '2026-12-30T16:00:00.000Z' as Instant })).toBe('Jan 2, 2027, 9:31 AM');
});

test('an exit is on the day of its entry, or the first day of that name since, unless that is still to come', () => {
  const after = '2024-12-30T14:31:00.000Z' as Instant;
  expect(understood('15:55', { after })).toBe('Dec 30, 2024, 3:55 PM');
  expect(understood('1/5 15:55', { after })).toBe('Jan 5, 2025, 3:55 PM');
  expect(understood('today 9:45', { after })).toBe('Nov 22, 2026, 9:45 AM');
  const lately = '2026-11-20T14:31:00.000Z' as Instant;
  expect(understood('11/19 15:55', { after: lately })).toBe('Nov 19, 2026, 3:55 PM');
});

test('what is written is read back as the same moment, however dates and clocks are written', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1970-01-02'), max: new Date('2099-12-30'), noInvalidDate: true }),
      fc.boolean(),
      fc.constantFrom(NEW_YORK, 'UTC', 'Asia/Kathmandu', 'Europe/Zurich', 'Australia/Lord_Howe'),
      fc.record({
        dateFormat: fc.constantFrom('us', 'iso', 'european'),
        clock: fc.constantFrom('12-hour', '24-hour'),
      }),
      (date, exact, timeZone, style) => {
        showDatesAs({ ...AUTOMATIC, ...style });
        const at = date.toISOString();
        const written = writeMoment(exact ? at : `${at.slice(0, 19)}Z`, timeZone);
        const read = readMoment(written, { timeZone, now: NOW, dayFirst: style.dateFormat === 'european' });
        // An hour that comes twice is written the same both times, and read as the first.
        expect('at' in read && writeMoment(read.at, timeZone)).toBe(written);
      },
    ),
  );
});

test('whatever is typed is a moment of four digits of a year, or a fault that says something', () => {
  const piece = fc.constantFrom(
    '9',
    '31',
    ':',
    '/',
    '-',
    ' ',
    'a',
    'p',
    'nov',
    '2026',
    'yesterday',
    '0',
    ',',
    '.',
    't',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((pieces) => pieces.join('')),
      ),
      (typed) => {
        const read = readMoment(typed, US);
        if ('at' in read) expect(read.at).toMatch(/^(19[789]|20)\d+-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        else expect(read.fault).toMatch(/^\S.*\.$/);
      },
    ),
    { numRuns: 500 },
  );
});
