import { RowFault } from '../reading.js';
import { pairOf } from './pairs.js';

describe('a pair', () => {
  it.each([
    ['BTC-USD', 'BTC', 'USD'],
    ['eth/btc', 'ETH', 'BTC'],
    ['BTCUSDT', 'BTC', 'USDT'],
    ['BTCFDUSD', 'BTC', 'FDUSD'],
    ['1000SATSUSDT', '1000SATS', 'USDT'],
  ])('%s is %s in %s', (written, base, quote) => {
    expect(pairOf(written)).toEqual({ base, quote });
  });

  it.each(['', 'USDT', 'ABCXYZ', 'A-B-C', '-USD'])('“%s” is none', (written) => {
    expect(() => pairOf(written)).toThrow(RowFault);
  });
});
