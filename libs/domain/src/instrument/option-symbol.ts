import { exactly, toText, Decimal } from '../money/decimal.js';
import type { DecimalText } from '../money/decimal.js';
import { parseDay } from '../time/day.js';
import type { Day } from '../time/day.js';

/** What the name of an option says. */
export interface OptionSymbol {
  readonly symbol: string;
  readonly expiration: Day;
  readonly strike: DecimalText;
  readonly direction: 'CALL' | 'PUT';
}

const ROOT = String.raw`\^?[A-Z][A-Z0-9]{0,5}(?:[./][A-Z])?`;
// Six characters of root, padded or not, then the day, the right and the strike in thousandths.
const OCC = new RegExp(String.raw`^([A-Z][A-Z0-9.]{0,5}) *(\d{2})(\d{2})(\d{2})([CP])(\d{8})$`);
// As thinkorswim writes it: with a dot in front and the strike as it is.
const DOTTED = new RegExp(String.raw`^\.([A-Z][A-Z0-9]{0,5})(\d{2})(\d{2})(\d{2})([CP])(\d{1,6}(?:\.\d{1,4})?)$`);
const TYPED = new RegExp(String.raw`^(${ROOT}) +(.+)$`);
const TERMS = /(?:^| )\$?(\d{1,6}(?:\.\d{1,4})?|\.\d{1,4}) ?(C|P|CALLS?|PUTS?)(?= |$)/;

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** `SPY   261218C00600000`, padded or not, as the clearing house writes it; null for anything else. */
export function parseOccSymbol(input: string): OptionSymbol | null {
  const [, root, year, month, day, right, strike] = OCC.exec(input.trim().toUpperCase()) ?? [];
  return strike === undefined
    ? null
    : optionOf(root, parseDay(`20${year}-${month}-${day}`), toText(new Decimal(strike).div(1000)), right);
}

/** As the clearing house writes it, not padded: `SPY261218C00600000`; null for what that form has no room for. */
export function occSymbolOf({ symbol, expiration, strike, direction }: OptionSymbol): string | null {
  const root = symbol.replace(/[^A-Z0-9]/g, '');
  const thousandths = toText(new Decimal(strike).times(1000));
  if (!/^[A-Z][A-Z0-9]{0,5}$/.test(root) || !/^\d{1,8}$/.test(thousandths)) return null;
  return `${root}${expiration.slice(2).replaceAll('-', '')}${direction.charAt(0)}${thousandths.padStart(8, '0')}`;
}

/**
 * An option as people type or paste it: `SPY 12/18 600C`, `SPY 600P 18 Dec 26`, `.SPY261218C600` or as the clearing
 * house has it. A day without a year is the one nearest to `today`. Null for anything else.
 */
export function parseOptionSymbol(input: string, today: Day): OptionSymbol | null {
  return parseOccSymbol(input) ?? parseDotted(input) ?? parseTyped(input, today);
}

function parseDotted(input: string): OptionSymbol | null {
  const [, root, year, month, day, right, strike] = DOTTED.exec(input.trim().toUpperCase()) ?? [];
  return strike === undefined ? null : optionOf(root, parseDay(`20${year}-${month}-${day}`), exactly(strike), right);
}

function parseTyped(input: string, today: Day): OptionSymbol | null {
  if (input.length > 64) return null;
  const [, root, rest = ''] = TYPED.exec(input.trim().toUpperCase().replace(/\s+/g, ' ')) ?? [];
  const [terms, strike, right] = TERMS.exec(rest) ?? [];
  if (terms === undefined || strike === undefined) return null;
  const expiration = parseExpiration(rest.replace(terms, '').trim(), today);
  return optionOf(root, expiration, exactly(strike), right);
}

function optionOf(
  symbol: string | undefined,
  expiration: Day | null,
  strike: DecimalText,
  right: string | undefined,
): OptionSymbol | null {
  if (!symbol || !expiration || new Decimal(strike).isZero()) return null;
  return { symbol, expiration, strike, direction: right?.startsWith('C') ? 'CALL' : 'PUT' };
}

// `2026-12-18`, `12/18`, `12/18/26`, `18 DEC 26`, `18DEC` and `DEC 18, 2026`.
const EXPIRATIONS = [
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/,
  /^(?<month>\d{1,2})\/(?<day>\d{1,2})(?:\/(?<year>\d{4}|\d{2}))?$/,
  /^(?<day>\d{1,2}) ?(?<month>[A-Z]{3,9})(?: ?'?(?<year>\d{4}|\d{2}))?$/,
  /^(?<month>[A-Z]{3,9}) ?(?<day>\d{1,2})(?:,? '?(?<year>\d{4}|\d{2}))?$/,
];

function parseExpiration(text: string, today: Day): Day | null {
  for (const form of EXPIRATIONS) {
    const { month, day, year } = form.exec(text)?.groups ?? {};
    if (month && day) return dayNear(today, monthOf(month), day, year);
  }
  return null;
}

function monthOf(text: string): string {
  if (/^\d/.test(text)) return text;
  return String(MONTHS.indexOf(text.slice(0, 3)) + 1);
}

/** A journal is written about days before and after today alike: where no year is said, the nearest such day is meant. */
function dayNear(today: Day, month: string, day: string, year?: string): Day | null {
  const thisYear = Number(today.slice(0, 4));
  const years = year ? [year.length === 2 ? `20${year}` : year] : [thisYear - 1, thisYear, thisYear + 1].map(String);
  const days = years.flatMap((each) => parseDay(`${each}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`) ?? []);
  const distance = (each: Day) => Math.abs(Date.parse(each) - Date.parse(today));
  return days.toSorted((a, b) => distance(a) - distance(b))[0] ?? null;
}
