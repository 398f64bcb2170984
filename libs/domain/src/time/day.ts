import { isDate, toInstant } from './instant.js';
import type { Instant } from './instant.js';

declare const day: unique symbol;

/** A calendar day, `2026-01-05`. */
export type Day = string & { readonly [day]: true };

export const DEFAULT_TIME_ZONE = 'America/New_York';

export function parseDay(input: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(input);
  if (!match || !isDate(Number(match[1]), Number(match[2]), Number(match[3]))) return null;
  return input >= '1970' && input < '2100' ? (input as Day) : null;
}

/**
 * A name of a time zone in the IANA database, as it was chosen; null where that does not have it. Several may mean the same
 * zone: which of them a member calls theirs is not for us to say.
 */
export function parseTimeZone(name: string): string | null {
  try {
    const usual = new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone;
    return usual.toLowerCase() === name.toLowerCase() ? usual : name;
  } catch {
    return null;
  }
}

/** From a moment on, up to the next one, a clock is ahead of UTC by the same; both in milliseconds. */
export interface ClockChange {
  readonly from: number;
  readonly offset: number;
}

/** The days of one time zone: which day and hour a moment falls on, and when a day begins. */
export interface Calendar {
  dayOf(at: Instant): Day;
  /** What the clock on the wall says, 0 to 23; an hour that comes twice is one hour. */
  hourOf(at: Instant): number;
  startOf(day: Day): Instant;
  /** How the clock goes whose date is the day: for whoever finds days without asking for each moment. */
  clock(): readonly ClockChange[];
}

/** By their names in small letters, of which there are some hundreds however they are written. */
const calendars = new Map<string, Calendar>();

export function calendarOf(timeZone: string): Calendar {
  const name = timeZone.toLowerCase();
  const known = calendars.get(name);
  if (known) return known;
  const calendar = createCalendar(timeZone);
  calendars.set(name, calendar);
  return calendar;
}

export function nextDay(day: Day): Day {
  return plusDays(day, 1);
}

export function plusDays(day: Day, days: number): Day {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10) as Day;
}

/** The Monday on which the week of a day begins. */
export function mondayOf(day: Day): Day {
  return plusDays(day, 1 - weekdayOf(day));
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** A calendar month, `2026-01`. */
export function monthOf(day: Day): string {
  return day.slice(0, 7);
}

/** No zone's midnight is farther from that of UTC; nor do clocks change and change back within twice as long. */
const WIDEST = 24 * 3_600_000;
/** Since 1980 no time zone begins its days within one: what is asked again and again need not be worked out again. */
const QUARTER = 900_000;
const QUARTERS_SINCE = Date.UTC(1980, 0, 1);
const MOST_REMEMBERED = 50_000;

function createCalendar(timeZone: string): Calendar {
  // In Sweden a moment is written as `2026-01-05 14:30:00`.
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const dayAt = (time: number) => wall.format(time).slice(0, 10) as Day;
  /** By how much the clock on the wall is ahead of UTC at a whole second. */
  const offsetAt = (time: number) => Date.parse(`${wall.format(time).replace(' ', 'T')}Z`) - time;
  const dayDuring = remembering((quarter: number) => dayAt(quarter * QUARTER));
  const startOf = remembering((day: Day) => {
    const midnightUtc = Date.parse(`${day}T00:00:00Z`);
    const [first, last] = [midnightUtc - WIDEST, midnightUtc + WIDEST];
    const offset = offsetAt(first);
    const start = offset === offsetAt(last) ? midnightUtc - offset : firstOf(day, dayAt, first, last);
    return toInstant(new Date(start));
  });
  let clock: readonly ClockChange[] | undefined;
  return {
    dayOf: (at) => {
      const time = Date.parse(at);
      return time >= QUARTERS_SINCE ? dayDuring(Math.floor(time / QUARTER)) : dayAt(time);
    },
    hourOf: (at) => Number(wall.format(Date.parse(at)).slice(11, 13)),
    startOf,
    clock: () => (clock ??= clockBy(offsetAt)),
  };
}

/** No zone has set its clocks twice within a week since 1970, where moments begin; and all are set at whole minutes. */
const LESS_THAN_A_WEEK = 6 * 24 * 3_600_000;
const MINUTE = 60_000;
const MOMENTS_END = Date.UTC(2100, 0, 2);

function clockBy(offsetAt: (time: number) => number): readonly ClockChange[] {
  let offset = offsetAt(0);
  const clock = [{ from: 0, offset }];
  for (let time = 0; time < MOMENTS_END; time += LESS_THAN_A_WEEK) {
    const next = offsetAt(time + LESS_THAN_A_WEEK);
    if (next === offset) continue;
    let [before, since] = [time, time + LESS_THAN_A_WEEK];
    while (since - before > MINUTE) {
      const middle = before + Math.floor((since - before) / (2 * MINUTE)) * MINUTE;
      if (offsetAt(middle) === offset) before = middle;
      else since = middle;
    }
    clock.push({ from: since, offset: next });
    offset = next;
  }
  return clock;
}

/** Bisection to the millisecond: a day may begin at 01:00, or twice, where the clocks change at midnight. */
function firstOf(day: Day, dayAt: (time: number) => Day, before: number, within: number): number {
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (dayAt(middle) < day) before = middle;
    else within = middle;
  }
  return within;
}

function remembering<Key, Value>(work: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? work(key);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(key, value);
    return value;
  };
}
