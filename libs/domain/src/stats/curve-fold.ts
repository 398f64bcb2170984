import { zero } from '../money/decimal.js';
import type { Decimal } from '../money/decimal.js';
import type { Day } from '../time/day.js';
import type { Curve } from './curve.js';

/** Walks one day of an equity curve step by step. Where extremes are equal, the first counts. */
export class CurveFold {
  private steps = 0;
  private pnl: Decimal = zero;
  private flow: Decimal = zero;
  private high: Decimal = zero;
  private low: { readonly pnl: Decimal; readonly flow: Decimal; readonly index: number } = {
    pnl: zero,
    flow: zero,
    index: 0,
  };
  private fall: { readonly amount: Decimal; readonly peak: Decimal; readonly index: number } | null = null;

  constructor(private readonly day: Day) {}

  /** P&L that was made real. */
  gain(amount: Decimal): void {
    this.steps++;
    this.pnl = this.pnl.plus(amount);
    if (this.pnl.gt(this.high)) this.high = this.pnl;
    if (this.pnl.lt(this.low.pnl)) this.low = { pnl: this.pnl, flow: this.flow, index: this.steps };
    const fallen = this.high.minus(this.pnl);
    if (fallen.gt(this.fall?.amount ?? zero))
      this.fall = { amount: fallen, peak: this.high.plus(this.flow), index: this.steps };
  }

  /** Money that came or went. */
  shift(amount: Decimal): void {
    this.steps++;
    this.flow = this.flow.plus(amount);
  }

  toCurve(): Curve<Decimal> {
    const { day, steps, pnl, flow, high, low, fall } = this;
    return {
      steps,
      pnl,
      flow,
      high,
      highDay: day,
      low: low.pnl,
      flowAtLow: low.flow,
      lowDay: day,
      lowIndex: low.index,
      fall: fall && { ...fall, from: day, to: day },
    };
  }
}
