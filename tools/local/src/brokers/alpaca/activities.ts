import { fixed, negated, plus, quotient, signOf, sum, times } from '../amounts.js';
import type { Book } from '../book.js';
import type { CashMovement, Fill, Instrument, Order } from '../facts.js';
import { keyOf, multiplierOf } from '../instruments.js';
import { totalOf } from '../positions.js';
import { NEW_YORK, dayIn, withMillis } from '../times.js';
import type { Instant } from '../times.js';
import { uuid } from '../uuid.js';

/** An account activity, with what it is sorted, filtered and paged by. */
export interface Activity {
  readonly id: string;
  readonly type: string;
  readonly at: Instant;
  readonly json: Readonly<Record<string, unknown>>;
}

/** Those that an account can have here; Alpaca has more. */
export const TYPES = [
  ...['FILL', 'TRANS', 'MISC', 'ACATC', 'ACATS', 'CFEE', 'CSD', 'CSW', 'DIV', 'FEE', 'INT', 'JNL', 'JNLC', 'JNLS'],
  ...['MA', 'NC', 'OPASN', 'OPCA', 'OPCSH', 'OPEXC', 'OPEXP', 'OPTRD', 'PTC', 'PTR', 'REORG', 'SPIN', 'SPLIT'],
];

/** All of the account, oldest first: fills at once, all else the night after. Voided fills are gone. */
export function activitiesOf(book: Book, account: string): readonly Activity[] {
  const fills = book.fills(account).filter(({ voidedAt }) => voidedAt === undefined);
  const posted = fills.filter(({ at }) => book.isPosted(at));
  const all = [
    ...tradeActivities(book, account, fills),
    ...posted.filter(({ order }) => order === undefined).map((fill) => optionActivity(fill, fills)),
    ...feeActivities(posted.filter(({ instrument }) => instrument.type !== 'crypto')),
    ...posted.filter(({ instrument }) => instrument.type === 'crypto').flatMap(cryptoFee),
    ...book
      .cash(account)
      .filter(({ at }) => book.isPosted(at))
      .map(cashActivity),
  ];
  return all.sort((one, other) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0));
}

/** The symbol as Alpaca writes it: `SPY261009C00680000`, `BTC/USD`. */
export function symbolOf(instrument: Instrument): string {
  return instrument.type === 'crypto' ? `${instrument.base}/${instrument.quote}` : keyOf(instrument);
}

/** `20261005140000000::…`: ids sort by time, and within it as the book learned of things. */
function idOf(at: Instant, what: string): string {
  const digits = withMillis(at).replace(/\D/g, '');
  const number = /\d+/.exec(what)?.[0] ?? '0';
  return `${digits}::${number.padStart(8, '0')}-${uuid(what).slice(9)}`;
}

function tradeActivities(book: Book, account: string, fills: readonly Fill[]): Activity[] {
  const orders = new Map(book.orders(account).map((order) => [order.id, order]));
  const filled = new Map<string, string>();
  const effects = new Map(book.expected(account).map((fill) => [fill.id, fill.effect]));
  return fills.flatMap((fill) => {
    const order = orders.get(fill.order ?? '');
    if (!order) return [];
    const key = `${order.id} ${fill.leg}`;
    const done = plus(filled.get(key) ?? '0', fill.quantity);
    filled.set(key, done);
    return [fillActivity(fill, order, { done, opens: effects.get(fill.id) === 'open' })];
  });
}

function fillActivity(fill: Fill, order: Order, { done, opens }: { done: string; opens: boolean }): Activity {
  const left = plus(order.legs[fill.leg ?? 0]?.quantity ?? done, negated(done));
  const isShort = fill.side === 'sell' && opens && fill.instrument.type === 'stock';
  const isWhole = signOf(left) === 0;
  const id = idOf(fill.at, fill.id);
  const json = {
    activity_type: 'FILL',
    cum_qty: done,
    id,
    leaves_qty: left,
    order_id: uuid(`order ${order.id}`),
    order_status: isWhole ? 'filled' : 'partially_filled',
    price: fill.price,
    qty: fill.quantity,
    side: isShort ? 'sell_short' : fill.side,
    symbol: symbolOf(fill.instrument),
    transaction_time: fill.at,
    type: isWhole ? 'fill' : 'partial_fill',
  };
  return { id, type: 'FILL', at: fill.at, json };
}

