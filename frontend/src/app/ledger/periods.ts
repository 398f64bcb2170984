import { weekdayOf } from '@singularity/domain';
import type { Day } from '@singularity/domain';

/** Days, both inclusive. Without an end they go on; without a beginning they have always gone on. */
export interface Days {
  readonly from?: Day;
  readonly to?: Day;
}

/** How far back the days lie that a period is compared with. */
type Step = { readonly days: number } | { readonly months: number };

export interface Period {
  readonly name: string;
  readonly days: Days;
  readonly step?: Step;
}

/**
 * The periods that one asks for again and again; a week begins on this weekday, 1 for Monday. Those that have not ended
 * have no end, so they last over midnight.
 */
export function periodsAt(today: Day, firstWeekday: number): readonly Period[] {
  const month = firstOfMonth(today);
  const lastMonth = firstOfMonth(plusDays(month, -1));
  return [
    { name: 'Today', days: { from: today } },
    {
      name: 'This week',
      days: { from: weekStartOf(today, firstWeekday) },
      step: { days: 7 },
    },
    { name: 'This month', days: { from: month }, step: { months: 1 } },
    { name: 'Last month', days: { from: lastMonth, to: plusDays(month, -1) } },
    {
      name: 'This quarter',
      days: { from: plusMonths(month, -((Number(month.slice(5, 7)) - 1) % 3)) },
      step: { months: 3 },
    },
    { name: 'Year to date', days: { from: `${today.slice(0, 4)}-01-01` as Day }, step: { months: 12 } },
    { name: 'Last 12 months', days: { from: plusDays(plusMonths(today, -12), 1) }, step: { months: 12 } },
    { name: 'All time', days: {} },
  ];
}

/**
 * The days to compare with: of a period the same days one period earlier, of a day the last trading day, of whole months
 * as many months, of anything else as many days just before. Null for days without a beginning.
 */
export function daysBefore({ days: { from, to }, step }: Omit<Period, 'name'>, today: Day): Required<Days> | null {
  if (!from) return null;
  const last = to ?? (today < from ? from : today);
  if (step) return { from: earlier(from, step), to: earlier(last, step) };
  if (from === last) return tradingDayBefore(from);
  const months = wholeMonths(from, last);
  const count = (Date.parse(last) - Date.parse(from)) / DAY + 1;
  const before = months > 0 ? { months } : { days: Math.max(1, count) };
  return { from: earlier(from, before), to: plusDays(from, -1) };
}

function earlier(day: Day, step: Step): Day {
  return 'days' in step ? plusDays(day, -step.days) : plusMonths(day, -step.months);
}

/** Before a weekday the weekday before it; at the weekend only the day before was traded like it. */
function tradingDayBefore(day: Day): Required<Days> {
  const before = plusDays(day, weekdayOf(day) === MONDAY ? -3 : -1);
  return { from: before, to: before };
}

/** How many calendar months these days are; 0 where they are not whole ones. */
function wholeMonths(from: Day, to: Day): number {
  const next = plusDays(to, 1);
  return from === firstOfMonth(from) && next === firstOfMonth(next) ? monthOf(next) - monthOf(from) : 0;
}

/** The day on which the week of a day began. */
export function weekStartOf(day: Day, firstWeekday: number): Day {
  return plusDays(day, -((weekdayOf(day) - firstWeekday + 7) % 7));
}

const MONDAY = 1;
const DAY = 86_400_000;

export function plusDays(day: Day, count: number): Day {
  return new Date(Date.parse(day) + count * DAY).toISOString().slice(0, 10) as Day;
}

/** The same day of another month, or the last one that it has. */
function plusMonths(day: Day, count: number): Day {
  const months = monthOf(day) + count;
  const year = Math.floor(months / 12);
  const longest = new Date(Date.UTC(year, (months % 12) + 1, 0)).getUTCDate();
  const date = Date.UTC(year, months % 12, Math.min(Number(day.slice(8)), longest));
  return new Date(date).toISOString().slice(0, 10) as Day;
}

export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01` as Day;
}

/** Counted from the year 0. */
function monthOf(day: Day): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}
