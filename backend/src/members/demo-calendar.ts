import { calendarOf, DEFAULT_TIME_ZONE, mondayOf, plusDays, toInstant, weekdayOf } from '@singularity/domain';
import type { Day, Instant } from '@singularity/domain';

const NEW_YORK = calendarOf(DEFAULT_TIME_ZONE);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FRIDAY = 5;
/** Of the holidays of the New York exchanges, those that keep to a date and those that keep to a weekday. */
const DATES = new Set(['01-01', '06-19', '07-04', '12-25']);
const WEEKDAYS = [
  { weekday: 1, from: '01-15', to: '01-21' },
  { weekday: 1, from: '02-15', to: '02-21' },
  { weekday: 1, from: '05-25', to: '05-31' },
  { weekday: 1, from: '09-01', to: '09-07' },
  { weekday: 4, from: '11-22', to: '11-28' },
] as const;

/** The trading days before a moment, by their number: 0 is the first. Times are minutes after midnight in New York. */
export class DemoCalendar {
  readonly days: readonly Day[];
  private readonly midnights = new Map<number, number>();

  constructor(now: Instant, count: number) {
    const days: Day[] = [];
    for (let day = plusDays(NEW_YORK.dayOf(now), -1); days.length < count; day = plusDays(day, -1))
      if (isTradingDay(day)) days.unshift(day);
    this.days = days;
  }

  at(index: number, minutes: number): Instant {
    const midnight = this.midnights.get(index) ?? midnightOf(this.day(index));
    this.midnights.set(index, midnight);
    return toInstant(new Date(midnight + minutes * MINUTE));
  }

  day(index: number): Day {
    const day = this.days[index];
    if (day === undefined) throw new RangeError(`There is no trading day ${index}.`);
    return day;
  }

  /** Whether the next trading day is the next day: only then are futures traded in the evening. */
  isFollowed(index: number): boolean {
    return this.days[index + 1] === plusDays(this.day(index), 1);
  }

  /** The Friday of the week so many weeks later, or the Thursday where that is no trading day. */
  fridayAfter(index: number, weeks: number): Day {
    const friday = plusDays(mondayOf(this.day(index)), weeks * 7 + FRIDAY - 1);
    return isTradingDay(friday) ? friday : plusDays(friday, -1);
  }
}

/** Far sooner than a calendar finds any day's beginning: no clock in New York changes on a trading day. */
function midnightOf(day: Day): number {
  const noon = new Date(`${day}T12:00:00Z`);
  return noon.getTime() - NEW_YORK.hourOf(toInstant(noon)) * HOUR;
}

function isTradingDay(day: Day): boolean {
  const [weekday, date] = [weekdayOf(day), day.slice(5)];
  const isHoliday =
    DATES.has(date) || WEEKDAYS.some((one) => one.weekday === weekday && date >= one.from && date <= one.to);
  return weekday <= FRIDAY && !isHoliday;
}
