import { calendarOf, parseDay } from '@singularity/domain';
import type { Instant } from '@singularity/domain';
import { writeClock, writeDay, writeTogether } from './date-style';

/** What a clock on the wall shows, `2026-01-05T09:30` or `2026-01-05T09:30:15`: the text of a date-time field. */
export type WallTime = string;

const MINUTE = 60_000;

/** A moment on the clock of a time zone, to the second, as short as browsers write it: without seconds that are zero. */
export function toWallTime(at: string, timeZone: string): WallTime {
  return wallClock(Date.parse(at), timeZone).replace(/:00$/, '');
}

/**
 * The moment at which the clock of a time zone shows this. Where it shows it twice, the first; where it skips it, the
 * moment as far behind the gap as the text is in it. Null for what is no date and time.
 */
export function fromWallTime(text: WallTime, timeZone: string): Instant | null {
  const asUtc = Date.parse(`${text}Z`);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/.test(text) || Number.isNaN(asUtc)) return null;
  const offsets = [asUtc - 24 * 60 * MINUTE, asUtc + 24 * 60 * MINUTE].map((time) => offsetAt(time, timeZone));
  const moments = offsets.map((offset) => asUtc - offset);
  const exact = moments.find((time, index) => offsetAt(time, timeZone) === offsets[index]);
  return new Date(exact ?? moments[0] ?? asUtc).toISOString() as Instant;
}

/** The day in a time zone on which a moment falls, `2026-01-05`. */
export function toDay(at: string, timeZone: string): string {
  return calendarOf(timeZone).dayOf(at as Instant);
}

/** `Jan 5, 2026, 9:30 AM`, with seconds where there are some. */
export function formatMoment(at: string | null, timeZone: string): string {
  if (at === null) return '–';
  const wall = toWallTime(at, timeZone);
  return writeTogether(writeDay(dayIn(wall)), writeClock(timeIn(wall)));
}

/** `Jan 5, 2026, 9:30:15.250 AM`: as exactly as it was recorded. */
export function formatExactMoment(at: string, timeZone: string): string {
  const wall = wallClock(Date.parse(at), timeZone);
  const milliseconds = new Date(at).toISOString().slice(19, 23);
  return writeTogether(writeDay(dayIn(wall)), writeClock(`${timeIn(wall)}${milliseconds}`));
}

/** `Jan 5, 9:30 AM`: for where the year stands beside it. */
export function formatShortMoment(at: string, timeZone: string): string {
  return writeTogether(formatShortDay(toDay(at, timeZone)), formatClock(at, timeZone));
}

/** `9:30 AM`: for where the day stands beside it. */
export function formatClock(at: string, timeZone: string): string {
  return writeClock(timeIn(toWallTime(at, timeZone)).slice(0, 5));
}

/** `Jan 5, 2026`. */
export function formatDay(day: string): string {
  return parseDay(day) === null ? day : writeDay(day);
}

/** `Jan 5`: for where the year stands beside it. */
export function formatShortDay(day: string): string {
  return writeDay(day, { year: false });
}

/** `Monday`. */
export function formatWeekday(day: string): string {
  return weekdayFormat.format(Date.parse(`${day}T00:00:00Z`));
}

/** `2026-01` → `January 2026`. */
export function formatMonth(month: string): string {
  return monthFormat.format(Date.parse(`${month}-01T00:00:00Z`));
}

/** `America/New_York` → `New York`. */
export function cityOf(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
}

/** `Times in New York (ET)`: with the name of the clock where it has a short one of its own. */
export function timesIn(timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'shortGeneric' }).formatToParts(0);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return `Times in ${cityOf(timeZone)}${/^[A-Z]{2,4}$/.test(name) ? ` (${name})` : ''}`;
}

function offsetAt(time: number, timeZone: string): number {
  return Date.parse(`${wallClock(time, timeZone)}Z`) - Math.floor(time / 1000) * 1000;
}

function dayIn(wall: WallTime): string {
  return wall.slice(0, 10);
}

function timeIn(wall: WallTime): string {
  return wall.slice(11);
}

function wallClock(time: number, timeZone: string): WallTime {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of wallFormat(timeZone).formatToParts(time)) parts[type] = value;
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`;
}

const weekdayFormat = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', weekday: 'long' });
const monthFormat = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'long', year: 'numeric' });
/** By time zone. Their parts are read, never shown: the language decides nothing. */
const wallFormats = new Map<string, Intl.DateTimeFormat>();

function wallFormat(timeZone: string): Intl.DateTimeFormat {
  const known = wallFormats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  wallFormats.set(timeZone, format);
  return format;
}
