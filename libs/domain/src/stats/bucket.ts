import { decimal, toText, ZERO } from '../money/decimal.js';
import type { DecimalText } from '../money/decimal.js';
import type { Day } from '../time/day.js';
import { BucketFold } from './bucket-fold.js';
import { join, startOfCurve } from './curve.js';
import type { Curve } from './curve.js';
import { compareItems } from './stat-item.js';
import type { StatItem } from './stat-item.js';
import { joinStreaks, NO_STREAK } from './streak.js';
import type { Streaks } from './streak.js';

/** Everything that the statistics of a stretch of time in one currency need; buckets in a row join into one. */
export interface Bucket {
  readonly gross: DecimalText;
  readonly fees: DecimalText;
  readonly net: DecimalText;
  readonly closed: number;
  readonly wins: number;
  readonly losses: number;
  readonly breakeven: number;
  /** Whole nets of the closed trades: all, those above and below zero, those that count as wins and as losses. */
  readonly closedNet: DecimalText;
  readonly positiveNet: DecimalText;
  readonly negativeNet: DecimalText;
  readonly winNet: DecimalText;
  readonly lossNet: DecimalText;
  readonly largestWin: DecimalText | null;
  readonly largestLoss: DecimalText | null;
  readonly winSeconds: number;
  readonly lossSeconds: number;
  readonly rSum: DecimalText;
  readonly rTrades: number;
  readonly curve: Curve;
  readonly streaks: Streaks;
}

export function emptyBucket(day: Day): Bucket {
  return {
    gross: ZERO,
    fees: ZERO,
    net: ZERO,
    closed: 0,
    wins: 0,
    losses: 0,
    breakeven: 0,
    closedNet: ZERO,
    positiveNet: ZERO,
    negativeNet: ZERO,
    winNet: ZERO,
    lossNet: ZERO,
    largestWin: null,
    largestLoss: null,
    winSeconds: 0,
    lossSeconds: 0,
    rSum: ZERO,
    rTrades: 0,
    curve: startOfCurve(day),
    streaks: NO_STREAK,
  };
}

/** The bucket of one day out of its items, which may come in any order and are of one currency. */
export function bucketOf(day: Day, items: Iterable<StatItem>, tolerance: DecimalText): Bucket {
  const fold = new BucketFold(day, tolerance);
  for (const item of [...items].sort(compareItems)) fold.add(item);
  return fold.toBucket();
}

/** Whether a trade ended or money moved. */
export function hasResults({ closed, gross, fees }: Bucket): boolean {
  return closed > 0 || !decimal(gross).isZero() || !decimal(fees).isZero();
}

/** Two stretches in a row as one. Associative: tested against a scan. */
export function joinBuckets(a: Bucket, b: Bucket): Bucket {
  return {
    gross: plus(a.gross, b.gross),
    fees: plus(a.fees, b.fees),
    net: plus(a.net, b.net),
    closed: a.closed + b.closed,
    wins: a.wins + b.wins,
    losses: a.losses + b.losses,
    breakeven: a.breakeven + b.breakeven,
    closedNet: plus(a.closedNet, b.closedNet),
    positiveNet: plus(a.positiveNet, b.positiveNet),
    negativeNet: plus(a.negativeNet, b.negativeNet),
    winNet: plus(a.winNet, b.winNet),
    lossNet: plus(a.lossNet, b.lossNet),
    largestWin: extreme(a.largestWin, b.largestWin, 1),
    largestLoss: extreme(a.largestLoss, b.largestLoss, -1),
    winSeconds: a.winSeconds + b.winSeconds,
    lossSeconds: a.lossSeconds + b.lossSeconds,
    rSum: plus(a.rSum, b.rSum),
    rTrades: a.rTrades + b.rTrades,
    curve: join(a.curve, b.curve),
    streaks: joinStreaks(a.streaks, b.streaks),
  };
}

function plus(a: DecimalText, b: DecimalText): DecimalText {
  if (a === ZERO) return b;
  return b === ZERO ? a : toText(decimal(a).plus(decimal(b)));
}

function extreme(a: DecimalText | null, b: DecimalText | null, sign: 1 | -1): DecimalText | null {
  if (a === null || b === null) return a ?? b;
  return decimal(b).cmp(decimal(a)) === sign ? b : a;
}
