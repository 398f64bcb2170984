import type { QuoteAnswer } from '@singularity/contract';
import { exactly, toInstant } from '@singularity/domain';

/** What came of asking for a quote. `no-answer` says nothing about the symbol: the source is away or not understood. */
export type Quoted =
  | { readonly status: 'quoted'; readonly quote: QuoteAnswer }
  | { readonly status: 'unknown-symbol' }
  | { readonly status: 'no-price' }
  | { readonly status: 'no-answer'; readonly why: string }
  | { readonly status: 'not-configured' };

type Fields = Readonly<Record<string, unknown>>;
type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** The last day that `Date` knows, in milliseconds. */
const END_OF_TIME = 8.64e15;
/** Any number that a quote may hold; the exponent is bounded, because written out it becomes digits. */
const NUMBER = /^-?\d{1,18}(\.\d{1,18})?([eE][+-]?\d{1,2})?$/;

/** Reads the body of Tradier's quotes for one symbol. */
export function quotedFrom(body: string, symbol: string): Quoted {
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

/** JSON whose numbers stay the text that was sent: as a number of JavaScript, 0.1 would no longer be 0.1. */
function parseExactly(body: string): unknown {
  const keepText: Reviver = (_key, value, { source }) => (typeof value === 'number' ? source : value);
  try {
    return JSON.parse(body, keepText as (key: string, value: unknown) => unknown) as unknown;
  } catch {
    return undefined;
  }
}

function numberOf(value: unknown): string | null {
  return typeof value === 'string' && NUMBER.test(value) ? exactly(value) : null;
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
