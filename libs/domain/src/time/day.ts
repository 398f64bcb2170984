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

/** The days of one time zone: which day and hour a moment falls on, and when a day begins. */
export interface Calendar {
  dayOf(at: Instant): Day;
  /** What the clock on the wall says, 0 to 23; an hour that comes twice is one hour. */
  hourOf(at: Instant): number;
  startOf(day: Day): Instant;
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
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const partsAt = (time: number) => {
    const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
    for (const part of format.formatToParts(time)) parts[part.type] = part.value;
    return parts;
  };
  const dayAt = (time: number): Day => {
    const { year, month, day } = partsAt(time);
    return `${year}-${month}-${day}` as Day;
  };
  /** By how much the clock on the wall is ahead of UTC at a whole second. */
  const offsetAt = (time: number): number => {
    const { year, month, day, hour, minute, second } = partsAt(time);
    return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - time;
  };
  const dayDuring = remembering((quarter: number) => dayAt(quarter * QUARTER));
  const startOf = remembering((day: Day) => {
    const midnightUtc = Date.parse(`${day}T00:00:00Z`);
    const [first, last] = [midnightUtc - WIDEST, midnightUtc + WIDEST];
    const offset = offsetAt(first);
    const start = offset === offsetAt(last) ? midnightUtc - offset : firstOf(day, dayAt, first, last);
    return toInstant(new Date(start));
  });
  return {
    dayOf: (at) => {
      const time = Date.parse(at);
      return time >= QUARTERS_SINCE ? dayDuring(Math.floor(time / QUARTER)) : dayAt(time);
    },
    hourOf: (at) => Number(partsAt(Date.parse(at)).hour),
    startOf,
  };
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
