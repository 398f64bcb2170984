import { decimal, toText, zero } from '../money/decimal.js';
import type { Decimal, DecimalText } from '../money/decimal.js';
import type { Day } from '../time/day.js';
import { mapBucket } from './bucket.js';
import type { Bucket } from './bucket.js';
import { CurveFold } from './curve-fold.js';
import { compareItems, placeInOrder, resultOf } from './stat-item.js';
import type { CloseItem, RealizationItem, StatItem } from './stat-item.js';
import { joinStreaks, NO_STREAK, streakOf } from './streak.js';
import type { Streaks } from './streak.js';

const SUMS = ['gross', 'fees', 'net', 'closedNet', 'positiveNet', 'negativeNet', 'winNet', 'lossNet', 'rSum'] as const;
type Sum = (typeof SUMS)[number];

/** The bucket of one day out of its items, which may come in any order and are of one currency. */
export function bucketOf(day: Day, items: Iterable<StatItem>, tolerance: DecimalText): Bucket {
  const fold = new BucketFold(day, tolerance);
  const inOrder = [...items].sort(compareItems);
  for (const item of inOrder) fold.add(item);
  const last = inOrder.at(-1);
  return { ...fold.toBucket(), last: last ? placeInOrder(last, day) : null };
}

/** Adds items of one day and currency, in their order, to a bucket. Sums stay decimals until the end: text costs more than adding. */
class BucketFold {
  private readonly sums = Object.fromEntries(SUMS.map((name) => [name, zero])) as Record<Sum, Decimal>;
  private readonly curve: CurveFold;
  private readonly counts = { closed: 0, wins: 0, losses: 0, breakeven: 0, winSeconds: 0, lossSeconds: 0, rTrades: 0 };
  private largestWin: Decimal | null = null;
  private largestLoss: Decimal | null = null;
  private streaks: Streaks = NO_STREAK;

  constructor(
    day: Day,
    private readonly tolerance: DecimalText,
  ) {
    this.curve = new CurveFold(day);
  }

  add(item: StatItem): void {
    switch (item.kind) {
      case 'flow':
        return this.curve.shift(decimal(item.amount));
      case 'realization':
        return this.addRealization(item);
      case 'close':
        return this.addClose(item);
    }
  }

  toBucket(): Bucket {
    const { sums, counts, largestWin, largestLoss, streaks } = this;
    return mapBucket(
      { ...sums, ...counts, largestWin, largestLoss, curve: this.curve.toCurve(), streaks, last: null },
      toText,
    );
  }

  private addRealization({ gross, fees, net }: RealizationItem): void {
    const value = decimal(net);
    this.sum('gross', decimal(gross));
    this.sum('fees', decimal(fees));
    this.sum('net', value);
    this.curve.gain(value);
  }

  private addClose({ net, rMultiple, holdingSeconds }: CloseItem): void {
    const value = decimal(net);
    const result = resultOf(net, this.tolerance);
    this.counts.closed++;
    this.sum('closedNet', value);
    this.sum(value.isNegative() ? 'negativeNet' : 'positiveNet', value);
    if (result === 'win') this.addWin(value, holdingSeconds);
    else if (result === 'loss') this.addLoss(value, holdingSeconds);
    else this.counts.breakeven++;
    if (rMultiple !== null) {
      this.sum('rSum', decimal(rMultiple));
      this.counts.rTrades++;
    }
    this.streaks = joinStreaks(this.streaks, streakOf(result));
  }

  private addWin(net: Decimal, holdingSeconds: number): void {
    this.counts.wins++;
    this.counts.winSeconds += holdingSeconds;
    this.sum('winNet', net);
    if (!this.largestWin?.gte(net)) this.largestWin = net;
  }

  private addLoss(net: Decimal, holdingSeconds: number): void {
    this.counts.losses++;
    this.counts.lossSeconds += holdingSeconds;
    this.sum('lossNet', net);
    if (!this.largestLoss?.lte(net)) this.largestLoss = net;
  }

  private sum(name: Sum, value: Decimal): void {
    this.sums[name] = this.sums[name].plus(value);
  }
}
