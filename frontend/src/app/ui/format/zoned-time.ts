import { calendarOf, parseDay } from '@singularity/domain';
import type { Instant } from '@singularity/domain';

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

/** `5 Jan 2026, 09:30`, with seconds where there are some. */
export function formatMoment(at: string | null, timeZone: string): string {
  if (at === null) return '–';
  const seconds = at.slice(17, 19) === '00' ? undefined : '2-digit';
  return dateFormat({
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds && { second: seconds }),
    hourCycle: 'h23',
  }).format(Date.parse(at));
}

/** `5 Jan 2026, 09:30:15.250`: as exactly as it was recorded. */
export function formatExactMoment(at: string, timeZone: string): string {
  return dateFormat({
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  }).format(Date.parse(at));
}

/** `5 Jan 09:30`: for where the year stands beside it. */
export function formatShortMoment(at: string, timeZone: string): string {
  return dateFormat({ timeZone, day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    .format(Date.parse(at))
    .replace(',', '');
}

/** `09:30`: for where the day stands beside it. */
export function formatClock(at: string, timeZone: string): string {
  return dateFormat({ timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(Date.parse(at));
}

/** `5 Jan 2026`. */
export function formatDay(day: string): string {
  const parsed = parseDay(day);
  if (parsed === null) return day;
  return dateFormat({ timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' }).format(
    Date.parse(`${parsed}T00:00:00Z`),
  );
}

/** `5 Jan`: for where the year stands beside it. */
export function formatShortDay(day: string): string {
  return dateFormat({ timeZone: 'UTC', day: 'numeric', month: 'short' }).format(Date.parse(`${day}T00:00:00Z`));
}

/** `2026-01` → `January 2026`. */
export function formatMonth(month: string): string {
  return dateFormat({ timeZone: 'UTC', month: 'long', year: 'numeric' }).format(Date.parse(`${month}-01T00:00:00Z`));
}

/** `America/New_York` → `New York`. */
export function cityOf(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
}

function offsetAt(time: number, timeZone: string): number {
  return Date.parse(`${wallClock(time, timeZone)}Z`) - Math.floor(time / 1000) * 1000;
}

function wallClock(time: number, timeZone: string): WallTime {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  const format = dateFormat({
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  for (const { type, value } of format.formatToParts(time)) parts[type] = value;
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const format = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', options);
  formats.set(key, format);
  return format;
}
