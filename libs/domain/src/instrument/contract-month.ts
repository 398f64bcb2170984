import type { Instant } from '../time/instant.js';
import { futuresContractOf } from './instrument.js';

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

/** A futures contract of some month. */
export interface ContractMonth {
  /** In the contract table, or as it was written where that does not have it. */
  readonly root: string;
  readonly isKnown: boolean;
  /** In one spelling: root, month and two digits of the year, `ESZ26`. */
  readonly symbol: string;
}

/**
 * The contract that a symbol names in any of the spellings that brokers and people use; null where it names no month. A year
 * of one digit is the one nearest to the moment.
 */
export function contractMonthOf(symbol: string, at: Instant): ContractMonth | null {
  const text = symbol.replace(VENUE, '');
  const { name, month, number, word, year } =
    [LETTERED, NUMBERED, WORDED].map((form) => form.exec(text)?.groups).find(Boolean) ?? {};
  const letter = month ?? MONTHS.charAt(number ? Number(number) - 1 : MONTH_WORDS.indexOf(word ?? ''));
  if (!name || !year || !letter) return null;
  const known = futuresContractOf(name.replace(/^[/@]/, ''))?.root;
  const root = known ?? name.replace(/^[/@]|^CON\.F\.US\./g, '');
  return { root, isKnown: known !== undefined, symbol: `${root}${letter}${yearNear(at, year)}` };
}

/** Two digits of the year that ends so and is nearest to the moment. */
function yearNear(at: Instant, year: string): string {
  if (year.length > 1) return year.slice(-2);
  const traded = Number(at.slice(0, 4));
  const decade = traded - (traded % 10);
  const years = [decade - 10, decade, decade + 10].map((start) => start + Number(year));
  const nearest = years.reduce((best, each) => (Math.abs(each - traded) < Math.abs(best - traded) ? each : best));
  return String(nearest).slice(-2);
}

/** Whether two symbols of futures name one contract: in other spellings, or one of them by its root alone. */
export function isSameContract(one: string, other: string, at: Instant): boolean {
  if (one === other) return true;
  const [a, b] = [contractMonthOf(one, at), contractMonthOf(other, at)];
  if (a && b) return a.symbol === b.symbol;
  const [month, rootAlone] = a ? [a, other] : [b, one];
  return month !== null && futuresContractOf(rootAlone)?.root === month.root;
}
