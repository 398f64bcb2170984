import { parseCurrency } from './currency.js';

it.each([
  ['usd', 'USD'],
  ['USDT', 'USDT'],
  ['1INCH', null],
  ['US', null],
  ['DOLLARS', null],
  [' USD', null],
  ['U$D', null],
  ['ÜSD', null],
  ['', null],
])('the currency %j is kept as %j', (input, kept) => expect(parseCurrency(input)).toBe(kept));
