import { clockLabels } from './clock-labels';

const MINUTE = 60_000;

function every(minutes: number, from: string, to: string): string[] {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  const count = Math.floor((last - first) / minutes / MINUTE) + 1;
  return Array.from({ length: count }, (_, index) => new Date(first + index * minutes * MINUTE).toISOString());
}

test('round times of the member’s clock, however the candles begin', () => {
  const labels = clockLabels(every(1, '2026-01-05T14:22:00Z', '2026-01-05T15:10:00Z'), 'America/New_York');
  expect([...labels.values()]).toEqual(['9:30 AM', '9:40 AM', '9:50 AM', '10:00 AM', '10:10 AM']);
  expect(labels.get('2026-01-05T14:30:00.000Z')).toBe('9:30 AM');
});

test('over several days, the first label of each tells the day, as the member counts days', () => {
  const times = every(15, '2026-01-05T14:00:00Z', '2026-01-06T21:00:00Z');
  expect([...clockLabels(times, 'America/New_York').values()]).toEqual([
    '12:00 PM\nJan 5',
    '6:00 PM',
    '12:00 AM\nJan 6',
    '6:00 AM',
    '12:00 PM',
  ]);
  expect([...clockLabels(times, 'Asia/Tokyo').values()][0]).toBe('12:00 AM\nJan 6');
});

test('a week has no more labels than there is room for', () => {
  const labels = clockLabels(every(15, '2026-01-05T00:00:00Z', '2026-01-09T23:45:00Z'), 'UTC');
  expect(labels.size).toBeLessThan(10);
});
