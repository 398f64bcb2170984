import type { DayFill } from '@singularity/contract';
import { writeClock } from '../ui/format/date-style';
import { formatMoney, formatNumber, formatQuantity } from '../ui/format/money';
import { formatShortMoment, toDay, toWallTime } from '../ui/format/zoned-time';
import { curveOf } from './day-figures';

/** A fill in words, with what it made real and what that came to by then. */
export interface FillLine {
  readonly fill: DayFill;
  readonly time: string;
  readonly word: 'Entry' | 'Exit';
  readonly amount: string;
  readonly fees: string;
  /** Null for an entry. */
  readonly total: string | null;
}

export function fillLinesOf(fills: readonly DayFill[], day: string, timeZone: string): readonly FillLine[] {
  const totals = new Map(curveOf(fills).map(({ fill, total }) => [fill, total]));
  return fills.map((fill) => ({
    fill,
    time: fillTime(fill.at, day, timeZone),
    word: fill.type === 'open' ? 'Entry' : 'Exit',
    amount: `${formatQuantity(fill.quantity)} @ ${formatNumber(fill.price, { least: 2 })}`,
    fees: formatMoney(fill.fees, fill.currency),
    total: totals.get(fill) ?? null,
  }));
}

/** `9:30:15 AM`; a futures session begins the evening before, and says so: `Nov 22, 6:30 PM`. */
export function fillTime(at: string, day: string, timeZone: string): string {
  if (toDay(at, timeZone) !== day) return formatShortMoment(at, timeZone);
  return writeClock(
    toWallTime(at, timeZone)
      .slice(11)
      .replace(/\.\d+$/, ''),
  );
}
