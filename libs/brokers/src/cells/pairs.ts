import type { FillEffect, Side } from '@singularity/domain';
import { RowFault } from '../reading.js';

/** What crypto is paid with, the longest names first: `BTCFDUSD` is bitcoin in FDUSD. */
const QUOTES = [
  'FDUSD', 'USDT', 'USDC', 'BUSD', 'TUSD', 'USDP', 'USDE', 'PYUSD', 'RLUSD', 'EURC',
  'DAI', 'USD', 'EUR', 'GBP', 'JPY', 'CAD', 'AUD', 'CHF', 'BRL', 'TRY', 'PLN', 'MXN', 'ARS', 'ZAR', 'BTC', 'XBT', 'ETH', 'BNB', 'SOL', 'DOT', 'TRX', 'XRP', 'DOGE',
].toSorted((a, b) => b.length - a.length); // prettier-ignore

export interface Pair {
  readonly base: string;
  readonly quote: string;
}

/** `BTC-USD`, `BTC/USD`, `BTC_USD` and `BTCUSDT`, where the second is something that crypto is paid with. */
export function pairOf(written: string): Pair {
  const text = written.trim().toUpperCase();
  const [base, quote, ...more] = text.split(/[-/_]/);
  if (base && quote && more.length === 0) return { base, quote };
  const known = QUOTES.find((each) => text.endsWith(each) && text.length > each.length);
  if (!known || quote !== undefined) throw new RowFault(`“${written.slice(0, 40)}” is not a pair that can be split.`);
  return { base: text.slice(0, -known.length), quote: known };
}

const MONEY = new Set([
  'USD',
  'EUR',
  'GBP',
  'JPY',
  'CAD',
  'AUD',
  'CHF',
  'BRL',
  'TRY',
  'PLN',
  'MXN',
  'ARS',
  'ZAR',
  'SGD',
]);

/** Whether something is the money of a state, and no coin. */
export function isMoney(asset: string): boolean {
  return MONEY.has(asset.toUpperCase());
}

/** On a spot market a sale closes: nobody can be short there. What is sold beyond what was bought came from elsewhere. */
export function spotEffect(side: Side): FillEffect {
  return side === 'buy' ? 'open' : 'close';
}
