import { minus, plus, quotient, signOf, sum, times } from './amounts.js';
import type { Fees, Fill, Order, OrderLeg } from './facts.js';
import type { Instant } from './times.js';

export interface LegState {
  readonly leg: OrderLeg;
  /** What was filled of it; '0' before the first fill. */
  readonly filled: string;
  /** Of its fills, weighted by quantity, to 8 places; '0' before the first fill. */
  readonly average: string;
  readonly last: Fill | undefined;
}

export interface OrderState {
  readonly order: Order;
  readonly status: 'open' | 'partial' | 'filled' | 'canceled' | 'rejected';
  readonly legs: readonly [LegState, ...LegState[]];
  /** In order of time. */
  readonly fills: readonly Fill[];
  readonly fees: Fees;
  /** When it was last filled, cancelled or, where neither, placed. */
  readonly changedAt: Instant;
}

/** How the order stands at `now`, with the fills of its account. */
export function stateOf(order: Order, ofAccount: readonly Fill[], now: Instant): OrderState {
  const fills = ofAccount.filter((fill) => fill.order === order.id && fill.voidedAt === undefined);
  const legs = order.legs.map((leg, place) =>
    legState(
      leg,
      fills.filter((fill) => (fill.leg ?? 0) === place),
    ),
  );
  const [first, ...others] = legs;
  if (!first) throw new Error(`The order ${order.id} has no leg.`);
  const canceledAt = order.canceledAt !== undefined && order.canceledAt <= now ? order.canceledAt : undefined;
  const changedAt = [order.placedAt, ...fills.map(({ at }) => at), ...(canceledAt ? [canceledAt] : [])].sort().at(-1);
  const status = statusOf(order, [first, ...others], canceledAt !== undefined);
  const fees = {
    commission: sum(fills.map((fill) => fill.fees.commission)),
    exchange: sum(fills.map((fill) => fill.fees.exchange)),
    regulatory: sum(fills.map((fill) => fill.fees.regulatory)),
  };
  return { order, status, legs: [first, ...others], fills, fees, changedAt: changedAt ?? order.placedAt };
}

function legState(leg: OrderLeg, fills: readonly Fill[]): LegState {
  const filled = sum(fills.map(({ quantity }) => quantity));
  const value = fills.reduce((total, { price, quantity }) => plus(total, times(price, quantity)), '0');
  const average = signOf(filled) === 0 ? '0' : quotient(value, filled, 8);
  return { leg, filled, average, last: fills.at(-1) };
}

function statusOf(order: Order, legs: readonly LegState[], canceled: boolean): OrderState['status'] {
  if (order.rejectedFor !== undefined) return 'rejected';
  if (legs.every(({ leg, filled }) => signOf(minus(leg.quantity, filled)) <= 0)) return 'filled';
  if (canceled) return 'canceled';
  return legs.some(({ filled }) => signOf(filled) > 0) ? 'partial' : 'open';
}
