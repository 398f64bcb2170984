import type { Execution, Theme } from '@singularity/domain';
import { formatAmount, formatMoney, formatNumber, formatQuantity } from '../ui/format/money';
import {
  ASSET_TYPE_LABELS,
  BALANCE_REASON_LABELS,
  DIRECTION_LABELS,
  SIDE_LABELS,
  TRADING_DAY_LABELS,
} from '../ui/format/labels';
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

const THEME_LABELS: Record<Theme, string> = { system: 'System', dark: 'Dark', light: 'Light' };
const WORDS: Readonly<Record<string, string>> = {
  ...ASSET_TYPE_LABELS,
  ...DIRECTION_LABELS,
  ...SIDE_LABELS,
  ...BALANCE_REASON_LABELS,
  ...THEME_LABELS,
  ...TRADING_DAY_LABELS,
  open: 'Entry',
  close: 'Exit',
  table: 'Contract specs',
  user: 'You',
};
type Say = (text: string, labels: ValueFormat) => string;

const asMoment: Say = (text, { timeZone }) => formatMoment(text, timeZone);
const asMoney: Say = (text, { currency }) => moneyLabel(text, currency, 'negative');
/** What a member wrote means itself, whatever it is called. */
const asItIs: Say = (text) => text;

/** What each field is called and how its values are told, in the order of telling; without `say`, one of a few words. */
export const FIELDS: Readonly<Record<string, { readonly label: string; readonly say?: Say }>> = {
  symbol: { label: 'Symbol', say: asItIs },
  assetType: { label: 'Asset type' },
  direction: { label: 'Direction' },
  side: { label: 'Side' },
  strike: { label: 'Strike', say: (text) => formatNumber(text) },
  expiration: { label: 'Expiration', say: formatDay },
  quantity: { label: 'Quantity', say: (text) => formatQuantity(text) },
  entryPrice: { label: 'Entry price', say: priceLabel },
  entryAt: { label: 'Entry time', say: asMoment },
  exitPrice: { label: 'Exit price', say: priceLabel },
  exitAt: { label: 'Exit time', say: asMoment },
  type: { label: 'Type' },
  price: { label: 'Price', say: priceLabel },
  balance: { label: 'Balance', say: asMoney },
  adjustment: { label: 'Adjustment', say: (text, { currency }) => moneyLabel(text, currency, 'always') },
  at: { label: 'Time', say: asMoment },
  fees: { label: 'Fees', say: asMoney },
  platform: { label: 'Platform', say: asItIs },
  name: { label: 'Name', say: asItIs },
  externalId: { label: 'Account number', say: asItIs },
  startingBalance: { label: 'Starting balance', say: asMoney },
  accountId: { label: 'Account', say: (text, { accountNames }) => accountNames.get(text) ?? 'Unknown account' },
  currency: { label: 'Currency', say: asItIs },
  tradingDay: { label: 'Trading day' },
  execution: { label: 'Fill' },
  executions: { label: 'Fills' },
  stopPrice: { label: 'Stop price', say: priceLabel },
  multiplier: { label: 'Multiplier', say: (text) => formatNumber(text) },
  multiplierSource: { label: 'Multiplier source' },
  tags: { label: 'Tags', say: asItIs },
  broker: { label: 'Broker', say: asItIs },
  label: { label: 'Label', say: asItIs },
  paused: { label: 'Paused', say: (text) => (text === 'true' ? 'Yes' : 'No') },
  accounts: { label: 'Accounts', say: (text, { accountNames }) => accountNames.get(text) ?? 'Unknown account' },
  credentials: { label: 'Credentials', say: () => 'Replaced' },
  fills: { label: 'Fills' },
  newFills: { label: 'New fills' },
  notes: { label: 'Notes', say: asItIs },
  timeZone: { label: 'Time zone', say: cityOf },
  baseCurrency: { label: 'Base currency', say: asItIs },
  theme: { label: 'Theme' },
  breakevenTolerance: { label: 'Breakeven tolerance' },
};

export function valueLabel(field: string, value: unknown, labels: ValueFormat): string {
  if (isNothing(value)) return NOTHING;
  if (field === 'execution') return executionLabel(value as Execution, labels);
  if (Array.isArray(value)) return value.map((item) => valueLabel(field, item, labels)).join(', ') || NOTHING;
  if (typeof value === 'object') return amountsLabel(value as Readonly<Record<string, string>>);
  const text = String(value);
  return FIELDS[field]?.say?.(text, labels) ?? WORDS[text] ?? text;
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

/** "Exit 10 @ 191.10, Jan 5, 2026, 2:00 PM". */
export function executionLabel({ type, quantity, price, at }: Execution, { timeZone }: Vocabulary): string {
  return `${WORDS[type]} ${formatQuantity(quantity)} @ ${priceLabel(price)}, ${formatMoment(at, timeZone)}`;
}

function moneyLabel(amount: string, currency: string | undefined, sign: 'always' | 'negative'): string {
  return currency === undefined ? formatAmount(amount, sign) : formatMoney(amount, currency, sign);
}

/** Two places at least, as prices are read. */
function priceLabel(price: string): string {
  return formatNumber(price, { least: 2 });
}

/** For each currency an amount: "USD 5.00, EUR 4.00". */
function amountsLabel(amounts: Readonly<Record<string, string>>): string {
  const labels = Object.entries(amounts).map(([currency, amount]) => `${currency} ${formatAmount(amount)}`);
  return labels.join(', ') || NOTHING;
}
