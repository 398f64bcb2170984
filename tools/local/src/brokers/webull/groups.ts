import { absolute, minus, plus, signOf, sum, times } from '../amounts.js';
import type { Fill, Instrument, Option, Order, OrderLeg } from '../facts.js';
import { keyOf, multiplierOf } from '../instruments.js';
import { stateOf } from '../order-state.js';
import type { LegState, OrderState } from '../order-state.js';
import { millisOf, withMillis } from '../times.js';
import type { Instant } from '../times.js';

/** Webull's groups of orders. All values are text. */
export interface Group {
  readonly client_order_id: string;
  readonly client_combo_order_id: string;
  readonly combo_order_id: string;
  readonly combo_type: string;
  readonly orders: readonly Readonly<Record<string, unknown>>[];
}

export interface Moment {
  readonly now: Instant;
  /** Fees are estimates until then. */
  readonly postedUntil: Instant;
}

/** The orders of one group together, each other one alone; newest first. */
export function grouped(orders: readonly Order[]): readonly (readonly Order[])[] {
  const together = new Map<string, Order[]>();
  for (const order of orders) {
    const key = order.group?.id ?? order.id;
    together.set(key, [...(together.get(key) ?? []), order]);
  }
  return [...together.values()].reverse();
}

export function groupOf(orders: readonly Order[], fills: readonly Fill[], moment: Moment): Group {
  const [first] = orders;
  if (!first) throw new Error('A group has an order.');
  return {
    client_order_id: clientIdOf(first),
    client_combo_order_id: first.group ? `combo-${first.group.id}` : clientIdOf(first),
    combo_order_id: first.group ? `CO${first.group.id}` : '',
    combo_type: first.group?.kind ?? 'NORMAL',
    orders: orders.map((order) => orderOf(stateOf(order, fills, moment.now), moment)),
  };
}

/** The id of a group, too: that of its first order. */
export const clientIdOf = ({ id }: Order): string => `client-${id.padStart(10, '0')}`;
export const orderIdOf = ({ id }: Order): string => `WB${id}`;

const STATUS = {
  open: 'SUBMITTED',
  partial: 'PARTIAL_FILLED',
  filled: 'FILLED',
  canceled: 'CANCELLED',
  rejected: 'FAILED',
} as const;
const TYPES = { stock: 'EQUITY', option: 'OPTION', future: 'FUTURES', crypto: 'CRYPTO' } as const;
export const ORDER_TYPES = { market: 'MARKET', limit: 'LIMIT', stop: 'STOP_LOSS' } as const;

function orderOf(state: OrderState, moment: Moment): Readonly<Record<string, unknown>> {
  const { order, legs, status } = state;
  const [{ leg, filled, average }] = legs;
  return {
    client_order_id: clientIdOf(order),
    order_id: orderIdOf(order),
    symbol: symbolOf(leg.instrument),
    side: sideOf(leg),
    status: STATUS[status],
    order_type: ORDER_TYPES[order.kind],
    instrument_type: TYPES[leg.instrument.type],
    total_quantity: leg.quantity,
    filled_quantity: filled,
    ...(signOf(filled) > 0 && { filled_price: legs.length === 1 ? average : netOf(legs) }),
    time_in_force: 'DAY',
    ...wantedPrice(order),
    ...timesOf(state),
    ...optionPart(order, legs),
    ...feesOf(state, moment),
  };
}

function wantedPrice({ kind, limit }: Order): Record<string, string> {
  if (limit === undefined || kind === 'market') return {};
  return kind === 'limit' ? { limit_price: limit } : { stop_price: limit };
}

function timesOf({ order, fills }: OrderState): Record<string, string> {
  const filled = fills.at(-1)?.at;
  return {
    place_time: String(millisOf(order.placedAt)),
    place_time_at: withMillis(order.placedAt),
    ...(filled !== undefined && { filled_time: String(millisOf(filled)), filled_time_at: withMillis(filled) }),
  };
}

