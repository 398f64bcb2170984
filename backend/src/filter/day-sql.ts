import { calendarOf, SESSION_CALENDAR, toInstant } from '@singularity/domain';
import type { Calendar, DayRules } from '@singularity/domain';
import type { Parameter } from './conditions.js';

/** The names of the two columns. */
interface DatedColumns {
  readonly at: string;
  readonly accountId: string;
}

/** `dayOf` in SQL: the calendars of the domain know the days, so that the database need not know time zones as they do. */
export function daySql(
  { at, accountId }: DatedColumns,
  { timeZone, sessionAccounts }: DayRules,
  parameter: Parameter,
): string {
  const own = `${wallSql(at, calendarOf(timeZone), parameter)}::date`;
  if (sessionAccounts.length === 0) return own;
  const isSession = `${accountId} = ANY(${parameter(sessionAccounts)}::uuid[])`;
  return `CASE WHEN ${isSession} THEN ${wallSql(at, SESSION_CALENDAR, parameter)}::date ELSE ${own} END`;
}

/** `hourOf` in SQL. */
export function hourSql(at: string, { timeZone }: Pick<DayRules, 'timeZone'>, parameter: Parameter): string {
  return `date_part('hour', ${wallSql(at, calendarOf(timeZone), parameter)})::integer`;
}

/** What a clock shows: its offset is looked up among those that it ever had. An interval of 0 is UTC without a look-up. */
function wallSql(at: string, calendar: Calendar, parameter: Parameter): string {
  const clock = calendar.clock();
  const since = parameter(clock.map(({ from }) => toInstant(new Date(from))));
  const offsets = parameter(clock.map(({ offset }) => `${offset / 1_000} seconds`));
  return `(${at} AT TIME ZONE INTERVAL '0' + (${offsets}::interval[])[width_bucket(${at}, ${since}::timestamptz[])])`;
}
