import { readNumber, workedOut } from './number-text';

test.each([
  ['187.23', '187.23'],
  [' 191.10 ', '191.1'],
  ['1,234,567.5', '1234567.5'],
  ['1,250', '1250'],
  ['$12,500.50', '12500.5'],
  ['-$37.63', '-37.63'],
  ['$-5', '-5'],
  ['€ 20', '20'],
  ['.5', '0.5'],
  ['-.5', '-0.5'],
  ['+3', '3'],
  ['5.', '5'],
  ['−37.63', '-37.63'],
  ['-0', '0'],
])('%o is read as %s', (typed, number) => {
  expect(readNumber(typed)).toBe(number);
});

test.each([
  '',
  'abc',
  '2*',
  '999999999999999999*10',
  '1.2.3+1',
  '1e5',
  '1,23',
  '1,2345',
  '12,34.5',
  '$',
  '$$5',
  '1.2.3',
  '0x10',
  'NaN',
  '1'.repeat(19),
  '0.12345678901',
])('%o is no number that could be kept exactly', (typed) => {
  expect(readNumber(typed)).toBeNull();
});

test('a sum is a number too, exactly, and says where it had to be rounded', () => {
  expect(readNumber('2*15+1')).toBe('31');
  expect(readNumber('1,000.10 - 0.1')).toBe('1000');
  expect(readNumber('-3-2')).toBe('-5');
  expect(readNumber('$1,000+250')).toBe('1250');
  expect(workedOut('1/3')).toEqual({ value: '0.3333333333', rounded: true });
});

test.each(['31', '-5', '1,234.50', '+3', '2*'])('in %o there is nothing to work out', (typed) => {
  expect(workedOut(typed)).toBeNull();
});
