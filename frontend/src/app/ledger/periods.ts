import { weekdayOf } from '@singularity/domain';
import type { Day } from '@singularity/domain';

/** Days, both inclusive. Without an end they go on; without a beginning they have always gone on. */
export interface Days {
  readonly from?: Day;
  readonly to?: Day;
}

export interface Period {
  readonly name: string;
  readonly days: Days;
}

/** The periods that one asks for again and again. Those that have not ended have no end, so they last over midnight. */
export function periodsAt(today: Day): readonly Period[] {
  const month = firstOfMonth(today);
  const lastMonth = firstOfMonth(plusDays(month, -1));
  return [
    { name: 'Today', days: { from: today } },
    { name: 'This week', days: { from: plusDays(today, 1 - weekdayOf(today)) } },
    { name: 'This month', days: { from: month } },
    { name: 'Last month', days: { from: lastMonth, to: plusDays(month, -1) } },
    { name: 'This quarter', days: { from: plusMonths(month, -((Number(month.slice(5, 7)) - 1) % 3)) } },
    { name: 'Year to date', days: { from: `${today.slice(0, 4)}-01-01` as Day } },
    { name: 'Last 12 months', days: { from: plusDays(plusMonths(today, -12), 1) } },
    { name: 'All', days: {} },
  ];
}

/** As many days as these, just before them. Null for days without a beginning, before which there is nothing. */
export function daysBefore({ from, to }: Days, today: Day): Required<Days> | null {
  if (!from) return null;
  const last = to ?? (today < from ? from : today);
  const count = Math.max(1, (Date.parse(last) - Date.parse(from)) / DAY + 1);
  return { from: plusDays(from, -count), to: plusDays(from, -1) };
}

const DAY = 86_400_000;

export function plusDays(day: Day, count: number): Day {
  return new Date(Date.parse(day) + count * DAY).toISOString().slice(0, 10) as Day;
}

/** The same day of another month, or the last one that it has. */
function plusMonths(day: Day, count: number): Day {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  const year = Math.floor(months / 12);
  const longest = new Date(Date.UTC(year, (months % 12) + 1, 0)).getUTCDate();
  const date = Date.UTC(year, months % 12, Math.min(Number(day.slice(8)), longest));
  return new Date(date).toISOString().slice(0, 10) as Day;
}

function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01` as Day;
}
