import { exactly } from '@singularity/domain';
import type { DecimalText, FillInstrument, Instant } from '@singularity/domain';
import { contract, crypto, future, isCurrencyPair, isFuture, optionOf, stock } from '../cells/instruments.js';
import { pairOf } from '../cells/pairs.js';
import { RowFault } from '../reading.js';

interface Traded {
  readonly instrument: FillInstrument;
  readonly multiplier: DecimalText | null;
}

const FUTURES = new Set(
  'CME CME_MINI CBOT CBOT_MINI NYMEX NYMEX_MINI COMEX COMEX_MINI CFE EUREX ICEUS ICEEUR SGX OSE HKFE'.split(' '),
);
const COINS = new Set(
  'BINANCE BINANCEUS COINBASE KRAKEN BITSTAMP BITFINEX BYBIT OKX KUCOIN GEMINI CRYPTO MEXC BITGET GATEIO'.split(' '),
);
const CONTRACTS = new Set(
  'OANDA FX FX_IDC FOREXCOM SAXO PEPPERSTONE ICMARKETS CAPITALCOM EIGHTCAP BLACKBULL FXOPEN FPMARKETS VANTAGE TVC'.split(
    ' ',
  ),
);

/** What a symbol names, by the venue in front of it: `NASDAQ:AAPL`, `CME_MINI:MNQ1!`, `BINANCE:BTCUSDT`, `OANDA:EURUSD`. */
export function instrumentIn(symbol: string, at: Instant): Traded {
  const [name = '', venue = ''] = symbol.toUpperCase().split(':').toReversed();
  return isInUnits(venue, name)
    ? { instrument: contract(name), multiplier: exactly('1') }
    : { instrument: listedIn(venue, name, at), multiplier: null };
}

/** Currencies and CFDs. A perpetual contract (`.P`) is another instrument than its coin. */
function isInUnits(venue: string, name: string): boolean {
  return isCurrencyPair(name) || CONTRACTS.has(venue) || name.endsWith('.P');
}

function listedIn(venue: string, name: string, at: Instant): FillInstrument {
  if (venue === 'OPRA') return needOption(name, at);
  if (COINS.has(venue)) return coin(name);
  return FUTURES.has(venue) || name.endsWith('!') || isFuture(name) ? future(name, at) : stock(name);
}

function coin(name: string): FillInstrument {
  const { base, quote } = pairOf(name);
  return crypto(base, quote);
}

/** `SPY261218C600.0`: as thinkorswim has it, without the dot in front. */
function needOption(name: string, at: Instant): FillInstrument {
  const found = optionOf(`.${name}`, at);
  if (!found) throw new RowFault(`“${name.slice(0, 40)}” is not an option.`);
  return found;
}
