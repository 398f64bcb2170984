import { plus, quotient, times } from '@singularity/local/brokers/amounts.js';
import type { Book } from '@singularity/local/brokers/book.js';
import type { ExpectedFill, Instrument } from '@singularity/local/brokers/facts.js';
import { flexXml } from '@singularity/local/brokers/ibkr/statement.js';
import { keyOf, multiplierOf } from '@singularity/local/brokers/instruments.js';
import { tradesOf } from '@singularity/local/brokers/kraken/trades.js';
import { transactionsOf } from '@singularity/local/brokers/tastytrade/transactions.js';
import { NEW_YORK, dayIn } from '@singularity/local/brokers/times.js';
import { historyOf } from '@singularity/local/brokers/tradier/history.js';
import { uuid } from '@singularity/local/brokers/uuid.js';

/** Days of New York, both in. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

type Row = Readonly<Record<string, unknown>>;

/** What a broker's own export has of an account and some days. */
type Export = (book: Book, account: string, days: Days) => string;

/** Exports of the brokers whose files can be read, in their columns. */
export const BROKER_FILES: Readonly<Record<string, Export>> = {
  tradier: (book, account, days) =>
    csv(
      'Symbol,Price,Type,Description,Quantity,Commission,Amount,Date',
      historyOf(book, account, 'given')
        .filter(({ day }) => isIn(days, day))
        .map(({ event, type, symbol = '' }) => {
          const { amount, date, [type]: detail } = plain(event);
          const { price = 0, description, quantity, commission = 0 } = detail as Row;
          return [symbol, price, type, description, quantity, commission, amount, date];
        }),
    ),

  // Orders. What was filled of one in several minutes is left out: it meets no fill of any of them.
  topstepx: (book, account, days) =>
    csv(
      'Id,AccountName,ContractName,Status,Size,Side,FilledAt,ExecutePrice,PositionDisposition',
      ordersIn(book, account, days).map(({ id, last, quantity, price }) => {
        const { instrument, side, at } = last;
        const word = side === 'buy' ? 'Bid' : 'Ask';
        const contract = keyOf(instrument).slice(1);
        return [id, 'Margin', contract, 'Filled', quantity, word, writtenIn(at, '+00:00'), price, 'Undetermined'];
      }),
    ),

  // Orders of stocks and options, with a row for each leg.
  webull: (book, account, days) =>
    csv(
      'Symbol,Place Time,Filled Time,B/S,Side Type,Filled Avg Price,Filled Qty,Commission,Fee',
      ordersIn(book, account, days)
        .filter(({ last }) => last.instrument.type !== 'future')
        .map(({ last, quantity, price, fees, intent }) => {
          const side = last.side === 'buy' ? 'Buy' : 'Sell';
          const time = writtenIn(last.at, 'GMT');
          return [keyOf(last.instrument), time, time, side, intent, `$${price}`, quantity, '$0.00', `$${fees}`];
        }),
    ),

  ibkr: (book, account, days) => flexXml(book, { ...days, accounts: [book.account(account)], separator: ';' }),

  tastytrade: (book, account, days) =>
    csv(
      'Date,Type,Sub Type,Action,Symbol,Instrument Type,Description,Value,Quantity,Average Price,Commissions,Fees,Multiplier,Root Symbol,Underlying Symbol,Expiration Date,Strike Price,Call or Put,Order #,Total,Currency',
      transactionsOf(book, account, 'given')
        .filter(({ day }) => isIn(days, day))
        .map(({ at, json }) => tastytradeRow(at, plain(json)))
        .reverse(),
    ),

  coinbase: (book, account, days) =>
    csv(
      'portfolio,trade id,product,side,created at,size,size unit,price,fee,total,price/fee/total unit',
      fillsIn(book, account, days).map(({ id, instrument, side, at, quantity, price, fees }) => {
        const [unit = '', money = ''] = keyOf(instrument).split('-');
        const trade = uuid(`trade ${id}`);
        return ['default', trade, keyOf(instrument), side.toUpperCase(), at, quantity, unit, price, fees, '', money];
      }),
    ),

  kraken: (book, account, days) =>
    csv(
      'txid,ordertxid,pair,aclass,subclass,time,type,ordertype,price,cost,fee,vol,margin,misc,ledgers',
      tradesOf(book, account)
        .map(({ txid, json }) => ({ txid, ...plain(json) }) as Row)
        .map((said) => ({ ...said, time: new Date(Math.floor(Number(said['time']) * 1_000)).toISOString() }) as Row)
        .filter(({ time }) => isIn(days, dayIn(`${String(time).slice(0, 23)}000Z`, NEW_YORK)))
        .map((said) => {
          const cell = (name: string) => said[name];
          const time = String(said['time']).slice(0, 23).replace('T', ' ');
          return [
            ...['txid', 'ordertxid', 'pair'].map(cell),
            ...['forex', 'crypto', time],
            ...['type', 'ordertype', 'price', 'cost', 'fee', 'vol', 'margin', 'misc'].map(cell),
            '',
          ];
        }),
    ),

  schwab: (book, account, days) =>
    csv(
      'Date,Action,Symbol,Description,Quantity,Price,Fees & Comm,Amount',
      fillsIn(book, account, days)
        .map((fill) => schwabRow(book, fill))
        .reverse(),
    ),
};

