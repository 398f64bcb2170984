import { decimal, PLACES, quotient, sum, toText, zero } from '../money/decimal.js';
import type { Decimal, DecimalText } from '../money/decimal.js';
import { signOf } from '../instrument/instrument.js';
import type { Execution, TradeDetails } from './trade.events.js';
import type { Instant } from '../time/instant.js';

export type Position = Pick<TradeDetails, 'direction' | 'side' | 'multiplier' | 'executions'>;

/** The part of a trade's P&L that one closing execution made real. `net = gross − fees`. */
export interface Realization {
  readonly executionId: string;
  readonly at: Instant;
  readonly quantity: DecimalText;
  readonly gross: DecimalText;
  readonly fees: DecimalText;
  readonly net: DecimalText;
}

export interface Profit {
  readonly realizations: readonly Realization[];
  /** What is still open. */
  readonly openQuantity: Decimal;
}

/** Executions in the order in which they count: by time, opening before closing, then by their order in the list. */
export function inOrder<E extends Pick<Execution, 'at' | 'type'>>(executions: readonly E[]): readonly E[] {
  // Array.prototype.sort is stable, so equals keep their order.
  return [...executions].sort((a, b) => compare(a.at, b.at) || Number(a.type === 'close') - Number(b.type === 'close'));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

interface Lot {
  readonly price: Decimal;
  readonly quantity: Decimal;
  readonly fees: Decimal;
  remaining: Decimal;
  feesRemaining: Decimal;
}

/**
 * What a list of executions earned: each closing one meets the opening ones first-in first-out,
 *
 *     gross = (exit − entry) × quantity × multiplier × sign
 *
 * and takes with it its own fees and the opening fees in proportion to quantity (rounded half-even to 10 places);
 * the exit that empties a lot takes the remainder, so that all shares add up to the fee exactly.
 * The list must be sound: no more closed than open at any moment.
 */
export function profitOf(position: Position): Profit {
  const factor = decimal(position.multiplier).times(signOf(position.direction, position.side));
  const lots: Lot[] = [];
  const realizations: Realization[] = [];
  for (const execution of inOrder(position.executions)) {
    if (execution.type === 'open') lots.push(toLot(execution));
    else realizations.push(realize(execution, lots, factor));
  }
  return { realizations, openQuantity: sum(lots.map((lot) => lot.remaining)) };
}

function toLot({ price, quantity, fees }: Execution): Lot {
  return {
    price: decimal(price),
    quantity: decimal(quantity),
    fees: decimal(fees),
    remaining: decimal(quantity),
    feesRemaining: decimal(fees),
  };
}

function realize(exit: Execution, lots: readonly Lot[], factor: Decimal): Realization {
  const exitPrice = decimal(exit.price);
  let toClose = decimal(exit.quantity);
  let points: Decimal = zero;
  let fees = decimal(exit.fees);
  for (const lot of lots) {
    const quantity = toClose.lt(lot.remaining) ? toClose : lot.remaining;
    if (quantity.isZero()) continue;
    points = points.plus(exitPrice.minus(lot.price).times(quantity));
    fees = fees.plus(takeFees(lot, quantity));
    lot.remaining = lot.remaining.minus(quantity);
    toClose = toClose.minus(quantity);
  }
  const gross = points.times(factor);
  return {
    executionId: exit.id,
    at: exit.at,
    quantity: exit.quantity,
    gross: toText(gross),
    fees: toText(fees),
    net: toText(gross.minus(fees)),
  };
}

/** The share of a lot's fees that leaves with so much of its quantity. */
function takeFees(lot: Lot, quantity: Decimal): Decimal {
  const share = quantity.eq(lot.remaining)
    ? lot.feesRemaining
    : (quotient(lot.fees.times(quantity), lot.quantity, PLACES.money) ?? zero);
  lot.feesRemaining = lot.feesRemaining.minus(share);
  return share;
}

/** Σ |price| × quantity × multiplier of the opening executions: what the trade put at work. */
export function costOf({ multiplier, executions }: Position): Decimal {
  return sum(openings(executions).map(({ price, quantity }) => decimal(price).abs().times(decimal(quantity)))).times(
    decimal(multiplier),
  );
}

export function openings(executions: readonly Execution[]): readonly Execution[] {
  return executions.filter((execution) => execution.type === 'open');
}

export function closings(executions: readonly Execution[]): readonly Execution[] {
  return executions.filter((execution) => execution.type === 'close');
}

export function totalQuantity(executions: readonly Execution[]): Decimal {
  return sum(executions.map((execution) => decimal(execution.quantity)));
}

/** Volume-weighted average price; null without executions. */
export function averagePrice(executions: readonly Execution[]): DecimalText | null {
  const [first] = executions;
  if (first && executions.length === 1) return first.price;
  const volume = sum(executions.map(({ price, quantity }) => decimal(price).times(decimal(quantity))));
  const average = quotient(volume, totalQuantity(executions), PLACES.money);
  return average && toText(average);
}

/**
 * R: net P&L in units of the risk taken at first,
 *
 *     net ÷ (|average entry − first stop| × total opened × multiplier)
 *
 * to 4 places. Null without a stop, with a stop on the wrong side of the entry, and before anything was realized.
 */
export function rMultipleOf(
  position: Position,
  firstStop: DecimalText | null,
  net: Decimal | null,
): DecimalText | null {
  const opened = openings(position.executions);
  const entry = averagePrice(opened);
  if (firstStop === null || entry === null || net === null) return null;
  const distance = decimal(entry).minus(decimal(firstStop)).times(signOf(position.direction, position.side));
  if (distance.lte(0)) return null;
  const risk = distance.times(totalQuantity(opened)).times(decimal(position.multiplier));
  const ratio = quotient(net, risk, PLACES.ratio);
  return ratio && toText(ratio);
}
