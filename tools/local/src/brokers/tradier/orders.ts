import { fixed, minus, sum, times } from '../amounts.js';
import { exactly } from '../exact-json.js';
import type { Order, OrderLeg } from '../facts.js';
import { keyOf } from '../instruments.js';
import type { LegState, OrderState } from '../order-state.js';
import { withMillis } from '../times.js';

const STATUS = {
  open: 'open',
  partial: 'partially_filled',
  filled: 'filled',
  canceled: 'canceled',
  rejected: 'rejected',
} as const;

const money = (amount: string): unknown => exactly(fixed(amount, 8));

/** An order as Tradier writes it; a multi-leg order has its legs inside. */
export function orderOf(state: OrderState): Readonly<Record<string, unknown>> {
  const { order, legs } = state;
  const [first] = legs;
  if (legs.length === 1) return single(state, first, order.id);
  const whole = { ...common(state, first, order.id), type: 'debit', class: 'multileg', strategy: 'spread' };
  const symbol = underlyingOf(first.leg);
  const inside = legs.map((leg, place) => ({ ...single(state, leg, `${order.id}${place + 1}`), type: 'debit' }));
  return { ...whole, symbol, num_legs: legs.length, leg: inside, avg_fill_price: money(netOf(legs)) };
}

function single(state: OrderState, leg: LegState, id: string): Record<string, unknown> {
  const { instrument } = leg.leg;
  const option = instrument.type === 'option';
  return {
    ...common(state, leg, id),
    symbol: underlyingOf(leg.leg),
    class: option ? 'option' : 'equity',
    ...(option && { option_symbol: keyOf(instrument) }),
  };
}

function common({ order, status, changedAt }: OrderState, { leg, filled, average, last }: LegState, id: string) {
  const open = status === 'open' || status === 'partial';
  return {
    id: Number(id),
    type: order.kind as string,
    symbol: '',
    side: sideOf(leg),
    quantity: money(leg.quantity),
    status: STATUS[status],
    duration: 'day',
    ...wantedPrice(order),
    avg_fill_price: money(average),
    exec_quantity: money(filled),
    last_fill_price: money(last?.price ?? '0'),
    last_fill_quantity: money(last?.quantity ?? '0'),
    remaining_quantity: money(open ? minus(leg.quantity, filled) : '0'),
    create_date: withMillis(order.placedAt),
    transaction_date: withMillis(changedAt),
    class: '',
    ...(order.rejectedFor !== undefined && { reason_description: order.rejectedFor }),
  };
}

function wantedPrice({ kind, limit }: Order): Record<string, unknown> {
  if (limit === undefined || kind === 'market') return {};
  return kind === 'limit' ? { price: money(limit) } : { stop_price: money(limit) };
}

function sideOf({ instrument, side, intent }: OrderLeg): string {
  if (instrument.type === 'option') return `${side}_to_${intent}`;
  if (side === 'buy') return intent === 'close' ? 'buy_to_cover' : 'buy';
  return intent === 'open' ? 'sell_short' : 'sell';
}

const underlyingOf = ({ instrument }: OrderLeg): string =>
  instrument.type === 'option' ? instrument.underlying : keyOf(instrument);

/** What one unit of all legs together cost; negative where it brought money. */
const netOf = (legs: readonly LegState[]): string =>
  sum(legs.map(({ leg, average }) => times(average, leg.side === 'buy' ? '1' : '-1')));
