import { marketSymbolOf } from './market-symbol.js';
import type { Instrument } from './market-symbol.js';

const STOCK: Instrument = {
  currency: 'USD',
  assetType: 'stock',
  symbol: 'AAPL',
  direction: 'LONG',
  strike: null,
  expiration: null,
};
const OPTION: Instrument = {
  ...STOCK,
  assetType: 'option',
  symbol: 'SPY',
  direction: 'CALL',
  strike: '600',
  expiration: '2026-12-18',
};

it.each<[string, Instrument, string | null]>([
  ['a stock', STOCK, 'AAPL'],
  ['a class of shares', { ...STOCK, symbol: 'BRK.B' }, 'BRK/B'],
  ['a stock in another currency', { ...STOCK, currency: 'EUR' }, null],
  ['a future', { ...STOCK, assetType: 'future', symbol: 'ESZ6' }, null],
  ['a coin', { ...STOCK, assetType: 'crypto', symbol: 'BTC' }, null],
  ['a call', OPTION, 'SPY261218C00600000'],
  ['a put with a broken strike', { ...OPTION, direction: 'PUT', strike: '262.505' }, 'SPY261218P00262505'],
  ['an option of an index', { ...OPTION, symbol: '^SPX' }, 'SPX261218C00600000'],
  ['an option of a class of shares', { ...OPTION, symbol: 'BRK.B' }, 'BRKB261218C00600000'],
  ['an option without its strike', { ...OPTION, strike: null }, null],
  ['an option without its day', { ...OPTION, expiration: null }, null],
  ['an option by its whole name', { ...OPTION, symbol: 'SPY   261218C00600000', strike: null }, 'SPY261218C00600000'],
  ['a strike in ten thousandths', { ...OPTION, strike: '1.2345' }, null],
  ['a strike that is too high', { ...OPTION, strike: '100000' }, null],
])('%s', (_name, instrument, symbol) => expect(marketSymbolOf(instrument)).toBe(symbol));
