import { RowFault } from '../reading.js';
import { BUY_SELL, knownIn, meaningOf } from './words.js';

describe('a word of a broker', () => {
  it.each([
    ['Buy', 'buy'],
    ['SELL', 'sell'],
  ])('%s means %s, whatever its case', (cell, side) => expect(meaningOf(cell, 'Side', BUY_SELL)).toBe(side));

  it('is found in a table by its own spelling, and nothing else is', () =>
    expect(['Buy', 'buy', 'constructor'].map((word) => knownIn(BUY_SELL, word))).toEqual([
      'buy',
      undefined,
      undefined,
    ]));

  it('is refused by the name of its column where it means nothing', () =>
    expect(() => meaningOf('Hold', 'Side', BUY_SELL)).toThrow(new RowFault('Side is “Hold”, not one of Buy, Sell.')));
});
