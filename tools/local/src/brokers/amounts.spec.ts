import fc from 'fast-check';
import { fixed, minus, plus, quotient, times } from './amounts.js';

const amount = fc
  .tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: 0, max: 8 }))
  .map(([units, places]) => quotient(String(units), String(10n ** BigInt(places)), places));

describe('amounts', () => {
  it('add, subtract, multiply and divide exactly', () => {
    fc.assert(
      fc.property(amount, amount, (one, other) => {
        expect(minus(plus(one, other), other)).toBe(one);
        if (other !== '0') expect(quotient(times(one, other), other, 8)).toBe(one);
      }),
    );
  });

  it.each([
    ['0.125', 2, '0.12'],
    ['0.135', 2, '0.14'],
    ['-0.125', 2, '-0.12'],
    ['1.5', 2, '1.50'],
    ['2.5', 0, '2'],
    ['1', 3, '1.000'],
  ])('writes %s with %i places', (text, places, written) => expect(fixed(text, places)).toBe(written));

  it('refuses what is no number', () => expect(() => plus('1e5', '1')).toThrow('1e5'));
});
