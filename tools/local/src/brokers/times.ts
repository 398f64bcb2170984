/**
 * A moment in UTC with microseconds, such as `2026-10-01T14:30:00.000000Z`: texts of this one form sort by time.
 * The stand-in formats dates by itself: it shares no code with what it tests.
 */
export type Instant = string;

export const NEW_YORK = 'America/New_York';

/** Takes ISO text with `Z` or an offset and at most six places of seconds, or milliseconds since 1970. */
export function instant(time: string | number): Instant {
  if (typeof time === 'number') return new Date(time).toISOString().replace('Z', '000Z');
  const millis = Date.parse(time);
  if (Number.isNaN(millis) || !/(Z|[+-]\d\d:?\d\d)$/.test(time)) throw new TypeError(`"${time}" is no time.`);
  const part = (/\.(\d{1,6})/.exec(time)?.[1] ?? '').padEnd(6, '0');
  return `${new Date(millis).toISOString().slice(0, 19)}.${part}Z`;
}

/** Milliseconds since 1970; what is finer is cut off. */
export const millisOf = (time: Instant): number => Date.parse(`${time.slice(0, 23)}Z`);

export const later = (time: Instant, millis: number): Instant =>
  instant(millisOf(time) + millis).replace('000Z', `${time.slice(23, 26)}Z`);

/** `2026-10-01T14:30:00.000Z`. */
export const withMillis = (time: Instant): string => `${time.slice(0, 23)}Z`;

/** `2026-10-01T14:30:00Z`. */
export const withSeconds = (time: Instant): string => `${time.slice(0, 19)}Z`;

/** What a clock on a wall of that zone shows. */
export interface WallTime {
  /** `2026-10-01`. */
  readonly day: string;
  /** `10:30:00`. */
  readonly time: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

export function wallTime(time: Instant, zone: string): WallTime {
  let format = formats.get(zone);
  if (!format) {
    const all = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', second: '2-digit', ...all });
    formats.set(zone, format);
  }
  const parts = new Map<string, string>(format.formatToParts(millisOf(time)).map(({ type, value }) => [type, value]));
  const joined = (names: string[], by: string) => names.map((name) => parts.get(name)).join(by);
  return { day: joined(['year', 'month', 'day'], '-'), time: joined(['hour', 'minute', 'second'], ':') };
}

export const dayIn = (time: Instant, zone: string): string => wallTime(time, zone).day;

/** The moment at which a clock in that zone shows this day and time, such as `2026-10-01` and `16:00:00`. */
export function momentIn(day: string, time: string, zone: string): Instant {
  const wanted = Date.parse(`${day}T${time}Z`);
  let guess = wanted;
  // The second round is for days on which the clock changes.
  for (let round = 0; round < 2; round++) {
    const shown = wallTime(instant(guess), zone);
    guess += wanted - Date.parse(`${shown.day}T${shown.time}Z`);
  }
  return instant(guess);
}

/** The day so many days later. */
export const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
