import type { StatsQuery } from '@singularity/contract/wire';
import type { Grain } from '@singularity/domain';
import type { Head } from '../event-store/events.table.js';
import { PROJECTION_VERSION } from '../event-store/projection-version.js';
import { filtersTrades } from './trade-filter.js';

/** The scope of a bucket of all trades in a currency; any other scope is an account. */
export const ALL_TRADES = '00000000-0000-0000-0000-000000000000';

/** Since this version of the projections buckets of months and years are kept, too. */
export const COARSER_SINCE = 5;

export function coarsest({ projectionVersion }: Pick<Head, 'projectionVersion'>): Grain {
  return projectionVersion >= COARSER_SINCE ? 'year' : 'day';
}

/** Whether buckets of days are kept of all that is asked for, by the rules of today. */
export function areDaysRead(query: StatsQuery, head: Head): boolean {
  return isStored(query) && bucketsStand(head);
}

/** Buckets are kept of all trades and of each account. Those of two accounts do not join: each has its own order. */
export function isStored({ accountId = [], ...rest }: StatsQuery): boolean {
  return accountId.length <= 1 && !filtersTrades(rest);
}

/**
 * Whether the buckets that are kept are of the days and results of today's settings; their sums are right either way. What
 * a newer app has put into them is not known here.
 */
export function bucketsStand({ bucketRules, projectionVersion }: Head): boolean {
  return bucketRules === null && projectionVersion <= PROJECTION_VERSION;
}
