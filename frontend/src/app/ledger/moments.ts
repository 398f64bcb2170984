import { calendarOf, weekdayOf } from '@singularity/domain';
import type { Instant } from '@singularity/domain';
import { fromWallTime, toDay } from '../ui/format/zoned-time';
import { plusDays } from './periods';

export interface NamedMoment {
  readonly name: string;
  readonly moment: Instant;
}

const EXCHANGE = 'America/New_York';
const FRIDAY = 5;
const WEEK = 7 * 86_400_000;

/** Moments that one looks back to again and again. The close is that of the New York exchanges, weekends left out. */
export function momentsAt(now: Instant, timeZone: string): readonly NamedMoment[] {
  const yesterday = plusDays(calendarOf(EXCHANGE).dayOf(now), -1);
  const closed = plusDays(yesterday, Math.min(0, FRIDAY - weekdayOf(yesterday)));
  const named: readonly (readonly [string, Instant | null])[] = [
    [closed === yesterday ? 'Yesterday’s close' : 'Friday’s close', fromWallTime(`${closed}T16:00`, EXCHANGE)],
    ['A week ago', weekBefore(now)],
    ['Start of month', fromWallTime(`${toDay(now, timeZone).slice(0, 7)}-01T00:00`, timeZone)],
  ];
  return named.flatMap(([name, moment]) => (moment ? [{ name, moment }] : []));
}

/** To the minute. */
function weekBefore(now: Instant): Instant {
  const minute = `${now.slice(0, 16)}:00.000Z`;
  return new Date(Date.parse(minute) - WEEK).toISOString() as Instant;
}
