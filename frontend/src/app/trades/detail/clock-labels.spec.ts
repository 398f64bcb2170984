import { clockLabels } from './clock-labels';

const MINUTE = 60_000;

function every(minutes: number, from: string, to: string): string[] {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  const count = Math.floor((last - first) / minutes / MINUTE) + 1;
  return Array.from({ length: count }, (_, index) => new Date(first + index * minutes * MINUTE).toISOString());
}

test('round times of the member’s clock, however the candles begin', () => {
  const labels = clockLabels(every(1, '2026-01-05T14:22:00Z', '2026-01-05T15:10:00Z'), 'America/New_York');
  expect([...labels.values()]).toEqual(['09:30', '09:40', '09:50', '10:00', '10:10']);
  expect(labels.get('2026-01-05T14:30:00.000Z')).toBe('09:30');
});

test('over several days, the first label of each tells the day, as the member counts days', () => {
  const times = every(15, '2026-01-05T14:00:00Z', '2026-01-06T21:00:00Z');
  expect([...clockLabels(times, 'America/New_York').values()]).toEqual([
    '12:00\n5 Jan',
    '18:00',
    '00:00\n6 Jan',
    '06:00',
    '12:00',
  ]);
  expect([...clockLabels(times, 'Asia/Tokyo').values()][0]).toBe('00:00\n6 Jan');
});

test('a week has no more labels than there is room for', () => {
  const labels = clockLabels(every(15, '2026-01-05T00:00:00Z', '2026-01-09T23:45:00Z'), 'UTC');
  expect(labels.size).toBeLessThan(10);
});
