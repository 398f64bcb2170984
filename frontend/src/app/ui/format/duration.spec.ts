import { formatDuration } from './duration';

test.each([
  [0, '0s'],
  [59, '59s'],
  [60, '1m'],
  [3_599, '59m'],
  [3_600, '1h'],
  [3_660, '1h 1m'],
  [86_399, '23h 59m'],
  [90_000, '1d 1h'],
  [7 * 86_400 + 1_800, '7d'],
])('%i seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});
