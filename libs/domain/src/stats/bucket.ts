import { decimal, toText, ZERO } from '../money/decimal.js';
import type { Decimal, DecimalText } from '../money/decimal.js';
import type { Day } from '../time/day.js';
import { joinCurves, mapCurve, startOfCurve } from './curve.js';
import type { Curve, Fall } from './curve.js';
import { joinStreaks, NO_STREAK } from './streak.js';
import type { Streaks } from './streak.js';

/** Everything that the statistics of a stretch of time in one currency need; buckets in a row join into one. */
export interface Bucket<Amount = DecimalText> {
  readonly gross: Amount;
  readonly fees: Amount;
  readonly net: Amount;
  readonly closed: number;
  readonly wins: number;
  readonly losses: number;
  readonly breakeven: number;
  /** Whole nets of the closed trades: all, those above and below zero, those that count as wins and as losses. */
  readonly closedNet: Amount;
  readonly positiveNet: Amount;
  readonly negativeNet: Amount;
  readonly winNet: Amount;
  readonly lossNet: Amount;
  readonly largestWin: Amount | null;
  readonly largestLoss: Amount | null;
  readonly winSeconds: number;
  readonly lossSeconds: number;
  readonly rSum: Amount;
  readonly rTrades: number;
  readonly curve: Curve<Amount>;
  readonly streaks: Streaks;
  /** `placeInOrder` of the last item: what comes after it can be joined on. Null where there is none. */
  readonly last: string | null;
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
    last: null,
  };
}

/** The sums and counts of a bucket, which are the same in whatever order things happened. */
export type BucketSums = Omit<Bucket, 'curve' | 'streaks' | 'last'>;

/** As much of a bucket as figures are made of; the rest is for joining it to others. */
export interface Tally extends BucketSums {
  readonly curve: Pick<Curve, 'flow'> & { readonly fall: Omit<Fall, 'index'> | null };
  readonly streaks: Omit<Streaks, 'first' | 'unbroken'>;
}

/** Whether a trade ended or money moved. */
export function hasResults({ closed, gross, fees }: BucketSums): boolean {
  return closed > 0 || !decimal(gross).isZero() || !decimal(fees).isZero();
}

/** The same bucket with its amounts in another form. */
export function mapBucket<A, B>(bucket: Bucket<A>, form: (amount: A) => B): Bucket<B> {
  const { largestWin, largestLoss } = bucket;
  return {
    ...bucket,
    gross: form(bucket.gross),
    fees: form(bucket.fees),
    net: form(bucket.net),
    closedNet: form(bucket.closedNet),
    positiveNet: form(bucket.positiveNet),
    negativeNet: form(bucket.negativeNet),
    winNet: form(bucket.winNet),
    lossNet: form(bucket.lossNet),
    largestWin: largestWin === null ? null : form(largestWin),
    largestLoss: largestLoss === null ? null : form(largestLoss),
    rSum: form(bucket.rSum),
    curve: mapCurve(bucket.curve, form),
  };
}

/**
 * Buckets in order of time as one; null where there are none. Associative: tested against a scan.
 * Amounts are read once and written once: text costs more than adding.
 */
export function joinAll(buckets: readonly [Bucket, ...Bucket[]]): Bucket;
export function joinAll(buckets: readonly Bucket[]): Bucket | null;
export function joinAll(buckets: readonly Bucket[]): Bucket | null {
  if (buckets.length <= 1) return buckets[0] ?? null;
  return mapBucket(buckets.map((bucket) => mapBucket(bucket, decimal)).reduce(joinTwo), toText);
}

function joinTwo(a: Bucket<Decimal>, b: Bucket<Decimal>): Bucket<Decimal> {
  return {
    gross: a.gross.plus(b.gross),
    fees: a.fees.plus(b.fees),
    net: a.net.plus(b.net),
    closed: a.closed + b.closed,
    wins: a.wins + b.wins,
    losses: a.losses + b.losses,
    breakeven: a.breakeven + b.breakeven,
    closedNet: a.closedNet.plus(b.closedNet),
    positiveNet: a.positiveNet.plus(b.positiveNet),
    negativeNet: a.negativeNet.plus(b.negativeNet),
    winNet: a.winNet.plus(b.winNet),
    lossNet: a.lossNet.plus(b.lossNet),
    largestWin: extreme(a.largestWin, b.largestWin, 1),
    largestLoss: extreme(a.largestLoss, b.largestLoss, -1),
    winSeconds: a.winSeconds + b.winSeconds,
    lossSeconds: a.lossSeconds + b.lossSeconds,
    rSum: a.rSum.plus(b.rSum),
    rTrades: a.rTrades + b.rTrades,
    curve: joinCurves(a.curve, b.curve),
    streaks: joinStreaks(a.streaks, b.streaks),
    last: b.last ?? a.last,
  };
}

function extreme(a: Decimal | null, b: Decimal | null, sign: 1 | -1): Decimal | null {
  if (a === null || b === null) return a ?? b;
  return b.cmp(a) === sign ? b : a;
}
