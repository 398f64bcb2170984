import type { BrokerAnswer, ConnectionAccount } from '@singularity/contract';
import { writeClock } from '../ui/format/date-style';
import { plural } from '../ui/format/figure-labels';
import { cityOf, formatDay, toDay } from '../ui/format/zoned-time';

const YEAR = 365;

/** `2 years`, where it is not a matter of days. */
function spanLabel(days: number): string {
  const years = Math.round(days / YEAR);
  return years > 0 ? plural(years, 'year') : plural(days, 'day');
}

/** `Up to 2 years back`. */
export function reachLabel({ reachDays }: BrokerAnswer): string {
  return reachDays === null ? 'Full history' : `Up to ${spanLabel(reachDays)} back`;
}

/** `each day complete by 6:00 AM in New York`. */
export function completeLabel({ completeAt: { time, timeZone } }: BrokerAnswer): string {
  return `each day complete by ${writeClock(time)} ${timeZone === 'UTC' ? 'UTC' : `in ${cityOf(timeZone)}`}`;
}

/** From when on is asked where the member chooses no day: three years, or less where the broker has less. */
export function usualStart({ reachDays }: BrokerAnswer): string {
  const most = 3 * YEAR;
  return `the last ${spanLabel(Math.min(reachDays ?? most, most))}`;
}

/** What the account showed when its key was tested; empty where the broker was too slow for that. */
export function seenLabel({ seenFrom, firstFillAt, lastFillAt }: ConnectionAccount, timeZone: string): string {
  if (seenFrom === null) return '';
  const since = `since ${formatDay(seenFrom)}`;
  if (firstFillAt === null || lastFillAt === null) return `No fills ${since}.`;
  const [first, last] = [firstFillAt, lastFillAt].map((at) => formatDay(toDay(at, timeZone)));
  return `Fills ${since}: the first on ${first}, the last on ${last}.`;
}