function optionPart(order: Order, legs: readonly LegState[]): Record<string, unknown> {
  const [first] = order.legs;
  if (first?.instrument.type !== 'option') return {};
  return {
    option_strategy: legs.length === 1 ? 'SINGLE' : 'VERTICAL',
    position_intent: `${first.side.toUpperCase()}_TO_${first.intent.toUpperCase()}`,
    legs: legs.map(({ leg }, place) => legOf(leg, leg.instrument as Option, `${order.id}${place + 1}`)),
  };
}

const legOf = ({ side, quantity }: OrderLeg, option: Option, id: string) => ({
  id,
  side: side.toUpperCase(),
  quantity,
  symbol: option.underlying,
  option_type: option.right.toUpperCase(),
  option_expire_date: option.expiry,
  strike_price: option.strike,
  option_contract_multiplier: multiplierOf(option),
});

/** What was really charged is known the next day; until then there is only what is to be charged. */
function feesOf({ fees, fills, changedAt }: OrderState, { postedUntil }: Moment): Record<string, unknown> {
  if (fills.length === 0) return {};
  const known = changedAt < postedUntil;
  const fee = (type: string, value: string) => ({
    type,
    receivable_value: value,
    ...(known && { actual_value: value }),
  });
  return {
    commission: { receivable_commission: fees.commission, ...(known && { actual_commission: fees.commission }) },
    fees: [fee('EXCHANGE_FEE', fees.exchange), fee('REGULATORY_FEE', fees.regulatory)],
  };
}

export function symbolOf(instrument: Instrument): string {
  if (instrument.type === 'option') return instrument.underlying;
  if (instrument.type === 'crypto') return `${instrument.base}${instrument.quote}`;
  const { type } = instrument;
  return type === 'future'
    ? `${instrument.root}${instrument.month.slice(0, 1)}${instrument.month.slice(-1)}`
    : keyOf(instrument);
}

export function sideOf({ instrument, side, intent }: OrderLeg): string {
  return instrument.type === 'stock' && side === 'sell' && intent === 'open' ? 'SHORT' : side.toUpperCase();
}

/** Of a multi-leg order only the net price is stated. */
const netOf = (legs: readonly LegState[]): string =>
  absolute(sum(legs.map(({ leg, average }) => times(average, leg.side === 'buy' ? '1' : '-1'))));

/** One execution each; options are named by their underlying alone. */
export function executionsOf(orders: readonly Order[], fills: readonly Fill[]): readonly Record<string, string>[] {
  const byId = new Map(orders.map((order) => [order.id, order]));
  const filledOf = new Map<string, string>();
  const rows = fills.flatMap((fill) => {
    const order = byId.get(fill.order ?? '');
    const leg = order?.legs[fill.leg ?? 0];
    if (!order || !leg || fill.voidedAt !== undefined) return [];
    const key = `${order.id} ${fill.leg ?? 0}`;
    const total = plus(filledOf.get(key) ?? '0', fill.quantity);
    filledOf.set(key, total);
    return [executionOf(fill, order, leg, total)];
  });
  return rows.reverse();
}

function executionOf(fill: Fill, order: Order, leg: OrderLeg, total: string): Record<string, string> {
  const leaves = minus(leg.quantity, total);
  return {
    execution_id: `EX${fill.id}`,
    order_id: orderIdOf(order),
    client_order_id: clientIdOf(order),
    symbol: symbolOf(fill.instrument),
    execution_time: withMillis(fill.at),
    status: signOf(leaves) > 0 ? 'PARTIAL_FILLED' : 'FILLED',
    side: sideOf(leg),
    order_type: ORDER_TYPES[order.kind],
    total_quantity: leg.quantity,
    ...(order.limit !== undefined && { limit_price: order.limit }),
    filled_quantity: fill.quantity,
    filled_price: fill.price,
    leaves_qty: leaves,
    total_filled_qty: total,
    execution_type: 'TRADE',
  };
}
