import { contractMonthOf, parseDay, parseOccSymbol, parseOptionSymbol, parseSymbol } from '@singularity/domain';
import type { DecimalText, Day, FillInstrument, Instant, OptionSymbol } from '@singularity/domain';
import { RowFault } from '../reading.js';

const NO_OPTION = { direction: null, strike: null, expiration: null } as const;

export function stock(symbol: string): FillInstrument {
  return { symbol: needSymbol(symbol), assetType: 'stock', ...NO_OPTION };
}

/** A contract of a broker's own, as it names it: a currency pair, an index or a metal. Its multiplier is in no table. */
export function contract(symbol: string): FillInstrument {
  return { symbol: needSymbol(symbol), assetType: 'future', ...NO_OPTION };
}

const CURRENCIES = new Set(
  'USD EUR GBP JPY CHF CAD AUD NZD SEK NOK DKK PLN CZK HUF TRY ZAR MXN BRL SGD HKD CNH ILS THB INR'.split(' '),
);

/** Whether a symbol is two currencies: `EURUSD`, `EUR/USD`. */
export function isCurrencyPair(written: string): boolean {
  const [, base = '', quote = ''] = /^([A-Z]{3})\/?([A-Z]{3})$/.exec(written.toUpperCase()) ?? [];
  return CURRENCIES.has(base) && CURRENCIES.has(quote);
}

/** A pair as journals name it: `BTC-USD`. */
export function crypto(base: string, quote: string): FillInstrument {
  return { symbol: needSymbol(`${base}-${quote}`), assetType: 'crypto', ...NO_OPTION };
}

export function option(
  symbol: string,
  terms: { readonly direction: 'CALL' | 'PUT'; readonly strike: DecimalText; readonly expiration: Day },
): FillInstrument {
  return { symbol: needSymbol(symbol), assetType: 'option', ...terms };
}

/**
 * A futures contract in one spelling, `ESZ26`, out of any of those that brokers use. A year of one digit is the one nearest to
 * the fill. What names no month (`ES1!`) stays as it is.
 */
export function future(written: string, at: Instant): FillInstrument {
  const text = needSymbol(written);
  const symbol = contractMonthOf(text, at)?.symbol ?? text.replace(/^[A-Z0-9_]+:/, '');
  return { symbol: needSymbol(symbol), assetType: 'future', ...NO_OPTION };
}

/** Which contract it is depends on the year that it is traded in; whether it is one does not. */
const WHENEVER = '2026-01-01T00:00:00.000Z' as Instant;

/** Whether a symbol names a known futures contract of some month: `ESZ6`, `ES 12-26`, but not `ES`, which is a stock too. */
export function isFuture(written: string): boolean {
  return contractMonthOf(parseSymbol(written) ?? '', WHENEVER)?.isKnown === true;
}

/** An option as the clearing house, thinkorswim or a person writes it; null for anything else. */
export function optionOf(written: string, at: Instant): FillInstrument | null {
  const named = parseOccSymbol(written) ?? parseOptionSymbol(written, dayOf(at));
  return named && optionNamed(named);
}

/** What a symbol names by itself: an option by its full name, a future by its month, else a stock. */
export function instrumentOf(written: string, at: Instant): FillInstrument {
  return optionOf(written, at) ?? (isFuture(written) ? future(written, at) : stock(written));
}

export function optionNamed({ symbol, direction, strike, expiration }: OptionSymbol): FillInstrument {
  return option(symbol, { direction, strike, expiration });
}

function needSymbol(written: string): string {
  const symbol = parseSymbol(written);
  if (symbol === null) throw new RowFault(`“${written.slice(0, 40)}” is not a symbol.`);
  return symbol;
}

function dayOf(at: Instant): Day {
  const day = parseDay(at.slice(0, 10));
  if (!day) throw new RowFault('This time is no day.');
  return day;
}
