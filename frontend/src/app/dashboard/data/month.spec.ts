import { someDay } from '../testing/some-days';
import { daysOf, monthAfter, weeksOf } from './month';

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

test('weeks begin on Monday, and days of other months stay empty', () => {
  const weeks = weeksOf('2026-03', []);
  expect(weeks).toHaveLength(6);
  expect(weeks[0]!.days.map((day) => day?.date ?? null)).toEqual([null, null, null, null, null, null, 1]);
  expect(weeks[5]!.days.map((day) => day?.date ?? null)).toEqual([30, 31, null, null, null, null, null]);
});

test('a month that begins on Monday has no empty week', () => {
  expect(weeksOf('2026-06', [])[0]!.days[0]?.date).toBe(1);
});

test('a week sums up exactly; one without results has no sum', () => {
  const [first, second] = weeksOf('2026-06', [
    someDay('2026-06-01', '0.1', 2),
    someDay('2026-06-07', '0.2', 1),
    someDay('2026-06-30', '-7', 1),
  ]);
  expect(first!.total).toEqual({ netPnl: '0.3', closedTrades: 3 });
  expect(second!.total).toBeNull();
});

test('a day is coloured as strongly as its amount is large, whatever its sign; zero is not', () => {
  const days = weeksOf('2026-06', [
    someDay('2026-06-01', '-1000'),
    someDay('2026-06-02', '500'),
    someDay('2026-06-03', '10'),
    someDay('2026-06-04', '0'),
  ])[0]!.days;
  expect(days.map((day) => day?.weight)).toEqual([3, 2, 1, 0, 0, 0, 0]);
});
