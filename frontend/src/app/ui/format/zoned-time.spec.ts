import { formatMoment, fromWallTime, toDay, toWallTime } from './zoned-time';

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

test.each(['', '2026-01-05', '2026-13-05T09:30', 'tomorrow', '2026-01-05T09:30Z'])('%p is no date and time', (text) => {
  expect(fromWallTime(text, NEW_YORK)).toBeNull();
});

test('a day is that of the time zone', () => {
  expect(toDay('2026-01-06T02:00:00.000Z', NEW_YORK)).toBe('2026-01-05');
});

test('seconds are shown only where there are some', () => {
  expect(formatMoment('2026-01-05T14:30:00.000Z', NEW_YORK)).toBe('5 Jan 2026, 09:30');
  expect(formatMoment('2026-01-05T14:30:15.000Z', NEW_YORK)).toBe('5 Jan 2026, 09:30:15');
});
