import { parseDay, plusDays, toInstant, weekdayOf } from '@singularity/domain';
import type { Day, Instant } from '@singularity/domain';
import { dayComesFirst } from './date-style';
import { formatExactMoment, formatMoment, fromWallTime, toDay } from './zoned-time';

/** What a moment is understood by when it is typed. */
export interface MomentSetting {
  readonly timeZone: string;
  readonly now: Instant;
  /** Whether `3/4` is the third of April. */
  readonly dayFirst: boolean;
  /** The moment before it, such as the entry of an exit: a time alone is meant on its day. */
  readonly after?: Instant | null;
}

export type MomentReading = { readonly at: Instant } | { readonly fault: string };

/** How far ahead a date without a year may lie, in days: further on it is that of the year before. */
const AHEAD = 31;
const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const WEEKDAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');

const ISO = /^(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})$/;
const NUMBERS = /^(?<first>\d{1,2})[-/.](?<second>\d{1,2})(?:[-/.](?<year>\d{4}|\d{2}))?$/;
const NAMED = [
  /^(?<name>[a-z]{3,9}) ?(?<day>\d{1,2})(?: (?<year>(?:19|20)\d{2}))?$/,
  /^(?<day>\d{1,2}) ?(?<name>[a-z]{3,9})(?: (?<year>(?:19|20)\d{2}))?$/,
];
// `9`, `931`, `9:31`, `93105`, `9:31:05` and `9:31:05.250`, each alone or with `a`, `am`, `p` or `pm`.
const DAY_AND_TIME =
  /^(?:(?<date>.+) )?(?<time>(?<hour>\d{1,2})(?::?(?<minute>\d{2})(?::?(?<second>\d{2})(?<fraction>\.\d{1,3})?)?)?(?: ?(?<half>[ap])m?)?)$/;

/**
 * A moment as people type it: `9:31`, `931a`, `11/22 9:31a`, `2026-11-22 09:31:05`, `yesterday 15:55`, `fri 4p` or `now`.
 * Without a date it is today, or the day of the moment before it. A date without a year is the last one of its kind, or
 * the first one since the moment before.
 */
export function readMoment(typed: string, setting: MomentSetting): MomentReading {
  const text = typed
    .toLowerCase()
    .replace(/(\d)t(\d)/, '$1 $2')
    .replace(/,|\bat\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (text === 'now') return { at: `${setting.now.slice(0, 19)}.000Z` as Instant };
  const example = setting.dayFirst ? '22/11' : '11/22';
  return readDateAndTime(text, setting) ?? { fault: `Enter a time such as 9:31 or ${example} 9:31a.` };
}

/** What is typed just now, in the order in which dates are written. */
export function momentTyped(typed: string, timeZone: string, after: Instant | null = null): MomentReading {
  return readMoment(typed, { timeZone, now: toInstant(new Date()), dayFirst: dayComesFirst(), after });
}

/** Null for what is no moment. */
export function momentKnown(typed: string, timeZone: string, after: Instant | null = null): Instant | null {
  const read = momentTyped(typed, timeZone, after);
  return 'at' in read ? read.at : null;
}

/** As a field shows it: what is read back as the same moment. */
export function writeMoment(at: string, timeZone: string): string {
  return Date.parse(at) % 1000 === 0 ? formatMoment(at, timeZone) : formatExactMoment(at, timeZone);
}

/** Null for what is neither a time nor both. */
function readDateAndTime(text: string, setting: MomentSetting): MomentReading | null {
  const whole = readDate(text, setting);
  if (whole) return typeof whole === 'string' ? { fault: 'Add the time, such as 9:31.' } : whole;
  const parts = DAY_AND_TIME.exec(text)?.groups;
  if (!parts) return null;
  const day = parts['date'] === undefined ? dayBefore(setting) : readDate(parts['date'], setting);
  if (typeof day !== 'string') return day;
  const at = fromWallTime(`${day}T${clockOf(parts)}`, setting.timeZone);
  return at ? { at } : { fault: `There is no time ${parts['time']}.` };
}

/** On a clock of 24 hours; whether there is such a time is for others to say. */
function clockOf({ hour, minute = '00', second = '00', fraction = '', half }: Record<string, string | undefined>) {
  return `${hourOf(Number(hour), half)}:${minute}:${second}${fraction}`;
}

function hourOf(told: number, half: string | undefined): string {
  const exists = half ? told >= 1 && told <= 12 : told <= 23;
  const hour = half ? (told % 12) + (half === 'p' ? 12 : 0) : told;
  return exists ? two(hour) : 'none';
}

/** Null for what is no date at all. */
function readDate(text: string, setting: MomentSetting): Day | { readonly fault: string } | null {
  const today = toDay(setting.now, setting.timeZone) as Day;
  if (text === 'today') return today;
  if (text === 'yesterday') return plusDays(today, -1);
  const weekday = indexIn(WEEKDAYS, text);
  if (weekday >= 0) return plusDays(today, -((weekdayOf(today) - 1 - weekday + 7) % 7));
  const date = numbersOf(text, setting);
  if (!date) return null;
  const { year, month, day } = date;
  if (month < 1 || month > 12)
    return { fault: `There is no month ${month}: dates are ${setting.dayFirst ? 'day/month' : 'month/day'}.` };
  const found = year ? parseDay(`${year}-${two(month)}-${two(day)}`) : withoutYear(month, day, setting);
  return found ?? { fault: `There is no such day as ${text}.` };
}

interface DateNumbers {
  readonly year?: string | undefined;
  readonly month: number;
  readonly day: number;
}

function numbersOf(text: string, { dayFirst }: MomentSetting): DateNumbers | null {
  const iso = ISO.exec(text)?.groups;
  if (iso) return { year: iso['year'], month: Number(iso['month']), day: Number(iso['day']) };
  const numbers = NUMBERS.exec(text)?.groups;
  if (!numbers) return namedDate(text);
  const [first, second] = [Number(numbers['first']), Number(numbers['second'])];
  const year = numbers['year']?.padStart(4, '20');
  return dayFirst ? { year, month: second, day: first } : { year, month: first, day: second };
}

function namedDate(text: string): DateNumbers | null {
  const groups = NAMED.map((form) => form.exec(text)?.groups).find((found) => found !== undefined);
  const month = indexIn(MONTHS, groups?.['name'] ?? '') + 1;
  return groups && month > 0 ? { year: groups['year'], month, day: Number(groups['day']) } : null;
}

function withoutYear(month: number, day: number, setting: MomentSetting): Day | null {
  const last = plusDays(toDay(setting.now, setting.timeZone) as Day, AHEAD);
  const near = dayBefore(setting);
  const [before, same, next] = [-1, 0, 1].map((years) =>
    parseDay(`${Number(near.slice(0, 4)) + years}-${two(month)}-${two(day)}`),
  );
  const fits = (one: Day | null | undefined) => (one && one <= last ? one : null);
  if (!setting.after) return fits(next) ?? fits(same) ?? before ?? null;
  return same && same >= near ? same : (fits(next) ?? same ?? null);
}

/** The day that a time alone is meant on. */
function dayBefore({ after, now, timeZone }: MomentSetting): Day {
  return toDay(after ?? now, timeZone) as Day;
}

/** Of the name that begins so; three letters are enough. */
function indexIn(names: readonly string[], text: string): number {
  return text.length < 3 ? -1 : names.findIndex((name) => name.startsWith(text));
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
