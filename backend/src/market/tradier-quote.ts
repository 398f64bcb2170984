import type { QuoteAnswer } from '@singularity/contract';
import { toInstant } from '@singularity/domain';
import type { NoAnswer } from './tradier.js';
import { fieldsOf, numberOf, parseExactly } from './tradier-json.js';
import type { Fields } from './tradier-json.js';

/** What the source says when it is asked for a quote. */
export type Quoted =
  | { readonly status: 'quoted'; readonly quote: QuoteAnswer }
  | { readonly status: 'unknown-symbol' }
  | { readonly status: 'no-price' };

/** The last day that `Date` knows, in milliseconds. */
const END_OF_TIME = 8.64e15;

/** Reads the body of Tradier's quotes for one symbol. */
export function quotedFrom(body: string, symbol: string): Quoted | NoAnswer {
  const quotes = fieldsOf(fieldsOf(parseExactly(body))['quotes']);
  // One element comes as itself, several as an array.
  const found = [quotes['quote']].flat().map(fieldsOf);
  const quote = found.find((candidate) => candidate['symbol'] === symbol);
  if (quote) return quotedAs(symbol, quote);
  const unmatched = [fieldsOf(quotes['unmatched_symbols'])['symbol']].flat();
  return unmatched.includes(symbol)
    ? { status: 'unknown-symbol' }
    : { status: 'no-answer', why: 'an answer without the symbol' };
}

function quotedAs(symbol: string, quote: Fields): Quoted {
  const price = numberOf(quote['last']);
  const time = Number(numberOf(quote['trade_date']) ?? 0);
  if (price === null || !(time > 0 && time <= END_OF_TIME)) return { status: 'no-price' };
  return {
    status: 'quoted',
    quote: {
      symbol,
      price,
      change: numberOf(quote['change']),
      changePercent: numberOf(quote['change_percentage']),
      open: numberOf(quote['open']),
      high: numberOf(quote['high']),
      low: numberOf(quote['low']),
      volume: numberOf(quote['volume']),
      timestamp: toInstant(new Date(time)),
      source: 'Tradier',
    },
  };
}
