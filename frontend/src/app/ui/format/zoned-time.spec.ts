import { showDatesAs } from './date-style';
import {
  formatClock,
  formatDay,
  formatExactMoment,
  formatMoment,
  formatMonth,
  formatShortDay,
  formatShortMoment,
  fromWallTime,
  timesIn,
  toDay,
  toWallTime,
} from './zoned-time';

const NEW_YORK = 'America/New_York';

test('a moment is typed and shown on the clock of the time zone, whatever zone the machine is in', () => {
  expect(toWallTime('2026-01-05T14:30:00.000Z', NEW_YORK)).toBe('2026-01-05T09:30');
  expect(fromWallTime('2026-01-05T09:30', NEW_YORK)).toBe('2026-01-05T14:30:00.000Z');
  expect(fromWallTime('2026-07-06T09:30:15', NEW_YORK)).toBe('2026-07-06T13:30:15.000Z');
  expect(fromWallTime('2026-01-05T09:30', 'Asia/Kathmandu')).toBe('2026-01-05T03:45:00.000Z');
});

test('a time is written as a browser writes it, so that an untouched field compares equal', () => {
  expect(toWallTime('2026-01-05T14:30:15.250Z', NEW_YORK)).toBe('2026-01-05T09:30:15');
  expect(toWallTime('2026-01-05T05:00:00.000Z', NEW_YORK)).toBe('2026-01-05T00:00');
});

test('an hour that comes twice means the first, an hour that is skipped means the one after', () => {
  expect(fromWallTime('2026-11-01T01:30', NEW_YORK)).toBe('2026-11-01T05:30:00.000Z');
  expect(fromWallTime('2026-03-08T02:30', NEW_YORK)).toBe('2026-03-08T07:30:00.000Z');
  expect(fromWallTime('2026-03-29T02:30', 'Europe/Zurich')).toBe('2026-03-29T01:30:00.000Z');
});

test.each(['', '2026-01-05', '2026-13-05T09:30', 'tomorrow', '2026-01-05T09:30Z'])('%o is no date and time', (text) => {
  expect(fromWallTime(text, NEW_YORK)).toBeNull();
});

test('a day is that of the time zone', () => {
  expect(toDay('2026-01-06T02:00:00.000Z', NEW_YORK)).toBe('2026-01-05');
});

test('seconds are shown only where there are some', () => {
  expect(formatMoment('2026-01-05T14:30:00.000Z', NEW_YORK)).toBe('Jan 5, 2026, 9:30 AM');
  expect(formatMoment('2026-01-05T14:30:15.000Z', NEW_YORK)).toBe('Jan 5, 2026, 9:30:15 AM');
});

const AUTOMATIC = { dateFormat: 'automatic', clock: 'automatic', weekStart: 'automatic' } as const;

afterEach(() => showDatesAs(AUTOMATIC));

test.each([
  [{}, 'Nov 27, 2026', 'Nov 27', '2:31 PM', 'Nov 27, 2026, 2:31 PM', 'Nov 27, 2:31 PM'],
  [{ dateFormat: 'us', clock: '24-hour' }, 'Nov 27, 2026', 'Nov 27', '14:31', 'Nov 27, 2026, 14:31', 'Nov 27, 14:31'],
  [{ dateFormat: 'european' }, '27 Nov 2026', '27 Nov', '2:31 PM', '27 Nov 2026, 2:31 PM', '27 Nov, 2:31 PM'],
  [{ dateFormat: 'iso', clock: '24-hour' }, '2026-11-27', '11-27', '14:31', '2026-11-27 14:31', '11-27 14:31'],
] as const)('under %j dates and times are written in one way everywhere', (choice, ...written) => {
  showDatesAs({ ...AUTOMATIC, ...choice });
  const at = '2026-11-27T19:31:00.000Z';
  const day = '2026-11-27';
  const clock = formatClock(at, NEW_YORK);
  const moments = [formatMoment(at, NEW_YORK), formatShortMoment(at, NEW_YORK)];
  expect([formatDay(day), formatShortDay(day), clock, ...moments]).toEqual(written);
});

test('an exact moment has its milliseconds before AM and PM', () => {
  expect(formatExactMoment('2026-01-05T14:30:15.250Z', NEW_YORK)).toBe('Jan 5, 2026, 9:30:15.250 AM');
});

test('midnight and noon are twelve on a clock of twelve hours', () => {
  expect(formatClock('2026-01-05T05:00:00.000Z', NEW_YORK)).toBe('12:00 AM');
  expect(formatClock('2026-01-05T17:05:00.000Z', NEW_YORK)).toBe('12:05 PM');
});

test('a month is told in words, and what is no day is left as it is', () => {
  expect(formatMonth('2026-11')).toBe('November 2026');
  expect(formatDay('soon')).toBe('soon');
});

test('the clock of a place is named by its short name, where it has one', () => {
  expect(timesIn('America/New_York')).toBe('Times in New York (ET)');
  expect(timesIn('Asia/Tokyo')).toBe('Times in Tokyo');
});
