import { absolute, minus, signOf } from '../amounts.js';
import { exactly } from '../exact-json.js';
import type { ExpectedFill, Fill, Future, Instrument } from '../facts.js';
import { multiplierOf, projectXId } from '../instruments.js';
import type { OrderState } from '../order-state.js';
import { totalOf } from '../positions.js';
import type { Position } from '../positions.js';
import type { Instant } from '../times.js';

/** Rows of ProjectX's lists. Numbers are exact, times have microseconds and an offset. */

const stamp = (time: Instant): string => time.replace('Z', '+00:00');

function futureOf(instrument: Instrument): Future {
  if (instrument.type !== 'future') throw new Error('TopstepX has futures only.');
  return instrument;
}

/** A half-turn; one that only opens has no profit. */
export function tradeOf(fill: Fill, walked: ExpectedFill | undefined, fees: string): Readonly<Record<string, unknown>> {
  const profit = walked?.profit ?? null;
  return {
    id: Number(fill.id),
    accountId: exactly(fill.account),
    contractId: projectXId(futureOf(fill.instrument)),
    creationTimestamp: stamp(fill.at),
    price: exactly(fill.price),
    profitAndLoss: profit === null ? null : exactly(profit),
    fees: exactly(fees === 'all' ? totalOf(fill.fees) : minus(totalOf(fill.fees), fill.fees.commission)),
    side: fill.side === 'buy' ? 0 : 1,
    size: exactly(fill.quantity),
    voided: fill.voidedAt !== undefined,
    orderId: Number(fill.order ?? 0),
  };
}

const STATUS = { open: 1, partial: 1, filled: 2, canceled: 3, rejected: 5 } as const;
const TYPE = { limit: 1, market: 2, stop: 4 } as const;

export function orderOf({ order, status, legs, changedAt }: OrderState): Readonly<Record<string, unknown>> {
  const [{ leg, filled, average }] = legs;
  const future = futureOf(leg.instrument);
  const wanted = (kind: 'limit' | 'stop') =>
    order.kind === kind && order.limit !== undefined ? exactly(order.limit) : null;
  return {
    id: Number(order.id),
    accountId: exactly(order.account),
    contractId: projectXId(future),
    symbolId: `F.US.${future.projectX}`,
    creationTimestamp: stamp(order.placedAt),
    updateTimestamp: stamp(changedAt),
    status: STATUS[status],
    type: TYPE[order.kind],
    side: leg.side === 'buy' ? 0 : 1,
    size: exactly(leg.quantity),
    limitPrice: wanted('limit'),
    stopPrice: wanted('stop'),
    fillVolume: exactly(filled),
    filledPrice: signOf(filled) === 0 ? null : exactly(average),
    customTag: null,
  };
}

/** `size` has no sign: `type` says the side. */
export function positionOf(
  { instrument, quantity, openedAt }: Position,
  { account, place, average }: { readonly account: string; readonly place: number; readonly average: string },
): Readonly<Record<string, unknown>> {
  return {
    id: 6_000 + place,
    accountId: exactly(account),
    contractId: projectXId(futureOf(instrument)),
    creationTimestamp: stamp(openedAt),
    type: signOf(quantity) > 0 ? 1 : 2,
    size: exactly(absolute(quantity)),
    averagePrice: exactly(average),
  };
}

export function contractOf(future: Future, active: boolean): Readonly<Record<string, unknown>> {
  return {
    id: projectXId(future),
    // The year has one digit here.
    name: `${future.root}${future.month.slice(0, 1)}${future.month.slice(-1)}`,
    description: `${future.root} ${future.month}, ${multiplierOf(future)} USD a point`,
    tickSize: exactly(future.tick),
    tickValue: exactly(future.tickValue),
    activeContract: active,
    symbolId: `F.US.${future.projectX}`,
  };
}
