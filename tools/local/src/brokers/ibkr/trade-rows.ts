import { minus, negated, plus, quotient, signOf, sum, times } from '../amounts.js';
import type { Book } from '../book.js';
import type { Fill, Order } from '../facts.js';
import { multiplierOf } from '../instruments.js';
import { totalOf } from '../positions.js';
import type { ClosedLot } from '../positions.js';
import { NEW_YORK, wallTime } from '../times.js';
import { contractOf, digits } from './contract.js';
import { dayOf } from './ledger.js';
import type { Ledger } from './ledger.js';

/** An element without children. */
export interface Row {
  readonly element: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Period {
  /** `2026-10-01`, both ends in. */
  readonly from: string;
  readonly to: string;
}

export interface Format {
  /** Between date and time. */
  readonly separator: string;
}

export const inside = ({ from, to }: Period, day: string): boolean => day >= from && day <= to;
export const momentOf = (at: string, { separator }: Format): string => {
  const { day, time } = wallTime(at, NEW_YORK);
  return digits(day) + separator + time.replaceAll(':', '');
};
const dated = (at: string, format: Format) => ({
  tradeDate: digits(wallTime(at, NEW_YORK).day),
  dateTime: momentOf(at, format),
});
export const signed = ({ side, quantity }: Pick<Fill, 'side' | 'quantity'>): string =>
  side === 'buy' ? quantity : negated(quantity);

/** The section "Trades" in all its levels of detail: each says the same once more. */
export function tradeRows(book: Book, ledger: Ledger, period: Period, format: Format): readonly Row[] {
  const within = ledger.fills.filter((fill) => inside(period, dayOf(fill)));
  const orders = new Map(book.orders(ledger.account.id).map((order) => [order.id, order]));
  const lots = ledger.closed.filter(({ closedAt }) => inside(period, dayOf({ at: closedAt })));
  return [
    ...summaries(ledger, within),
    ...orderRows(ledger, within, format),
    ...within.flatMap((fill) => executions(ledger, fill, orders, format)),
    ...lots.map((lot) => lotRow(ledger, lot, format)),
  ];
}

function executions(ledger: Ledger, fill: Fill, orders: ReadonlyMap<string, Order>, format: Format): Row[] {
  const attributes = {
    ...money(ledger, fill),
    ...dated(fill.at, format),
    ...ids(fill),
    transactionType: fill.order === undefined ? 'BookTrade' : 'ExchTrade',
    exchange: fill.order === undefined ? '--' : 'ISLAND',
    buySell: fill.side.toUpperCase(),
    openCloseIndicator: openClose(ledger, fill),
    notes: notesOf(ledger, fill, orders),
    fifoPnlRealized: realized(ledger, fill),
    levelOfDetail: 'EXECUTION',
  };
  const row: Row = { element: 'Trade', attributes };
  return ledger.isCancelled(fill) ? [row, cancellation(ledger, fill, attributes)] : [row];
}

/** Repeats the execution with everything turned around. */
function cancellation(ledger: Ledger, fill: Fill, attributes: Row['attributes']): Row {
  const back = money(ledger, { ...fill, quantity: negated(fill.quantity), fees: undone(fill) });
  const more = { tradeID: '', origTradeID: fill.id, transactionID: `8${fill.id}`, transactionType: 'TradeCancel' };
  const buySell = `${fill.side.toUpperCase()} (Ca.)`;
  return { element: 'Trade', attributes: { ...attributes, ...back, ...more, buySell, notes: 'Ca' } };
}

const undone = ({ fees }: Fill): Fill['fees'] => ({
  commission: negated(fees.commission),
  exchange: negated(fees.exchange),
  regulatory: negated(fees.regulatory),
});

function ids({ id, order }: Fill): Row['attributes'] {
  const execution = order === undefined ? '' : `0000e0d5.${Number(id).toString(16).padStart(8, '0')}.01.01`;
  return { tradeID: id, origTradeID: '', transactionID: `9${id}`, ibExecID: execution, ibOrderID: order ?? '' };
}

function money(ledger: Ledger, fill: Pick<Fill, 'instrument' | 'side' | 'quantity' | 'price' | 'fees'>) {
  const quantity = signed(fill);
  const tradeMoney = times(times(quantity, fill.price), multiplierOf(fill.instrument));
  const proceeds = negated(tradeMoney);
  const ibCommission = negated(totalOf(fill.fees));
  return {
    accountId: ledger.account.id,
    currency: 'USD',
    fxRateToBase: '1',
    ...contractOf(fill.instrument),
    quantity,
    tradePrice: fill.price,
    tradeMoney,
    proceeds,
    taxes: '0',
    ibCommission,
    ibCommissionCurrency: 'USD',
    // Futures are settled by their gains.
    netCash: fill.instrument.type === 'future' ? ibCommission : plus(proceeds, ibCommission),
  };
}

function openClose({ effects }: Ledger, { id }: Fill): string {
  const effect = effects.get(id)?.effect ?? 'open';
  return effect === 'open' ? 'O' : effect === 'reverse' ? 'C;O' : 'C';
}

const ENDS = { expire: 'Ep', assign: 'A', exercise: 'Ex' } as const;

function notesOf({ fills }: Ledger, fill: Fill, orders: ReadonlyMap<string, Order>): string {
  const end = fill.settles ?? fills.find(({ id }) => id === fill.deliveredBy)?.settles;
  const codes = [end && ENDS[end], fill.replaces !== undefined && 'Co', isPartial(fill, orders) && 'P'];
  return codes.filter(Boolean).join(';');
}

function isPartial({ order, leg, quantity }: Fill, orders: ReadonlyMap<string, Order>): boolean {
  const wanted = orders.get(order ?? '')?.legs[leg ?? 0]?.quantity;
  return wanted !== undefined && signOf(minus(wanted, quantity)) > 0;
}

/** What the lots that it closes gained, after the fees of both sides. */
export function realized({ closed }: Ledger, { id }: Pick<Fill, 'id'>): string {
  return sum(closed.filter(({ closedBy }) => closedBy === id).map(({ proceeds, cost }) => minus(proceeds, cost)));
}

/** The fills that count, by something that they share. */
function grouped(ledger: Ledger, fills: readonly Fill[], key: (fill: Fill) => string | undefined): Fill[][] {
  const groups = new Map<string, Fill[]>();
  for (const fill of fills) {
    const name = key(fill);
    if (name === undefined || ledger.isCancelled(fill)) continue;
    groups.set(name, [...(groups.get(name) ?? []), fill]);
  }
  return [...groups.values()];
}

const added = (fills: readonly Fill[], of: (fill: Fill) => string): string => sum(fills.map(of));

/** Several fills of one instrument and side as if they were one. */
function together(ledger: Ledger, fills: readonly [Fill, ...Fill[]]): Row['attributes'] {
  const [first] = fills;
  const quantity = added(fills, (fill) => fill.quantity);
  const paid = added(fills, (fill) => times(fill.quantity, fill.price));
  const none = { exchange: '0', regulatory: '0' };
  const fees = { commission: added(fills, (fill) => totalOf(fill.fees)), ...none };
  const whole = money(ledger, { ...first, quantity, price: quotient(paid, quantity, 8), fees });
  const fifoPnlRealized = added(fills, (fill) => realized(ledger, fill));
  return { ...whole, buySell: first.side.toUpperCase(), notes: '', fifoPnlRealized };
}

const isSome = (fills: readonly Fill[]): fills is [Fill, ...Fill[]] => fills.length > 0;

function orderRows(ledger: Ledger, fills: readonly Fill[], format: Format): Row[] {
  const key = ({ order, leg }: Fill) => order && `${order} ${leg}`;
  return grouped(ledger, fills, key)
    .filter(isSome)
    .map((group) => {
      const ibOrderID = group[0].order ?? '';
      const detail = { ...dated(group[0].at, format), ibOrderID, levelOfDetail: 'ORDER' };
      return { element: 'Order', attributes: { ...together(ledger, group), ...detail } };
    });
}

function summaries(ledger: Ledger, fills: readonly Fill[]): Row[] {
  const key = ({ instrument, side }: Fill) => `${contractOf(instrument)['symbol']} ${side}`;
  return grouped(ledger, fills, key)
    .filter(isSome)
    .map((group) => {
      const attributes = { ...together(ledger, group), dateTime: '', levelOfDetail: 'SYMBOL_SUMMARY' };
      return { element: 'SymbolSummary', attributes };
    });
}

function lotRow(ledger: Ledger, lot: ClosedLot, format: Format): Row {
  const { instrument, quantity, cost, proceeds, openedAt, closedAt } = lot;
  const attributes = {
    accountId: ledger.account.id,
    currency: 'USD',
    ...contractOf(instrument),
    ...dated(closedAt, format),
    quantity,
    cost,
    fifoPnlRealized: minus(proceeds, cost),
    openDateTime: momentOf(openedAt, format),
    levelOfDetail: 'CLOSED_LOT',
  };
  return { element: 'Lot', attributes };
}
