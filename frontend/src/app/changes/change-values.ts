import type { Execution, Theme } from '@singularity/domain';
import { formatMoney, formatNumber } from '../ui/format/money';
import { ASSET_TYPE_LABELS, BALANCE_REASON_LABELS, DIRECTION_LABELS, SIDE_LABELS } from '../ui/format/labels';
import { cityOf, formatDay, formatMoment } from '../ui/format/zoned-time';

/** What a reader must know to read a value: names of accounts, and the clock on the wall. */
export interface Vocabulary {
  readonly timeZone: string;
  readonly accountNames: ReadonlyMap<string, string>;
}

/** The same for one change, in whose currency its amounts are; where that is not known they are plain numbers. */
export interface ValueFormat extends Vocabulary {
  readonly currency: string | undefined;
}

export const NOTHING = '–';

const THEME_LABELS: Record<Theme, string> = { system: 'As the system', dark: 'Dark', light: 'Light' };
const WORDS: Readonly<Record<string, string>> = {
  ...ASSET_TYPE_LABELS,
  ...DIRECTION_LABELS,
  ...SIDE_LABELS,
  ...BALANCE_REASON_LABELS,
  ...THEME_LABELS,
  open: 'Entry',
  close: 'Exit',
  table: 'the contract table',
  user: 'you',
};
type Say = (text: string, labels: ValueFormat) => string;

const asMoment: Say = (text, { timeZone }) => formatMoment(text, timeZone);
const asMoney: Say = (text, { currency }) => moneyLabel(text, currency, 'negative');
/** What a member wrote means itself, whatever it is called. */
const asItIs: Say = (text) => text;

/** How the values of fields are said; what is not listed is one of a few words. */
const SAY: Readonly<Record<string, Say>> = {
  accountId: (text, { accountNames }) => accountNames.get(text) ?? 'an account',
  expiration: formatDay,
  timeZone: cityOf,
  adjustment: (text, { currency }) => moneyLabel(text, currency, 'always'),
  fees: asMoney,
  startingBalance: asMoney,
  balance: asMoney,
  at: asMoment,
  entryAt: asMoment,
  exitAt: asMoment,
  entryPrice: priceLabel,
  exitPrice: priceLabel,
  price: priceLabel,
  quantity: (text) => formatNumber(text),
  stopPrice: priceLabel,
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

export function valueLabel(field: string, value: unknown, labels: ValueFormat): string {
  if (isNothing(value)) return NOTHING;
  if (field === 'execution') return executionLabel(value as Execution, labels);
  if (Array.isArray(value)) return value.map((item) => valueLabel(field, item, labels)).join(', ') || NOTHING;
  if (typeof value === 'object') return amountsLabel(value as Readonly<Record<string, string>>);
  const text = String(value);
  return SAY[field]?.(text, labels) ?? WORDS[text] ?? text;
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

/** "Exit 10 @ 191.10, 5 Jan 2026, 14:00". */
export function executionLabel({ type, quantity, price, at }: Execution, { timeZone }: Vocabulary): string {
  return `${WORDS[type]} ${formatNumber(quantity)} @ ${priceLabel(price)}, ${formatMoment(at, timeZone)}`;
}

function moneyLabel(amount: string, currency: string | undefined, sign: 'always' | 'negative'): string {
  return currency === undefined ? formatNumber(amount, { least: 2, sign }) : formatMoney(amount, currency, sign);
}

/** Two places at least, as prices are read. */
function priceLabel(price: string): string {
  return formatNumber(price, { least: 2 });
}

/** For each currency an amount: "USD 5.00, EUR 4.00". */
function amountsLabel(amounts: Readonly<Record<string, string>>): string {
  const labels = Object.entries(amounts).map(
    ([currency, amount]) => `${currency} ${formatNumber(amount, { least: 2 })}`,
  );
  return labels.join(', ') || NOTHING;
}
