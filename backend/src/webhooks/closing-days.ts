import { calendarOf, nextDay, plusDays, SESSION_CALENDAR } from '@singularity/domain';
import type { Day, DayRules, Instant } from '@singularity/domain';

/** When a day of the member is over: at midnight, and of futures sessions, where an account has them, with the session's end. */
export function endOf(day: Day, { timeZone, sessionAccounts }: DayRules): Instant {
  const calendars = sessionAccounts.length > 0 ? [calendarOf(timeZone), SESSION_CALENDAR] : [calendarOf(timeZone)];
  return calendars.map((calendar) => calendar.startOf(nextDay(day))).reduce((a, b) => (a > b ? a : b));
}

/** The last day that is over. */
export function lastClosedDay(now: Instant, rules: DayRules): Day {
  let day = calendarOf(rules.timeZone).dayOf(now);
  while (endOf(day, rules) > now) day = plusDays(day, -1);
  return day;
}
