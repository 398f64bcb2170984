import { evaluate } from './arithmetic.js';

it.each([
  ['2*15+1', '31'],
  ['1+2*15', '31'],
  ['(1+2)*15', '45'],
  ['10-2-3', '5'],
  ['100/5/2', '10'],
  ['-3*-2', '6'],
  ['-(2+3)', '-5'],
  ['0.1+0.2', '0.3'],
  ['1,234.50 * 2', '2469'],
  ['.5 + 1.', '1.5'],
  ['3 × 4 − 10 ÷ 4', '9.5'],
  ['10/3*3', '10'],
  ['1/3+1/6', '0.5'],
  ['2*0/5', '0'],
  ['123456789012345678.0123456789*3', '370370367037037034.0370370367'],
])('%s is exactly %s', (expression, value) => {
  expect(evaluate(expression)).toEqual({ value, rounded: false });
});

it.each([
  ['1/3', '0.3333333333'],
  ['2/3', '0.6666666667'],
  ['0.00000000005*1', '0'],
  ['0.00000000015*1', '0.0000000002'],
])('%s is rounded half-even to %s, and says so', (expression, value) => {
  expect(evaluate(expression)).toEqual({ value, rounded: true });
});

it.each([
  '',
  ' ',
  '2*',
  '*2',
  '2**3',
  '(1+2',
  '1+2)',
  '()',
  '2 3',
  '1,23+1',
  '1/0',
  '1/(2-2)',
  '2x',
  '1e3',
  '1.2.3',
  '1+',
])('of %o nothing can be worked out', (expression) => {
  expect(evaluate(expression)).toBeNull();
});

it('a hostile depth is refused instead of filling the stack', () => {
  expect(evaluate('('.repeat(100_000))).toBeNull();
});
