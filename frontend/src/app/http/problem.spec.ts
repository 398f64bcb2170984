import { isPassing } from './problem';

test.each([
  [0, true],
  [429, true],
  [503, true],
  [504, true],
  [507, false],
  [500, false],
  [422, false],
])('whether it may well succeed in a moment after a %d: %s', (status, passing) => {
  expect(isPassing({ type: 'about:blank', title: '', status })).toBe(passing);
});
