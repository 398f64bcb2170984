import { someDay } from '../testing/some-days';
import { calendarOfMonth, closedIn, daysOf, monthAfter } from './month';
import type { MonthCalendar } from './month';

test.each([
  ['2026-02', 28],
  ['2028-02', 29],
  ['2026-12', 31],
])('%s has %i days', (month, count) => {
  const days = daysOf(month);
  expect(days).toHaveLength(count);
  expect(days.at(-1)).toBe(`${month}-${count}`);
});

test('months follow one another over the turn of the year', () => {
  expect(monthAfter('2026-12', 1)).toBe('2027-01');
  expect(monthAfter('2026-01', -1)).toBe('2025-12');
});

const MONDAY = { firstWeekday: 1, days: 'all' } as const;
const SUNDAY = { firstWeekday: 7, days: 'all' } as const;
const WEEKDAYS = { firstWeekday: 7, days: 'weekdays' } as const;

function datesOf({ weeks }: MonthCalendar): (number | null)[][] {
  return weeks.map(({ days }) => days.map((day) => day?.date ?? null));
}

test('weeks begin on the weekday asked for, and days of other months stay empty', () => {
  const byMonday = datesOf(calendarOfMonth('2026-03', [], MONDAY));
  expect(byMonday).toHaveLength(6);
  expect(byMonday[0]).toEqual([null, null, null, null, null, null, 1]);
  expect(byMonday[5]).toEqual([30, 31, null, null, null, null, null]);
  const bySunday = datesOf(calendarOfMonth('2026-03', [], SUNDAY));
  expect(bySunday).toHaveLength(5);
  expect([bySunday[0], bySunday[4]]).toEqual([
    [1, 2, 3, 4, 5, 6, 7],
    [29, 30, 31, null, null, null, null],
  ]);
});

test('a month that begins on the first day of the week has no empty week', () => {
  expect(datesOf(calendarOfMonth('2026-06', [], MONDAY))[0]![0]).toBe(1);
  expect(datesOf(calendarOfMonth('2026-03', [], SUNDAY))[0]![0]).toBe(1);
});

test('five days leave weekends out, and weeks of which nothing else is in the month', () => {
  const calendar = calendarOfMonth('2026-03', [someDay('2026-03-02', '5')], { ...WEEKDAYS, firstWeekday: 1 });
  expect(calendar.weekdays).toEqual([1, 2, 3, 4, 5]);
  expect(datesOf(calendar)[0]).toEqual([2, 3, 4, 5, 6]);
  expect(calendar.weeks).toHaveLength(5);
});

test('a weekend on which something was realized is never left out', () => {
  const calendar = calendarOfMonth('2026-03', [someDay('2026-03-07', '5')], WEEKDAYS);
  expect(calendar.weekdays).toEqual([7, 1, 2, 3, 4, 5, 6]);
  expect(calendar.weeks[0]!.total?.netPnl).toBe('5');
});

test('a week sums up exactly; one without results has no sum', () => {
  const results = [someDay('2026-06-01', '0.1', 2), someDay('2026-06-07', '0.2', 1), someDay('2026-06-30', '-7', 1)];
  const [first, second] = calendarOfMonth('2026-06', results, MONDAY).weeks;
  expect(first!.total).toEqual({ netPnl: '0.3', closedTrades: 3 });
  expect(second!.total).toBeNull();
});

test.each([
  ['1 trade', '5', 1],
  ['1,234 trades', '-5', 1_234],
  ['0 trades', '0', 0],
  ['partial exit', '84', 0],
])('%s: a sum of %s, %i closed', (text, netPnl, closedTrades) => {
  expect(closedIn({ netPnl, closedTrades })).toBe(text);
});

test('a day is coloured as strongly as its amount is large, whatever its sign; zero is not', () => {
  const results = [
    someDay('2026-06-01', '-1000'),
    someDay('2026-06-02', '500'),
    someDay('2026-06-03', '10'),
    someDay('2026-06-04', '0'),
  ];
  const [first] = calendarOfMonth('2026-06', results, MONDAY).weeks;
  expect(first!.days.map((day) => day?.weight)).toEqual([3, 2, 1, 0, 0, 0, 0]);
});
