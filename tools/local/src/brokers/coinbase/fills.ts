import { createHash } from 'node:crypto';
import type { Book } from '../book.js';
import type { Fill, Order } from '../facts.js';
import { keyOf } from '../instruments.js';
import { totalOf } from '../positions.js';
import type { Instant } from '../times.js';
import { uuid } from '../uuid.js';

export interface Entry {
  readonly id: string;
  readonly product: string;
  readonly order: string;
  /** When Coinbase learned of it: what entries are sorted by. */
  readonly at: Instant;
  readonly json: Readonly<Record<string, unknown>>;
}

/** Newest first: fills, what takes them back, and what stands in their place. */
export function entriesOf(book: Book, account: string): readonly Entry[] {
  const fills = book.fills(account);
  const orders = new Map(book.orders(account).map((order) => [order.id, order]));
  const entries = fills.flatMap((fill) => {
    const wrong = fills.find(({ id }) => id === fill.replaces);
    const at = wrong?.voidedAt ?? fill.at;
    const first = entry(
      fill,
      { id: fill.id, type: wrong ? 'CORRECTION' : 'FILL', at, trade: wrong?.id ?? fill.id },
      orders,
    );
    if (fill.voidedAt === undefined) return [first];
    const back = { id: `reversal ${fill.id}`, type: 'REVERSAL', at: fill.voidedAt, trade: fill.id };
    return [first, entry(fill, back, orders)];
  });
  return entries
    .map((one, place) => ({ one, place }))
    .sort(older)
    .reverse()
    .map(({ one }) => one);
}

const older = (left: { one: Entry; place: number }, right: { one: Entry; place: number }): number =>
  left.one.at < right.one.at ? -1 : left.one.at > right.one.at ? 1 : left.place - right.place;

interface As {
  readonly id: string;
  readonly type: string;
  readonly at: Instant;
  /** The fill whose trade it is. */
  readonly trade: string;
}

function entry(fill: Fill, { id, type, at, trade }: As, orders: ReadonlyMap<string, Order>): Entry {
  const product = keyOf(fill.instrument);
  const order = uuid(`order ${fill.order ?? fill.id}`);
  const isMaker = orders.get(fill.order ?? '')?.kind === 'limit';
  const json = {
    entry_id: entryId(id),
    trade_id: uuid(`trade ${trade}`),
    order_id: order,
    trade_time: fill.at,
    trade_type: type,
    price: fill.price,
    size: fill.quantity,
    commission: totalOf(fill.fees),
    product_id: product,
    sequence_timestamp: at,
    liquidity_indicator: isMaker ? 'MAKER' : 'TAKER',
    size_in_quote: false,
    user_id: uuid(`user ${fill.account}`),
    side: fill.side.toUpperCase(),
    retail_portfolio_id: portfolioOf(fill.account),
  };
  return { id: json.entry_id, product, order, at, json };
}

export const portfolioOf = (account: string): string => uuid(`portfolio ${account}`);

/** What Coinbase calls the entry of a fill of the book. */
export const entryId = (fill: string): string => createHash('sha256').update(`entry ${fill}`).digest('hex');

/** What is held of each coin, and of USD. */
export function walletsOf(book: Book, account: string): readonly Readonly<Record<string, unknown>>[] {
  const coins = book.walked(account).positions.map(({ instrument, quantity }) => ({
    currency: instrument.type === 'crypto' ? instrument.base : keyOf(instrument),
    value: quantity,
  }));
  return [...coins, { currency: 'USD', value: book.balance(account) }].map(({ currency, value }) => ({
    uuid: uuid(`wallet ${account} ${currency}`),
    name: `${currency} Wallet`,
    currency,
    available_balance: { value, currency },
    default: false,
    active: true,
    type: currency === 'USD' ? 'ACCOUNT_TYPE_FIAT' : 'ACCOUNT_TYPE_CRYPTO',
    ready: true,
    hold: { value: '0', currency },
    retail_portfolio_id: portfolioOf(account),
  }));
}
