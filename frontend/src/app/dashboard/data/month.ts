import type { CalendarDays, DayStatistics } from '@singularity/contract';
import { decimal, exactly, sum, toText, weekdayOf } from '@singularity/domain';
import type { Day } from '@singularity/domain';
import { plural } from '../../ui/format/figure-labels';

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

export interface MonthCalendar {
  /** The weekdays that head its columns, 1 for Monday. */
  readonly weekdays: readonly number[];
  readonly weeks: readonly CalendarWeek[];
}

export interface CalendarWeek {
  /** One for each weekday of the calendar; null outside of the month. */
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

/**
 * Lays the days of a month out in weeks that begin on this weekday. Weekdays alone leave weekends out, unless something
 * was realized on one: no amount is ever hidden.
 */
export function calendarOfMonth(
  month: Month,
  results: readonly DayStatistics[],
  { firstWeekday, days }: { readonly firstWeekday: number; readonly days: CalendarDays },
): MonthCalendar {
  const isWhole = days === 'all' || results.some(({ day }) => isWeekend(weekday(day)));
  const weekdays = Array.from({ length: 7 }, (_, index) => ((firstWeekday - 1 + index) % 7) + 1).filter(
    (one) => isWhole || !isWeekend(one),
  );
  const leading = (weekday(`${month}-01`) - firstWeekday + 7) % 7;
  const rows = Map.groupBy(calendarDaysOf(month, results), ({ date }) => Math.floor((leading + date - 1) / 7));
  const weeks = [...rows.values()].map((row) => {
    const byWeekday = new Map(row.map((day) => [weekday(day.day), day]));
    return {
      days: weekdays.map((one) => byWeekday.get(one) ?? null),
      total: totalOf(row.flatMap(({ result }) => result ?? [])),
    };
  });
  return { weekdays, weeks: weeks.filter((week) => week.days.some((day) => day !== null)) };
}

function calendarDaysOf(month: Month, results: readonly DayStatistics[]): readonly CalendarDay[] {
  const byDay = new Map(results.map((result) => [result.day, result]));
  const most = Math.max(0, ...results.map(sizeOf));
  return daysOf(month).map((day) => {
    const result = byDay.get(day) ?? null;
    return { day, date: Number(day.slice(8)), result, weight: weightOf(result, most) };
  });
}

function weekday(day: string): number {
  return weekdayOf(day as Day);
}

function isWeekend(one: number): boolean {
  return one > 5;
}

export function totalOf(results: readonly DayStatistics[]): Total | null {
  if (results.length === 0) return null;
  return {
    netPnl: toText(sum(results.map(({ netPnl }) => decimal(exactly(netPnl))))),
    closedTrades: results.reduce((count, { closedTrades }) => count + closedTrades, 0),
  };
}

/** `2 trades`; where trades were closed in part alone, that they were. */
export function closedIn({ netPnl, closedTrades }: Total): string {
  return closedTrades === 0 && netPnl !== '0' ? 'partial exit' : plural(closedTrades, 'trade');
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
