import { Decimal, decimal, toText, ZERO } from '../money/decimal.js';
import type { DecimalText } from '../money/decimal.js';
import { plusDays } from '../time/day.js';
import type { Day } from '../time/day.js';
import type { Bucket } from './bucket.js';
import type { Curve } from './curve.js';

/** The end of a day on the equity curve; amounts count from where the stretch starts that the day is a part of. */
export interface DayEnd<Amount = DecimalText> {
  readonly day: Day;
  readonly pnl: Amount;
  readonly flow: Amount;
  /** The highest P&L so far. */
  readonly high: Amount;
}

/** A stretch of the curve by the ends of its days, or by those of them that tell its course. */
export interface Course {
  /** The last day, at whose end the stretch is over. */
  readonly day: Day;
  readonly curve: Pick<Curve, 'pnl' | 'flow' | 'high'>;
  /** Of days before the last one. */
  readonly ends: readonly DayEnd[];
}

/** That of one day. */
export function courseOf(day: Day, { curve }: Pick<Bucket, 'curve'>): Course {
  return { day, curve, ends: [] };
}

export interface EquityPoint {
  readonly day: Day;
  /** Money at the end of the day. */
  readonly equity: DecimalText;
  /** How far that is below the highest point so far; 0 at the top. */
  readonly drawdown: DecimalText;
}

/** How many ends of days tell a course at most. */
const TELLING = 6;

/**
 * Stretches in order as one. It is the same in whatever grouping they are joined, and a day may go on in the next one: of
 * the last day nothing is decided yet.
 */
export function joinCourses(courses: readonly [Course, ...Course[]]): Course {
  if (courses.length === 1) return courses[0];
  const ends = endsOf(courses);
  const last = ends.at(-1);
  if (!last) return courses[0];
  const before = telling(ends.filter(({ day }) => day !== last.day));
  const { day, pnl, flow, high } = mapEnd(last, toText);
  return { day, curve: { pnl, flow, high }, ends: before.map((end) => mapEnd(end, toText)) };
}

/**
 * The equity curve: what there was before the first day on which anything happened, and then at the ends of days. Where
 * that were more points than `most`, each piece of the curve keeps the ends that tell its course.
 */
export function equityOf(courses: readonly Course[], base: DecimalText, most = Infinity): readonly EquityPoint[] {
  const ends = reduced(endsOf(courses), most);
  const [first] = ends;
  if (!first) return [];
  const start = { day: plusDays(first.day, -1), equity: base, drawdown: ZERO };
  const points = ends.map(({ day, pnl, flow, high }) => ({
    day,
    equity: toText(decimal(base).plus(flow).plus(pnl)),
    drawdown: toText(high.minus(pnl)),
  }));
  return [start, ...points];
}

/** The ends that all of them have, counted from where the first one starts. */
function endsOf(courses: readonly Course[]): readonly DayEnd<Decimal>[] {
  let before = { pnl: new Decimal(0), flow: new Decimal(0), high: new Decimal(0) };
  return courses.flatMap(({ day, curve, ends }) => {
    const start = before;
    const moved = (end: DayEnd) => ({
      day: end.day,
      pnl: start.pnl.plus(decimal(end.pnl)),
      flow: end.flow === ZERO ? start.flow : start.flow.plus(decimal(end.flow)),
      high: Decimal.max(start.high, start.pnl.plus(decimal(end.high))),
    });
    const last = moved({ day, ...curve });
    before = last;
    return [...ends.map(moved), last];
  });
}

function reduced(ends: readonly DayEnd<Decimal>[], most: number): readonly DayEnd<Decimal>[] {
  if (ends.length <= most) return ends;
  const length = Math.ceil(ends.length / Math.max(1, Math.floor(most / TELLING)));
  const pieces = Map.groupBy(ends.entries(), ([index]) => Math.floor(index / length));
  return [...pieces.values()].flatMap((piece) => telling(piece.map(([, end]) => end)));
}

/**
 * The first and the last, those at the highest and the lowest equity, and of those that may be at the largest drawdown
 * both: it is that from a high in the stretch, or, at the lowest P&L, that from one before it. Of equal ones, the first.
 */
function telling(ends: readonly DayEnd<Decimal>[]): readonly DayEnd<Decimal>[] {
  const all = ends.map((end) => ({ end, money: end.pnl.plus(end.flow), below: end.high.minus(end.pnl) }));
  const [first, last] = [all[0], all.at(-1)];
  if (!first || !last) return [];
  let [highest, lowest, leastPnl, deepest] = [first, first, first, first];
  for (const one of all) {
    if (one.money.gt(highest.money)) highest = one;
    if (one.money.lt(lowest.money)) lowest = one;
    if (one.end.pnl.lt(leastPnl.end.pnl)) leastPnl = one;
    if (one.below.gt(deepest.below)) deepest = one;
  }
  const kept = new Set([first, highest, lowest, leastPnl, deepest, last]);
  return all.filter((one) => kept.has(one)).map(({ end }) => end);
}

function mapEnd<A, B>({ day, pnl, flow, high }: DayEnd<A>, form: (amount: A) => B): DayEnd<B> {
  return { day, pnl: form(pnl), flow: form(flow), high: form(high) };
}
