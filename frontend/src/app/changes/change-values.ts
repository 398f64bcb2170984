import type { Execution, Theme } from '@singularity/domain';
import { formatMoney, formatNumber } from '../ui/money';
import { ASSET_TYPE_WORDS, BALANCE_REASON_WORDS, DIRECTION_WORDS, SIDE_WORDS } from '../ui/words';
import { formatDay, formatMoment, placeOf } from '../ui/zoned-time';

/** What a reader must know to read a value: names of accounts, and the clock on the wall. */
export interface Vocabulary {
  readonly timeZone: string;
  readonly accountNames: ReadonlyMap<string, string>;
}

/** The same for one change, in whose currency its amounts are; where that is not known they are plain numbers. */
export interface ValueWords extends Vocabulary {
  readonly currency: string | undefined;
}

export const NOTHING = '–';

const THEME_WORDS: Record<Theme, string> = { system: 'As the system', dark: 'Dark', light: 'Light' };
const WORDS: Readonly<Record<string, string>> = {
  ...ASSET_TYPE_WORDS,
  ...DIRECTION_WORDS,
  ...SIDE_WORDS,
  ...BALANCE_REASON_WORDS,
  ...THEME_WORDS,
  open: 'Entry',
  close: 'Exit',
  table: 'the contract table',
  user: 'you',
};
type Say = (text: string, words: ValueWords) => string;

const asMoment: Say = (text, { timeZone }) => formatMoment(text, timeZone);
const asMoney: Say = (text, { currency }) => moneyWords(text, currency, 'negative');
/** What a member wrote means itself, whatever it is called. */
const asItIs: Say = (text) => text;

/** How the values of fields are said; what is not listed is one of a few words. */
const SAY: Readonly<Record<string, Say>> = {
  accountId: (text, { accountNames }) => accountNames.get(text) ?? 'an account',
  expiration: formatDay,
  timeZone: placeOf,
  adjustment: (text, { currency }) => moneyWords(text, currency, 'always'),
  fees: asMoney,
  startingBalance: asMoney,
  balance: asMoney,
  at: asMoment,
  entryAt: asMoment,
  exitAt: asMoment,
  entryPrice: priceWords,
  exitPrice: priceWords,
  price: priceWords,
  quantity: (text) => formatNumber(text),
  stopPrice: priceWords,
  strike: (text) => formatNumber(text),
  multiplier: (text) => formatNumber(text),
  notes: asItIs,
  tags: asItIs,
  symbol: asItIs,
  currency: asItIs,
  baseCurrency: asItIs,
  platform: asItIs,
  name: asItIs,
  externalId: asItIs,
};

export function valueWords(field: string, value: unknown, words: ValueWords): string {
  if (isNothing(value)) return NOTHING;
  if (field === 'execution') return executionWords(value as Execution, words);
  if (Array.isArray(value)) return value.map((item) => valueWords(field, item, words)).join(', ') || NOTHING;
  if (typeof value === 'object') return amountsWords(value as Readonly<Record<string, string>>);
  const text = String(value);
  return SAY[field]?.(text, words) ?? WORDS[text] ?? text;
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

/** "Exit 10 @ 191.10, 5 Jan 2026, 14:00". */
export function executionWords({ type, quantity, price, at }: Execution, { timeZone }: Vocabulary): string {
  return `${WORDS[type]} ${formatNumber(quantity)} @ ${priceWords(price)}, ${formatMoment(at, timeZone)}`;
}

function moneyWords(amount: string, currency: string | undefined, sign: 'always' | 'negative'): string {
  return currency === undefined ? formatNumber(amount, { least: 2, sign }) : formatMoney(amount, currency, sign);
}

/** Two places at least, as prices are read. */
function priceWords(price: string): string {
  return formatNumber(price, { least: 2 });
}

/** For each currency an amount: "USD 5.00, EUR 4.00". */
function amountsWords(amounts: Readonly<Record<string, string>>): string {
  const words = Object.entries(amounts).map(
    ([currency, amount]) => `${currency} ${formatNumber(amount, { least: 2 })}`,
  );
  return words.join(', ') || NOTHING;
}
