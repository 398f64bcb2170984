import { readNumber } from './number-text';

test.each([
  ['187.23', '187.23'],
  [' 191.10 ', '191.1'],
  ['1,234,567.5', '1234567.5'],
  ['.5', '0.5'],
  ['-.5', '-0.5'],
  ['+3', '3'],
  ['5.', '5'],
  ['−37.63', '-37.63'],
  ['-0', '0'],
])('%p is read as %s', (typed, number) => {
  expect(readNumber(typed)).toBe(number);
});

test.each(['', 'abc', '1e5', '1,23', '1,2345', '12,34.5', '1.2.3', '0x10', 'NaN', '1'.repeat(19), '0.12345678901'])(
  '%p is no number that could be kept exactly',
  (typed) => {
    expect(readNumber(typed)).toBeNull();
  },
);