interface Booked {
  readonly type: string;
  readonly at: Instant;
  /** What it is made of: its id comes from it. */
  readonly what: string;
  readonly group?: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** An activity that has a day, and no time. */
function booked({ type, at, what, group = what, fields }: Booked): Activity {
  const day = dayIn(at, NEW_YORK);
  const begun = `${day}T00:00:00.000000Z`;
  const id = idOf(begun, what);
  const common = { activity_type: type, id, date: day, status: 'executed', group_id: uuid(`group ${group}`) };
  return { id, type, at: begun, json: { ...common, ...fields } };
}

const ENDS = {
  expire: { type: 'OPEXP', description: 'Option Expiry' },
  assign: { type: 'OPASN', description: 'Option Assignment' },
  exercise: { type: 'OPEXC', description: 'Option Exercise' },
} as const;

/** The end of an option, or the stock that it delivered (OPTRD). */
function optionActivity(fill: Fill, fills: readonly Fill[]): Activity {
  const qty = fill.side === 'buy' ? fill.quantity : negated(fill.quantity);
  const symbol = symbolOf(fill.instrument);
  const { at, id, settles } = fill;
  if (settles) {
    const { type, description } = ENDS[settles];
    return booked({ type, at, what: id, fields: { net_amount: '0', description, symbol, qty } });
  }
  const group = fills.find((other) => other.id === fill.deliveredBy)?.id ?? id;
  const money = { net_amount: negated(times(qty, fill.price)), price: fill.price };
  return booked({ type: 'OPTRD', at, what: id, group, fields: { ...money, description: 'Option Trade', symbol, qty } });
}

const FEES = { commission: 'Commission', exchange: 'ORF fee', regulatory: 'TAF fee' } as const;

/** Fees of a day together: they name no fill. */
function feeActivities(fills: readonly Fill[]): Activity[] {
  const days = new Map<string, Fill[]>();
  for (const fill of fills) days.set(dayIn(fill.at, NEW_YORK), [...(days.get(dayIn(fill.at, NEW_YORK)) ?? []), fill]);
  return [...days].flatMap(([day, all]) =>
    (['commission', 'exchange', 'regulatory'] as const).flatMap((kind) => {
      const total = sum(all.map(({ fees }) => fees[kind]));
      const [first] = all;
      if (signOf(total) === 0 || !first) return [];
      const description = `${FEES[kind]} for ${all.length} trades on ${day}`;
      const fields = { net_amount: negated(total), description };
      return [booked({ type: 'FEE', at: first.at, what: `${first.id} ${kind}`, fields })];
    }),
  );
}

/** The fee of a purchase is taken in what was bought, that of a sale in USD. */
function cryptoFee(fill: Fill): Activity[] {
  const fee = totalOf(fill.fees);
  if (signOf(fee) === 0) return [];
  const bought = fill.side === 'buy';
  const fields = {
    description: bought ? 'Coin Pair Transaction Fee (Non USD)' : 'Coin Pair Transaction Fee (USD)',
    symbol: symbolOf(fill.instrument),
    qty: bought ? negated(quotient(fee, fill.price, 9)) : '0',
    price: fill.price,
    net_amount: bought ? '0' : negated(fee),
  };
  return [booked({ type: 'CFEE', at: fill.at, what: `${fill.id} fee`, fields })];
}

const CASH = { deposit: 'CSD', withdrawal: 'CSW', fee: 'FEE', interest: 'INT', dividend: 'DIV' } as const;

function cashActivity({ id, at, kind, amount, description }: CashMovement): Activity {
  return booked({ type: CASH[kind], at, what: id, fields: { net_amount: amount, description } });
}

const CLASSES = { stock: 'us_equity', option: 'us_option', crypto: 'crypto', future: 'future' } as const;

export function positionsOf(book: Book, account: string): readonly Readonly<Record<string, unknown>>[] {
  return book.walked(account).positions.map(({ instrument, quantity, cost }) => {
    const price = quotient(cost, times(quantity, multiplierOf(instrument)), 6);
    return {
      asset_id: uuid(`asset ${keyOf(instrument)}`),
      symbol: instrument.type === 'crypto' ? `${instrument.base}${instrument.quote}` : keyOf(instrument),
      exchange: instrument.type === 'stock' ? 'NASDAQ' : '',
      asset_class: CLASSES[instrument.type],
      avg_entry_price: price,
      qty: quantity,
      qty_available: quantity,
      side: signOf(quantity) < 0 ? 'short' : 'long',
      market_value: cost,
      cost_basis: cost,
      unrealized_pl: '0',
      current_price: price,
    };
  });
}

/** Account balances have two places, as texts. */
export const cents = (amount: string): string => fixed(amount, 2);
