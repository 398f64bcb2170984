import { decimal, toText, ZERO } from '../money/decimal.js';
import type { Decimal, DecimalText } from '../money/decimal.js';
import type { Day } from '../time/day.js';

/** A fall from a running peak; its amounts and its index count from where its curve starts. */
export interface Fall {
  readonly amount: DecimalText;
  /** P&L at the peak and what had flowed in by the trough: added to the starting balances, the money that the fall is a part of. */
  readonly peak: DecimalText;
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
export interface Curve {
  readonly steps: number;
  readonly pnl: DecimalText;
  readonly flow: DecimalText;
  /** The highest P&L on the way, and the day that reached it. */
  readonly high: DecimalText;
  readonly highDay: Day;
  /** The lowest P&L on the way, what had flowed in by then, on which day and at which step. */
  readonly low: DecimalText;
  readonly flowAtLow: DecimalText;
  readonly lowDay: Day;
  readonly lowIndex: number;
  readonly fall: Fall | null;
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

/** Two stretches in a row as one. */
export function join(a: Curve, b: Curve): Curve {
  if (b.steps === 0) return a;
  const pnl = decimal(a.pnl);
  const flow = decimal(a.flow);
  const high = pnl.plus(decimal(b.high));
  const low = pnl.plus(decimal(b.low));
  const higher = high.gt(decimal(a.high));
  const lower = low.lt(decimal(a.low));
  return {
    steps: a.steps + b.steps,
    pnl: toText(pnl.plus(decimal(b.pnl))),
    flow: toText(flow.plus(decimal(b.flow))),
    high: higher ? toText(high) : a.high,
    highDay: higher ? b.highDay : a.highDay,
    low: lower ? toText(low) : a.low,
    flowAtLow: lower ? toText(flow.plus(decimal(b.flowAtLow))) : a.flowAtLow,
    lowDay: lower ? b.lowDay : a.lowDay,
    lowIndex: lower ? a.steps + b.lowIndex : a.lowIndex,
    fall: deeper(deeper(a.fall, fallAcross(a, b)), b.fall && moved(b.fall, a, pnl.plus(flow))),
  };
}

/** From the high of one stretch to the low of the next. */
function fallAcross(a: Curve, b: Curve): Fall | null {
  const amount = decimal(a.high).minus(decimal(a.pnl)).minus(decimal(b.low));
  if (amount.lte(0)) return null;
  return {
    amount: toText(amount),
    peak: toText(decimal(a.high).plus(decimal(a.flow)).plus(decimal(b.flowAtLow))),
    from: a.highDay,
    to: b.lowDay,
    index: a.steps + b.lowIndex,
  };
}

function moved(fall: Fall, before: Curve, by: Decimal): Fall {
  return { ...fall, peak: toText(decimal(fall.peak).plus(by)), index: before.steps + fall.index };
}

/** The larger fall; of equal ones the first to reach its trough, from its first peak. */
function deeper(a: Fall | null, b: Fall | null): Fall | null {
  if (!a || !b) return a ?? b;
  const order = decimal(b.amount).cmp(decimal(a.amount)) || a.index - b.index;
  return order > 0 ? b : a;
}
