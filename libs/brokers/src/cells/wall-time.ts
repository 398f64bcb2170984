import { isDate, parseDay } from '@singularity/domain';
import type { Day } from '@singularity/domain';
import { RowFault } from '../reading.js';
import type { DateOrder } from '../reading.js';

/** What a cell says about a moment: date, time where there is one, and how far its clock is ahead of UTC where it says so. */
export interface WallTime {
  /** Milliseconds of the same date and time in UTC. */
  readonly wall: number;
  readonly precision: 'second' | 'minute' | 'day';
  /** In milliseconds. */
  readonly offset: number | null;
}

const ZONES: Readonly<Record<string, number>> = {
  Z: 0, UTC: 0, GMT: 0, EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7, ET: NaN,
}; // prettier-ignore
const HOUR = 3_600_000;
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

const YEAR_FIRST = /^(?<year>\d{4})[-./](?<month>\d{1,2})[-./](?<day>\d{1,2})(?!\d)/;
const COMPACT = /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?!\d)/;
const YEAR_LAST = /^(?<first>\d{1,2})(?<mark>[-./])(?<second>\d{1,2})\k<mark>(?<year>\d{4}|\d{2})(?!\d)/;
const IN_WORDS = /^(?<day>\d{1,2})[ -](?<word>[A-Za-z]{3})[a-z]*[ -](?<year>\d{4}|\d{2})(?!\d)/;
const MONTH_FIRST = /^(?<word>[A-Za-z]{3})[a-z]* (?<day>\d{1,2}),? (?<year>\d{4}|\d{2})(?!\d)/;
const TIME =
  /^[T,; ]*(?<hour>\d{1,2}):?(?<minute>\d{2})(?::?(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)? ?(?<half>[AaPp]\.?[Mm]\.?)?/;
// Milliseconds since 1970.
const EPOCH = /^1\d{12}$/;
const OFFSET = /^ ?(?:GMT|UTC)?(?<sign>[+-])(?<hours>\d{1,2}):?(?<minutes>\d{2})?$/;

/**
 * A date, with or without a time: `05/08/2025 11:22:07 -04:00`, `2026-02-11T06:34:46.772Z`, `20260721;093100`,
 * `10/24/2025 12:17:43 EDT`, `2024.12.05 14:31:22`, `6/21/22 3:23:42 PM`, `5-Jan-26`, `1767623400000`. A date of three numbers with the year
 * last is read in the order given. Throws `RowFault` for anything else.
 */
export function readWallTime(cell: string, order: DateOrder): WallTime {
  const text = cell.trim();
  if (text === '') throw new RowFault('The time is empty.');
  if (EPOCH.test(text)) return { wall: Number(text), precision: 'second', offset: 0 };
  const dated = dateOf(text, order);
  if (!dated) throw new RowFault(`“${cell.slice(0, 40)}” is not a date.`);
  const rest = text.slice(dated.length);
  if (rest === '') return { wall: dated.wall, precision: 'day', offset: null };
  const time = timeOf(rest);
  const zone = time && zoneOf(rest.slice(time.length));
  if (!time || zone === undefined) throw new RowFault(`“${cell.slice(0, 40)}” has a time that cannot be read.`);
  return { wall: dated.wall + time.milliseconds, precision: time.precision, offset: zone };
}

/** The day of a cell, whatever time stands beside it. */
export function readDay(cell: string, order: DateOrder): Day {
  const day = parseDay(new Date(readWallTime(cell, order).wall).toISOString().slice(0, 10));
  if (!day) throw new RowFault(`“${cell.slice(0, 40)}” is not a date.`);
  return day;
}

/** The order of day and month that a column must be written in; null where no date tells, 'both' where dates disagree. */
export function dateOrderOf(cells: Iterable<string>): DateOrder | 'both' | null {
  const told = new Set([...cells].map(orderIn));
  if (told.has('dmy') && told.has('mdy')) return 'both';
  if (told.has('dmy')) return 'dmy';
  return told.has('mdy') || !told.has('either') ? 'mdy' : null;
}

/** What one date tells: nothing where day and month are the same, or where the year stands first. */
function orderIn(cell: string): DateOrder | 'either' | null {
  const { first, second } = YEAR_LAST.exec(cell.trim())?.groups ?? {};
  if (first === second) return null;
  if (Number(first) > 12) return 'dmy';
  return Number(second) > 12 ? 'mdy' : 'either';
}

type Groups = Readonly<Record<string, string | undefined>>;

function dateOf(text: string, order: DateOrder): { readonly wall: number; readonly length: number } | null {
  for (const form of [YEAR_FIRST, COMPACT, YEAR_LAST, IN_WORDS, MONTH_FIRST]) {
    const match = form.exec(text);
    if (!match?.groups) continue;
    const wall = midnight(match.groups, order);
    return wall === null ? null : { wall, length: match[0].length };
  }
  return null;
}

function midnight({ year = '', month, day, first, second, word }: Groups, order: DateOrder): number | null {
  const [monthText, dayText] =
    first !== undefined ? (order === 'mdy' ? [first, second] : [second, first]) : [month, day];
  const monthNumber = word ? MONTHS.indexOf(word.toUpperCase()) + 1 : Number(monthText);
  const whole = Number(year.length === 2 ? `20${year}` : year);
  const known = whole >= 1970 && whole < 2100 && isDate(whole, monthNumber, Number(dayText));
  return known ? Date.UTC(whole, monthNumber - 1, Number(dayText)) : null;
}

function timeOf(text: string) {
  const match = TIME.exec(text);
  if (!match?.groups) return null;
  const { hour: said, minute, second = '0', fraction = '', half }: Groups = match.groups;
  const hour = half ? hourOfHalf(Number(said), half) : Number(said);
  if (hour > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const seconds = hour * 3600 + Number(minute) * 60 + Number(second);
  return {
    milliseconds: seconds * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3)),
    precision: match.groups['second'] === undefined ? ('minute' as const) : ('second' as const),
    length: match[0].length,
  };
}

/** 12 AM is 0, 12 PM is 12. What no clock of twelve hours shows is no hour of a day. */
function hourOfHalf(hour: number, half: string): number {
  return hour > 12 ? 24 : (hour % 12) + (/^p/i.test(half) ? 12 : 0);
}

/** In milliseconds; null where nothing is said, undefined where what is said is no zone. */
function zoneOf(rest: string): number | null | undefined {
  const text = rest.replace(/^[ ,]+/, '').trim();
  if (text === '') return null;
  const named = ZONES[text.toUpperCase()];
  if (named !== undefined) return Number.isNaN(named) ? undefined : named * HOUR;
  const { sign, hours, minutes } = OFFSET.exec(text)?.groups ?? {};
  if (hours === undefined) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes ?? 0) * 60_000);
}
