import { computed, signal } from '@angular/core';
import type { Clock, DateFormat, Preferences, WeekStart } from '@singularity/contract';

type Choice = Pick<Preferences, 'dateFormat' | 'clock' | 'weekStart'>;

/** A choice in which nothing is left to the browser. */
interface DateStyle {
  readonly dateFormat: Exclude<DateFormat, 'automatic'>;
  readonly clock: Exclude<Clock, 'automatic'>;
  readonly weekStart: Exclude<WeekStart, 'automatic'>;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MONDAY = 1;
const SUNDAY = 7;

const chosen = signal<Choice>({ dateFormat: 'automatic', clock: 'automatic', weekStart: 'automatic' });
const style = computed(() => dateStyleOf(chosen(), navigator.language));

/** How every date and every time is written from now on, and where a week begins. */
export function showDatesAs(choice: Choice): void {
  chosen.set(choice);
}

/** The weekday on which a week begins: 1 for Monday, 7 for Sunday. */
export function firstWeekday(): number {
  return style().weekStart === 'monday' ? MONDAY : SUNDAY;
}

/** Whether `3/4` is the third of April. */
export function dayComesFirst(): boolean {
  return style().dateFormat === 'european';
}

/** `2026-01-05` → `Jan 5, 2026`, or `Jan 5` where the year stands beside it. */
export function writeDay(day: string, { year = true } = {}): string {
  const { dateFormat } = style();
  if (dateFormat === 'iso') return year ? day : day.slice(5);
  const name = MONTHS[Number(day.slice(5, 7)) - 1];
  const date = Number(day.slice(8));
  if (dateFormat === 'us') return `${name} ${date}${year ? `, ${day.slice(0, 4)}` : ''}`;
  return `${date} ${name}${year ? ` ${day.slice(0, 4)}` : ''}`;
}

/** `14:30` → `2:30 PM`; seconds and their fractions stay. */
export function writeClock(time: string): string {
  if (style().clock === '24-hour') return time;
  const hour = Number(time.slice(0, 2));
  return `${hour % 12 || 12}${time.slice(2)} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** A day and a time, as written, behind each other. */
export function writeTogether(day: string, time: string): string {
  return style().dateFormat === 'iso' ? `${day} ${time}` : `${day}, ${time}`;
}

/** What a choice means in a browser of this language, such as `en-US`. */
export function dateStyleOf({ dateFormat, clock, weekStart }: Choice, spoken: string): DateStyle {
  const language = isLanguage(spoken) ? spoken : 'en-US';
  const usual = dateFormatOf(language);
  return {
    dateFormat: dateFormat === 'automatic' ? usual : dateFormat,
    clock: clock === 'automatic' ? clockOf(language) : clock,
    weekStart: weekStart === 'automatic' ? weekStartOf(language, usual) : weekStart,
  };
}

/** A browser without a language of its own may call it `en-US@posix`, which nothing takes. */
function isLanguage(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length > 0;
  } catch {
    return false;
  }
}

function dateFormatOf(language: string): DateStyle['dateFormat'] {
  const parts = new Intl.DateTimeFormat(language, { dateStyle: 'short' }).formatToParts();
  const first = parts.find(({ type }) => ['year', 'month', 'day'].includes(type))?.type;
  if (first === 'month') return 'us';
  return first === 'year' ? 'iso' : 'european';
}

function clockOf(language: string): DateStyle['clock'] {
  return new Intl.DateTimeFormat(language, { hour: 'numeric' }).resolvedOptions().hour12 ? '12-hour' : '24-hour';
}

function weekStartOf(language: string, dateFormat: DateStyle['dateFormat']): DateStyle['weekStart'] {
  // Not every browser knows it yet.
  const locale: Intl.Locale & { getWeekInfo?(): { readonly firstDay: number } } = new Intl.Locale(language);
  const firstDay = locale.getWeekInfo?.().firstDay ?? (dateFormat === 'us' ? SUNDAY : MONDAY);
  return firstDay === MONDAY ? 'monday' : 'sunday';
}
