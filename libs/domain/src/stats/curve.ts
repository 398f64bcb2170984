import { ZERO } from '../money/decimal.js';
import type { Decimal, DecimalText } from '../money/decimal.js';
import type { Day } from '../time/day.js';

/** A fall from a running peak; its amounts and its index count from where its curve starts. */
export interface Fall<Amount = DecimalText> {
  readonly amount: Amount;
  /** P&L at the peak and what had flowed in by the trough: added to the starting balances, the money that the fall is a part of. */
  readonly peak: Amount;
  readonly from: Day;
  readonly to: Day;
  /** The step that reached the trough. */
  readonly index: number;
}

/**
 * A stretch of the equity curve, as much of it as is needed to join it to its neighbours: curves form a monoid, so that
 * days can be folded once and joined in any grouping. P&L moves the curve; flows shift curve and peak alike.
 * Prefixes include the empty one, so an initial losing run counts. Where extremes are equal, the first counts.
 */
export interface Curve<Amount = DecimalText> {
  readonly steps: number;
  readonly pnl: Amount;
  readonly flow: Amount;
  /** The highest P&L on the way, and the day that reached it. */
  readonly high: Amount;
  readonly highDay: Day;
  /** The lowest P&L on the way, what had flowed in by then, on which day and at which step. */
  readonly low: Amount;
  readonly flowAtLow: Amount;
  readonly lowDay: Day;
  readonly lowIndex: number;
  readonly fall: Fall<Amount> | null;
}

export function startOfCurve(day: Day): Curve {
  return {
    steps: 0,
    pnl: ZERO,
    flow: ZERO,
    high: ZERO,
    highDay: day,
    low: ZERO,
    flowAtLow: ZERO,
    lowDay: day,
    lowIndex: 0,
    fall: null,
  };
}

/** The same curve with its amounts in another form. */
export function mapCurve<A, B>(curve: Curve<A>, form: (amount: A) => B): Curve<B> {
  const { pnl, flow, high, low, flowAtLow, fall } = curve;
  return {
    ...curve,
    pnl: form(pnl),
    flow: form(flow),
    high: form(high),
    low: form(low),
    flowAtLow: form(flowAtLow),
    fall: fall && { ...fall, amount: form(fall.amount), peak: form(fall.peak) },
  };
}

/** Two stretches in a row as one. */
export function joinCurves(a: Curve<Decimal>, b: Curve<Decimal>): Curve<Decimal> {
  if (b.steps === 0) return a;
  const high = a.pnl.plus(b.high);
  const low = a.pnl.plus(b.low);
  const higher = high.gt(a.high);
  const lower = low.lt(a.low);
  return {
    steps: a.steps + b.steps,
    pnl: a.pnl.plus(b.pnl),
    flow: a.flow.plus(b.flow),
    high: higher ? high : a.high,
    highDay: higher ? b.highDay : a.highDay,
    low: lower ? low : a.low,
    flowAtLow: lower ? a.flow.plus(b.flowAtLow) : a.flowAtLow,
    lowDay: lower ? b.lowDay : a.lowDay,
    lowIndex: lower ? a.steps + b.lowIndex : a.lowIndex,
    fall: deeper(deeper(a.fall, fallAcross(a, b)), b.fall && moved(b.fall, a)),
  };
}

/** From the high of one stretch to the low of the next. */
function fallAcross(a: Curve<Decimal>, b: Curve<Decimal>): Fall<Decimal> | null {
  const amount = a.high.minus(a.pnl).minus(b.low);
  if (amount.lte(0)) return null;
  return {
    amount,
    peak: a.high.plus(a.flow).plus(b.flowAtLow),
    from: a.highDay,
    to: b.lowDay,
    index: a.steps + b.lowIndex,
  };
}

function moved(fall: Fall<Decimal>, before: Curve<Decimal>): Fall<Decimal> {
  return { ...fall, peak: fall.peak.plus(before.pnl).plus(before.flow), index: before.steps + fall.index };
}

/** The larger fall; of equal ones the first to reach its trough, from its first peak. */
function deeper(a: Fall<Decimal> | null, b: Fall<Decimal> | null): Fall<Decimal> | null {
  if (!a || !b) return a ?? b;
  const order = b.amount.cmp(a.amount) || a.index - b.index;
  return order > 0 ? b : a;
}
