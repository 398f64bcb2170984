import { absolute, fixed, minus, negated, quotient, signOf, times } from '../amounts.js';
import type { Book } from '../book.js';
import { exactly } from '../exact-json.js';
import type { CashMovement, Fill, Instrument } from '../facts.js';
import { keyOf, multiplierOf } from '../instruments.js';
import { totalOf } from '../positions.js';
import type { ClosedLot } from '../positions.js';
import { NEW_YORK, dayIn } from '../times.js';
import type { Instant } from '../times.js';

/** A row of the history, with what it is filtered and sorted by. */
export interface HistoryRow {
  readonly day: string;
  readonly type: string;
  readonly symbol: string | undefined;
  readonly event: Readonly<Record<string, unknown>>;
}

const number = (amount: string, places: number): unknown => exactly(fixed(amount, places));
const midnight = (day: string): string => `${day}T00:00:00Z`;

/** What was posted overnight, newest first: dates only, and no ids. */
export function historyOf(book: Book, account: string, expirySymbol: string): readonly HistoryRow[] {
  const fills = book.fills(account).filter(({ voidedAt }) => voidedAt === undefined);
  const rows = [
    ...fills.map((fill) => ({ at: fill.at, row: fill.settles ? optionRow(fill, expirySymbol) : tradeRow(fill) })),
    ...book.cash(account).map((movement) => ({ at: movement.at, row: cashRow(movement) })),
  ];
  return rows
    .filter(({ at }) => isPosted(book, at))
    .sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0))
    .map(({ row }) => row);
}

const isPosted = (book: Book, at: Instant): boolean => dayIn(at, NEW_YORK) < dayIn(book.postedUntil, NEW_YORK);

function tradeRow(fill: Fill): HistoryRow {
  const { instrument, side, price, quantity, fees } = fill;
  const gross = times(times(price, quantity), multiplierOf(instrument));
  const buys = side === 'buy';
  const option = instrument.type === 'option';
  const kind = option ? 'Option' : 'Equity';
  return row(fill, 'trade', minus(buys ? negated(gross) : gross, totalOf(fees)), {
    commission: number(fees.commission, 10),
    description: descriptionOf(instrument),
    price: number(price, 6),
    quantity: number(buys ? quantity : negated(quantity), 8),
    symbol: keyOf(instrument),
    // Both are seen.
    trade_type: Number(fill.id) % 2 === 0 ? kind : kind.toLowerCase(),
  });
}

const ENDS = {
  expire: { option_type: 'OPTEXP', description: 'Expired' },
  assign: { option_type: 'OPTASN', description: 'Assigned' },
  exercise: { option_type: 'OPTEXE', description: 'Exercised' },
} as const;

/** The documentation's row of an expiry names no symbol. What its rows of assignments look like is a guess. */
function optionRow(fill: Fill, expirySymbol: string): HistoryRow {
  const how = fill.settles ?? 'expire';
  const symbol = how === 'expire' && expirySymbol === 'left out' ? {} : { symbol: keyOf(fill.instrument) };
  const quantity = number(fill.side === 'buy' ? fill.quantity : negated(fill.quantity), 6);
  return row(fill, 'option', '0', { ...ENDS[how], quantity, ...symbol });
}

const CASH_TYPES = {
  deposit: 'ach',
  withdrawal: 'ach',
  fee: 'fee',
  interest: 'interest',
  dividend: 'dividend',
} as const;

function cashRow(movement: CashMovement): HistoryRow {
  const type = CASH_TYPES[movement.kind];
  const { at, amount, description } = movement;
  return row({ at }, type, amount, { description, quantity: exactly('0.00') });
}

function row(
  { at, instrument }: { readonly at: Instant; readonly instrument?: Instrument },
  type: string,
  amount: string,
  detail: object,
): HistoryRow {
  const day = dayIn(at, NEW_YORK);
  const symbol = instrument && keyOf(instrument);
  return { day, type, symbol, event: { amount: number(amount, 6), date: midnight(day), type, [type]: detail } };
}

function descriptionOf(instrument: Instrument): string {
  if (instrument.type !== 'option') return keyOf(instrument);
  const [year = '', month = '', day = ''] = instrument.expiry.split('-');
  const right = instrument.right.toUpperCase();
  return `${right} ${instrument.underlying} ${month}/${day}/${year.slice(2)} ${instrument.strike}`;
}

export interface GainLossRow {
  readonly openDay: string;
  readonly closeDay: string;
  readonly symbol: string;
  readonly position: Readonly<Record<string, unknown>>;
}

/** What Tradier itself says was gained: lots that were closed and posted, newest first. */
export function gainLossOf(book: Book, account: string): readonly GainLossRow[] {
  const posted = book.walked(account).closed.filter(({ closedAt }) => isPosted(book, closedAt));
  return posted.map(gainLossRow).reverse();
}

function gainLossRow({ instrument, openedAt, closedAt, quantity, cost, proceeds }: ClosedLot): GainLossRow {
  const [openDay, closeDay] = [dayIn(openedAt, NEW_YORK), dayIn(closedAt, NEW_YORK)];
  const gain = minus(proceeds, cost);
  const base = absolute(cost);
  const percent = signOf(base) === 0 ? '0' : times(quotient(gain, base, 6), '100');
  const symbol = keyOf(instrument);
  const position = {
    close_date: midnight(closeDay).replace('Z', '.000Z'),
    cost: number(cost, 2),
    gain_loss: number(gain, 2),
    gain_loss_percent: number(percent, 4),
    open_date: midnight(openDay).replace('Z', '.000Z'),
    proceeds: number(proceeds, 2),
    quantity: number(quantity, 8),
    symbol,
    term: Math.round((Date.parse(closeDay) - Date.parse(openDay)) / 86_400_000),
  };
  return { openDay, closeDay, symbol, position };
}
