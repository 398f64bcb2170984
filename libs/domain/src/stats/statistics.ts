import { decimal, Decimal, PLACES, quotientText, toText, ZERO } from '../money/decimal.js';
import type { DecimalText } from '../money/decimal.js';
import type { Day } from '../time/day.js';
import type { Bucket, Tally } from './bucket.js';

/** The version of these definitions; part of every answer, so that a number says by which rules it came about. */
export const METRICS_VERSION = 1;

/** A fall in money, as a fraction of the peak that it fell from (null where there was no balance), and its two days. */
export interface Drawdown {
  readonly amount: DecimalText;
  readonly percent: DecimalText | null;
  readonly from: Day | null;
  readonly to: Day | null;
}

export interface Statistics {
  readonly closedTrades: number;
  readonly wins: number;
  readonly losses: number;
  readonly breakeven: number;
  /** wins ÷ closed */
  readonly winRate: DecimalText | null;
  /** wins ÷ (wins + losses) */
  readonly winRateDecided: DecimalText | null;
  readonly grossPnl: DecimalText;
  readonly netPnl: DecimalText;
  readonly fees: DecimalText;
  readonly averageWin: DecimalText | null;
  readonly averageLoss: DecimalText | null;
  /** average win ÷ |average loss| */
  readonly payoffRatio: DecimalText | null;
  /** Σ positive net ÷ |Σ negative net| over all closed trades */
  readonly profitFactor: DecimalText | null;
  /** net of the closed trades ÷ closed */
  readonly expectancy: DecimalText | null;
  readonly largestWin: DecimalText | null;
  readonly largestLoss: DecimalText | null;
  readonly longestWinStreak: number;
  readonly longestLossStreak: number;
  /** Positive for wins, negative for losses. */
  readonly currentStreak: number;
  readonly averageR: DecimalText | null;
  /** How many trades have an R. */
  readonly rTrades: number;
  readonly maxDrawdown: Drawdown;
  readonly averageWinHoldingSeconds: number | null;
  readonly averageLossHoldingSeconds: number | null;
}

/**
 * The statistics of a stretch of time in one currency ("metrics 1").
 * `base` is the money at its start: starting balances, and what had flowed in before.
 */
export function statisticsOf(bucket: Tally, base: DecimalText): Statistics {
  const { closed, wins, losses } = bucket;
  const [winNet, lossNet] = [decimal(bucket.winNet), decimal(bucket.lossNet)];
  return {
    closedTrades: closed,
    wins,
    losses,
    breakeven: bucket.breakeven,
    winRate: ratio(count(wins), count(closed)),
    winRateDecided: ratio(count(wins), count(wins + losses)),
    grossPnl: bucket.gross,
    netPnl: bucket.net,
    fees: bucket.fees,
    averageWin: quotientText(winNet, count(wins), PLACES.money),
    averageLoss: quotientText(lossNet, count(losses), PLACES.money),
    // In one division, so that nothing is rounded on the way: (winNet ÷ wins) ÷ (|lossNet| ÷ losses).
    payoffRatio: wins === 0 ? null : ratio(winNet.times(losses), lossNet.abs().times(wins)),
    profitFactor: ratio(decimal(bucket.positiveNet), decimal(bucket.negativeNet).abs()),
    expectancy: quotientText(decimal(bucket.closedNet), count(closed), PLACES.money),
    largestWin: bucket.largestWin,
    largestLoss: bucket.largestLoss,
    longestWinStreak: bucket.streaks.longestWin,
    longestLossStreak: bucket.streaks.longestLoss,
    currentStreak: bucket.streaks.last,
    averageR: ratio(decimal(bucket.rSum), count(bucket.rTrades)),
    rTrades: bucket.rTrades,
    maxDrawdown: drawdownOf(bucket, base),
    averageWinHoldingSeconds: averageSeconds(bucket.winSeconds, wins),
    averageLossHoldingSeconds: averageSeconds(bucket.lossSeconds, losses),
  };
}

function drawdownOf({ curve: { fall, flow } }: Tally, base: DecimalText): Drawdown {
  if (!fall) return { amount: toText(count(0)), percent: null, from: null, to: null };
  const peak = decimal(base).plus(decimal(fall.peak));
  // Where no money was put in, the peak is what was made so far, which is no balance.
  const isBalance = peak.gt(0) && (base !== ZERO || flow !== ZERO);
  return {
    amount: fall.amount,
    percent: isBalance ? ratio(decimal(fall.amount), peak) : null,
    from: fall.from,
    to: fall.to,
  };
}

function ratio(a: Decimal, b: Decimal): DecimalText | null {
  return quotientText(a, b, PLACES.ratio);
}

function count(n: number): Decimal {
  return new Decimal(n);
}

function averageSeconds(seconds: number, trades: number): number | null {
  return trades === 0 ? null : Math.round(seconds / trades);
}

export interface DayBucket {
  readonly day: Day;
  readonly bucket: Bucket;
}
