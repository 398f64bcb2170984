import type { ListedTrade, TradeAnswer } from '@singularity/contract';
import { holdingTimeOf } from '../holding-time';
import { formatMoney, formatNumber, formatPercent, formatQuantity, formatR, toneOf } from '../../ui/format/money';
import { ASSET_TYPE_LABELS } from '../../ui/format/labels';
import { formatClock, formatDay, formatMoment, formatShortMoment, toDay } from '../../ui/format/zoned-time';
import { termsOf, wayOf } from '../../ui/trade-name';

/** What a reader of a row must know besides. */
export interface CellLabels {
  readonly timeZone: string;
  readonly accountNames: ReadonlyMap<string, string>;
}

export interface Cell {
  readonly text: string;
  readonly tone?: 'profit' | 'loss' | '';
  /** The whole, where the text is only part of it. */
  readonly title?: string;
  /** How many digits wide it is, where it is not drawn as its text alone. */
  readonly digits?: number;
}

/** Writes one value of a trade, whatever its column. */
export type Write<Value> = (value: Value, trade: TradeAnswer, labels: CellLabels) => Cell;

/** An average of several prices may have more places than a column. */
const PRICE = { least: 2, places: 6 };

/** The symbol is heavy, its chips have edges, and the terms of an option are small. */
export const name: Write<string> = (symbol, trade, labels) => {
  const [way, terms] = [wayOf(trade), termsOf(trade, yearOf(trade, labels))];
  const beside = 3.3 + 0.62 * way.length + (terms === '' ? 0 : 1 + 0.71 * terms.length);
  const heavy = [...symbol].reduce((sum, letter) => sum + ('MW'.includes(letter) ? 1.6 : 1.15), 0);
  return { text: symbol, digits: heavy + beside };
};

export const price: Write<string | null> = (value) => ({ text: formatNumber(value, PRICE) });
export const quantity: Write<string> = (value) => ({ text: formatQuantity(value) });
export const percent: Write<string | null> = (value) => ({ text: formatPercent(value, 'always'), tone: toneOf(value) });
export const riskMultiple: Write<string | null> = (value) => ({ text: formatR(value), tone: toneOf(value) });
/** Where its figures come from: said of what a sync brought and nobody changed. */
export const source: Write<boolean> = (fromBroker) => ({ text: fromBroker ? 'Broker' : '–' });

export const status: Write<TradeAnswer['status']> = (value) => ({ text: value === 'open' ? 'Open' : 'Closed' });
export const assetType: Write<TradeAnswer['assetType']> = (value) => ({ text: ASSET_TYPE_LABELS[value] });
export const note: Write<string | null> = (value) => ({ text: value ?? '–', title: value ?? '' });

export const profit: Write<string | null> = (value, { currency }) => {
  const text = formatMoney(value, currency, 'always');
  return { text, tone: toneOf(value), title: text };
};

export const cost: Write<string> = (value, { currency }) => {
  const text = formatMoney(value, currency);
  return { text, title: text };
};

export const tags: Write<readonly string[]> = (value) => {
  const title = value.join(', ');
  return { text: title || '–', title };
};

export const account: Write<string | null> = (id, _trade, { accountNames }) => {
  const name = id === null ? undefined : accountNames.get(id);
  return { text: name ?? '–', title: name ?? '' };
};

export const moment: Write<string | null> = (at, _trade, { timeZone }) =>
  at === null ? { text: '–' } : { text: formatShortMoment(at, timeZone), title: formatMoment(at, timeZone) };

/** What a trade realized in the days that are asked for. */
export const realized = (trade: ListedTrade, labels: CellLabels): Cell =>
  profit(trade.realizedNet ?? null, trade, labels);

export const holding = (trade: TradeAnswer): Cell => ({ text: holdingTimeOf(trade) ?? 'Open' });

/** The time to the date beside it. */
export function timeCell(trade: TradeAnswer, { timeZone }: CellLabels): Cell {
  const at = countsAt(trade);
  return { text: formatClock(at, timeZone), title: formatMoment(at, timeZone) };
}

export function dateCell(trade: TradeAnswer, { timeZone }: CellLabels): Cell {
  const at = countsAt(trade);
  return { text: formatDay(toDay(at, timeZone)), title: formatMoment(at, timeZone) };
}

/** The year of the date in a row. */
export function yearOf(trade: TradeAnswer, { timeZone }: CellLabels): string {
  return toDay(countsAt(trade), timeZone).slice(0, 4);
}

/** When a trade counts: at its close, and until then at its entry. */
function countsAt({ status, entryAt, exitAt }: TradeAnswer): string {
  return status === 'closed' && exitAt !== null ? exitAt : entryAt;
}