const isIn = ({ from, to }: Days, day: string): boolean => day >= from && day <= to;

function fillsIn(book: Book, account: string, days: Days): readonly ExpectedFill[] {
  return book.expected(account).filter(({ at }) => isIn(days, dayIn(at, NEW_YORK)));
}

/** What was filled of each leg of each order. */
function ordersIn(book: Book, account: string, days: Days) {
  const legs = new Map(book.fills(account).map(({ id, leg = 0 }) => [id, leg]));
  const orders = new Map(book.orders(account).map((order) => [order.id, order]));
  const fills = fillsIn(book, account, days).filter(({ order }) => order !== null);
  const groups = Map.groupBy(fills, ({ id, order }) => `${order} ${legs.get(id)}`);
  return [...groups.values()].map((parts) => {
    const last = parts.at(-1)!;
    const quantity = parts.reduce((total, part) => plus(total, part.quantity), '0');
    const paid = parts.reduce((total, part) => plus(total, times(part.quantity, part.price)), '0');
    const fees = parts.reduce((total, part) => plus(total, part.fees), '0');
    const intent = orders.get(last.order!)?.legs[legs.get(last.id) ?? 0]?.intent === 'close' ? 'Close' : 'Open';
    return { id: last.order, last, quantity, price: quotient(paid, quantity, 8), fees, intent };
  });
}

/** `10/05/2026 14:00:00 GMT`. */
function writtenIn(at: string, zone: string): string {
  const [year, month, day] = at.slice(0, 10).split('-');
  return `${month}/${day}/${year} ${at.slice(11, 19)} ${zone}`;
}

/** As it is sent. */
function plain(json: Row): Row {
  return JSON.parse(JSON.stringify(json)) as Row;
}

function csv(columns: string, rows: readonly (readonly unknown[])[]): string {
  const line = (cells: readonly unknown[]) => cells.map((cell) => `"${String(cell ?? '')}"`).join(',');
  return [line(columns.split(',')), ...rows.map(line)].join('\n');
}

function tastytradeRow(at: string, said: Row): readonly unknown[] {
  const signed = (name: string) => `${said[`${name}-effect`] === 'Debit' ? '-' : ''}${String(said[name] ?? 0)}`;
  const fees = Number(signed('clearing-fees')) + Number(signed('regulatory-fees'));
  const symbol = String(said['symbol'] ?? '');
  const [, root = '', year, month, day, right, strike] = /^(\S+)\s+(\d\d)(\d\d)(\d\d)([CP])(\d{8})$/.exec(symbol) ?? [];
  const option = root !== '';
  return [
    `${at.slice(0, 19)}+0000`,
    said['transaction-type'],
    said['transaction-sub-type'],
    String(said['action'] ?? '')
      .toUpperCase()
      .replaceAll(' ', '_'),
    symbol,
    said['instrument-type'],
    said['description'],
    signed('value'),
    said['quantity'] ?? 0,
    said['price'] ?? '',
    signed('commission'),
    fees.toFixed(2),
    option ? 100 : '',
    root,
    said['underlying-symbol'] ?? root,
    option ? `${Number(month)}/${Number(day)}/${year}` : '',
    option ? Number(strike) / 1_000 : '',
    right === undefined ? '' : right === 'C' ? 'CALL' : 'PUT',
    said['order-id'] ?? '',
    signed('net-value'),
    'USD',
  ];
}

function schwabRow(book: Book, fill: ExpectedFill): readonly unknown[] {
  const { instrument, side, quantity, price, fees, effect, order, at } = fill;
  const [year, month, day] = dayIn(at, NEW_YORK).split('-');
  const gross = Number(price) * Number(quantity) * Number(multiplierOf(instrument));
  const amount = (side === 'buy' ? -gross : gross) - Number(fees);
  const leg = book.orders(fill.account).find(({ id }) => id === order)?.legs[0];
  const ended = { expire: 'Expired', assign: 'Assigned', exercise: 'Exchange or Exercise' }[effect as 'expire'];
  const word = side === 'buy' ? 'Buy' : 'Sell';
  const named = instrument.type === 'option' ? `${word} to ${leg?.intent === 'close' ? 'Close' : 'Open'}` : word;
  const action = ended ?? (named === 'Sell' && leg?.intent === 'open' ? 'Sell Short' : named);
  const amounts = ended ? ['', '', ''] : [`$${price}`, fees === '0' ? '' : `$${fees}`, `$${amount.toFixed(2)}`];
  return [`${month}/${day}/${year}`, action, schwabSymbol(instrument), '', quantity, ...amounts];
}

function schwabSymbol(instrument: Instrument): string {
  if (instrument.type !== 'option') return keyOf(instrument);
  const [year, month, day] = instrument.expiry.split('-');
  const right = instrument.right === 'call' ? 'C' : 'P';
  return `${instrument.underlying} ${month}/${day}/${year} ${Number(instrument.strike).toFixed(2)} ${right}`;
}
