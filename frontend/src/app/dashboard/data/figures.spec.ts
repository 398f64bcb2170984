import { someStatistics } from '../../testing/samples';
import { changeSince, furtherFiguresOf, heldFor, streakOf, winRateOf } from './figures';

test.each([
  [45, 'avg hold 45s'],
  [3660, 'avg hold 1h 1m'],
  [90_000, 'avg hold 1d 1h'],
  [null, 'none'],
])('%s seconds: %s', (seconds, labels) => {
  expect(heldFor(seconds)).toBe(labels);
});

test.each([
  [1, '1 win', 'profit'],
  [-2, '2 losses', 'loss'],
  [0, '–', ''],
])('a streak of %i is %s', (currentStreak, value, tone) => {
  expect(streakOf(someStatistics({ currentStreak }))).toMatchObject({ value, tone });
});

test('large counts are told in thousands', () => {
  const stats = someStatistics({ totalTrades: 10_000, openTrades: 0, closedTrades: 10_000, wins: 5512, losses: 4488 });
  expect(winRateOf(stats).detail).toBe('5,512W · 4,488L · 0BE');
  expect(furtherFiguresOf(stats)[0]).toMatchObject({ value: '10,000', detail: '0 open, 10,000 closed' });
});

test('a change is exact, and one day is named once', () => {
  const before = { netPnl: '0.1', from: '2026-03-01', to: '2026-03-01' };
  const now = someStatistics({ netPnl: '123456789012345678.3' });
  expect(changeSince(before, now)).toEqual({
    amount: '123456789012345678.2',
    before: '+$0.10',
    days: 'Mar 1, 2026',
  });
});
