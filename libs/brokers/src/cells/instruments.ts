import { futuresContractOf, parseDay, parseOccSymbol, parseOptionSymbol, parseSymbol } from '@singularity/domain';
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

const MONTHS = 'FGHJKMNQUVXZ';
const MONTH_WORDS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
// `ESZ6`, `/ESZ26`, `ESZ2026`, `CME_MINI:ESZ2026`, `CON.F.US.EP.Z26`.
const LETTERED = new RegExp(String.raw`^(?<name>\S+?)\.?(?<month>[${MONTHS}])(?<year>\d{1,2}|\d{4})$`);
// `ES 12-26`, `ES 12/26`.
const NUMBERED = /^(?<name>\S+) (?<number>\d{2})[-/](?<year>\d{2})$/;
// `ES DEC26`, `ES DEC 2026`.
const WORDED = /^(?<name>\S+) (?<word>[A-Z]{3}) ?(?<year>\d{2}|\d{4})$/;

// The exchange or broker that some write in front: `CME_MINI:`, `PLUS500:`.
const VENUE = /^[A-Z0-9_]+:/;

/**
 * A futures contract in one spelling, `ESZ26`, out of any of those that brokers use. A year of one digit is the one nearest to
 * the fill. What names no month (`ES1!`) stays as it is, and so does a root that the contract table does not have.
 */
export function future(written: string, at: Instant): FillInstrument {
  const text = needSymbol(written).replace(VENUE, '');
  const { name, month, number, word, year } =
    [LETTERED, NUMBERED, WORDED].map((form) => form.exec(text)?.groups).find(Boolean) ?? {};
  const letter = month ?? MONTHS.charAt(number ? Number(number) - 1 : MONTH_WORDS.indexOf(word ?? ''));
  if (!name || !year || !letter) return { symbol: text, assetType: 'future', ...NO_OPTION };
  const root = futuresContractOf(name.replace(/^[/@]/, ''))?.root ?? name.replace(/^[/@]|^CON\.F\.US\./g, '');
  return { symbol: needSymbol(`${root}${letter}${yearNear(at, year)}`), assetType: 'future', ...NO_OPTION };
}

/** Whether a symbol names a futures contract of some month: `ESZ6`, `/ESZ26`, `ES 12-26`, but not `ES`, which is a stock too. */
export function isFuture(written: string): boolean {
  const text = parseSymbol(written)?.replace(VENUE, '') ?? '';
  const name = [LETTERED, NUMBERED, WORDED].map((form) => form.exec(text)?.groups?.['name']).find(Boolean);
  return name !== undefined && futuresContractOf(name.replace(/^[/@]/, '')) !== null;
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

/** Two digits of the year that ends so and is nearest to the fill. */
function yearNear(at: Instant, year: string): string {
  if (year.length > 1) return year.slice(-2);
  const traded = Number(at.slice(0, 4));
  const decade = traded - (traded % 10);
  const years = [decade - 10, decade, decade + 10].map((start) => start + Number(year));
  const nearest = years.reduce((best, each) => (Math.abs(each - traded) < Math.abs(best - traded) ? each : best));
  return String(nearest).slice(-2);
}

function dayOf(at: Instant): Day {
  const day = parseDay(at.slice(0, 10));
  if (!day) throw new RowFault('This time is no day.');
  return day;
}
