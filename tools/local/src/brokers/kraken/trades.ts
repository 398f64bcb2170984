import { createHash } from 'node:crypto';
import { fixed, times } from '../amounts.js';
import type { Book } from '../book.js';
import { exactly } from '../exact-json.js';
import type { Crypto, Fill, Order } from '../facts.js';
import { totalOf } from '../positions.js';
import { millisOf } from '../times.js';

export interface Trade {
  readonly txid: string;
  /** Seconds since 1970 with their part, as text. */
  readonly time: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** Kraken's own names of some assets; others it names as all do. */
const ASSETS: Readonly<Record<string, { readonly id: string; readonly name: string }>> = {
  BTC: { id: 'XXBT', name: 'XBT' },
  ETH: { id: 'XETH', name: 'ETH' },
  LTC: { id: 'XLTC', name: 'LTC' },
  XRP: { id: 'XXRP', name: 'XRP' },
  DOGE: { id: 'XXDG', name: 'XDG' },
  USD: { id: 'ZUSD', name: 'USD' },
  EUR: { id: 'ZEUR', name: 'EUR' },
};
const assetOf = (symbol: string) => ASSETS[symbol] ?? { id: symbol, name: symbol };

/** Newest first. Kraken takes nothing back: voided fills are gone. */
export function tradesOf(book: Book, account: string): readonly Trade[] {
  const orders = new Map(book.orders(account).map((order) => [order.id, order]));
  const fills = book.fills(account).filter(({ voidedAt }) => voidedAt === undefined);
  return fills.map((fill) => tradeOf(fill, orders)).reverse();
}

function tradeOf(fill: Fill, orders: ReadonlyMap<string, Order>): Trade {
  const { instrument, side, price, quantity, fees, id } = fill;
  if (instrument.type !== 'crypto') throw new Error('Kraken has coins only.');
  const time = secondsOf(fill);
  const kind = orders.get(fill.order ?? '')?.kind ?? 'market';
  const json = {
    ordertxid: txid('O', `order ${fill.order ?? id}`),
    postxid: txid('T', `position ${id}`),
    pair: pairId(instrument),
    time: exactly(time),
    type: side,
    ordertype: kind === 'stop' ? 'stop-loss' : kind,
    price: fixed(price, 5),
    cost: written(times(price, quantity)),
    fee: written(totalOf(fees)),
    vol: written(quantity),
    margin: '0.00000',
    leverage: '0',
    misc: '',
    trade_id: exactly(id),
    maker: kind === 'limit',
    ledgers: [txid('L', `base ${id}`), txid('L', `quote ${id}`)],
  };
  return { txid: txid('T', id), time, json };
}

/** At least so many places as Kraken has, and never fewer than there are. */
function written(amount: string): string {
  const places = (amount.split('.')[1] ?? '').length;
  return fixed(amount, Math.max(places, 5));
}

function secondsOf({ at }: Fill): string {
  const seconds = Math.floor(millisOf(at) / 1_000);
  return `${seconds}.${at.slice(20, 24)}`;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Such as `TQWERT-ABCDE-234567`: the same for the same thing. */
function txid(first: string, what: string): string {
  const bytes = createHash('sha256').update(`${first}${what}`).digest();
  const letters = [...bytes.subarray(0, 16)].map((byte) => LETTERS.charAt(byte % 32)).join('');
  return `${first}${letters.slice(0, 5)}-${letters.slice(5, 10)}-${letters.slice(10, 16)}`;
}

export const pairId = ({ base, quote }: Crypto): string => {
  const [one, two] = [assetOf(base), assetOf(quote)];
  const isOld = one.id !== one.name && two.id !== two.name;
  return isOld ? one.id + two.id : one.name + two.name;
};

/** What the public list says of a pair. */
export function pairOf({ base, quote }: Crypto): Readonly<Record<string, unknown>> {
  const [one, two] = [assetOf(base), assetOf(quote)];
  return {
    altname: one.name + two.name,
    wsname: `${one.name}/${two.name}`,
    aclass_base: 'currency',
    base: one.id,
    aclass_quote: 'currency',
    quote: two.id,
    lot: 'unit',
    pair_decimals: 5,
    lot_decimals: 8,
    lot_multiplier: 1,
    fee_volume_currency: 'ZUSD',
    status: 'online',
  };
}
