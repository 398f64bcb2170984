import type { DayStatistics } from '@singularity/contract';
import { decimal, exactly, sum, toText } from '@singularity/domain';

/** `2026-01`. */
export type Month = string;

export interface CalendarDay {
  readonly day: string;
  readonly date: number;
  /** Null where nothing was realized. */
  readonly result: DayStatistics | null;
  /** How strongly it is coloured: from 1 to 3 as its amount nears the largest of the month, 0 without one. */
  readonly weight: 0 | 1 | 2 | 3;
}

export interface Total {
  readonly netPnl: string;
  readonly closedTrades: number;
}

export interface CalendarWeek {
  /** Monday to Sunday; null outside of the month. */
  readonly days: readonly (CalendarDay | null)[];
  /** Null where nothing was realized in it. */
  readonly total: Total | null;
}

export function monthAfter(month: Month, steps: number): Month {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  return new Date(Date.UTC(year, number - 1 + steps, 1)).toISOString().slice(0, 7);
}

export function daysOf(month: Month): readonly string[] {
  const last = new Date(Date.parse(`${monthAfter(month, 1)}-01T00:00:00Z`) - 1).getUTCDate();
  return Array.from({ length: last }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
}

/** Lays the days of a month out in weeks. */
export function weeksOf(month: Month, results: readonly DayStatistics[]): readonly CalendarWeek[] {
  const byDay = new Map(results.map((result) => [result.day, result]));
  const most = Math.max(0, ...results.map(sizeOf));
  const days: (CalendarDay | null)[] = daysOf(month).map((day) => {
    const result = byDay.get(day) ?? null;
    return { day, date: Number(day.slice(8)), result, weight: weightOf(result, most) };
  });
  const leading = (new Date(`${month}-01T00:00:00Z`).getUTCDay() + 6) % 7;
  const padded = [...Array.from({ length: leading }, () => null), ...days];
  return Array.from({ length: Math.ceil(padded.length / 7) }, (_, week) => {
    const seven = Array.from({ length: 7 }, (_, weekday) => padded[week * 7 + weekday] ?? null);
    return { days: seven, total: totalOf(seven.flatMap((day) => day?.result ?? [])) };
  });
}

export function totalOf(results: readonly DayStatistics[]): Total | null {
  if (results.length === 0) return null;
  return {
    netPnl: toText(sum(results.map(({ netPnl }) => decimal(exactly(netPnl))))),
    closedTrades: results.reduce((count, { closedTrades }) => count + closedTrades, 0),
  };
}

function weightOf(result: DayStatistics | null, most: number): CalendarDay['weight'] {
  const size = result ? sizeOf(result) : 0;
  if (size === 0) return 0;
  if (size > most * 0.6) return 3;
  return size > most * 0.2 ? 2 : 1;
}

/** Only a colour depends on it. */
function sizeOf({ netPnl }: DayStatistics): number {
  return Math.abs(Number(netPnl));
}
