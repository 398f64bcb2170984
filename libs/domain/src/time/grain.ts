import { nextDay, plusDays } from './day.js';
import type { Day } from './day.js';

/** Stretches of the calendar that days are put together in, from fine to coarse. */
export const GRAINS = ['day', 'month', 'year'] as const;
export type Grain = (typeof GRAINS)[number];

const NAME_LENGTH: Readonly<Record<Grain, number>> = { day: 10, month: 7, year: 4 };
const REST_OF_NAME: Readonly<Record<Grain, string>> = { day: '', month: '-01', year: '-01-01' };
const MOST_DAYS: Readonly<Record<Grain, number>> = { day: 1, month: 31, year: 366 };

export function firstDayOf(grain: Grain, day: Day): Day {
  return (day.slice(0, NAME_LENGTH[grain]) + REST_OF_NAME[grain]) as Day;
}

export function lastDayOf(grain: Grain, day: Day): Day {
  return grain === 'year' ? (`${day.slice(0, 4)}-12-31` as Day) : plusDays(nextFirstDay(grain, day), -1);
}

function nextFirstDay(grain: Grain, day: Day): Day {
  return firstDayOf(grain, plusDays(firstDayOf(grain, day), MOST_DAYS[grain]));
}

/** From one day to another, both included. */
export interface DaySpan {
  readonly from: Day;
  readonly to: Day;
}

/** More days than anything can happen on. */
export const ALL_DAYS = { from: '1900-01-01', to: '2199-12-31' } as DaySpan;

export interface GrainSpan extends DaySpan {
  readonly grain: Grain;
}

/** The fewest whole years, months and days that a span is made of, in order; `coarsest` is the most that is put together. */
export function covering({ from, to }: DaySpan, coarsest: Grain = 'year'): readonly GrainSpan[] {
  if (from > to) return [];
  const finer = GRAINS[GRAINS.indexOf(coarsest) - 1];
  if (!finer) return [{ grain: coarsest, from, to }];
  const first = firstDayOf(coarsest, from) === from ? from : nextFirstDay(coarsest, from);
  const end = firstDayOf(coarsest, nextDay(to));
  if (first >= end) return covering({ from, to }, finer);
  return [
    ...covering({ from, to: plusDays(first, -1) }, finer),
    { grain: coarsest, from: first, to: plusDays(end, -1) },
    ...covering({ from: end, to }, finer),
  ];
}
