import { firstDayOf } from '@singularity/domain';
import type { Day, Instant } from '@singularity/domain';
import type { Head } from './events.table.js';

/** Since this version of the projections what happens in the month under way is not in longer stretches yet. */
const SINCE = 7;
const NEVER = '2200-01-01' as Day;

/** The first day of the month, in UTC, in which a ledger was last written to. */
export function monthOf(recordedAt: Instant): Day {
  return firstDayOf('month', recordedAt.slice(0, NEVER.length) as Day);
}

/** What happened from this day on is in the buckets of days and weeks, and in none of months, years or all time. */
export function currentMonthOf({ projectionVersion, recordedAt }: Pick<Head, 'projectionVersion' | 'recordedAt'>): Day {
  return projectionVersion >= SINCE ? monthOf(recordedAt) : NEVER;
}
