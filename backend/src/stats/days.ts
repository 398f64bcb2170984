import type { StatsQuery } from '@singularity/contract/wire';
import { bucketOf, tradingDaysOf, toleranceOf } from '@singularity/domain';
import type { DayBucket, Day, StatRules, StatItem } from '@singularity/domain';
import { filtersTrades } from '../filter/trade-filter.js';
import type { Head } from '../event-store/events.table.js';

export interface CurrencyDay extends DayBucket {
  readonly currency: string;
}

/** The ledger as it stands, and the rules of today. */
export interface Standing extends Head {
  readonly rules: StatRules;
}

/** Since this version of the projections buckets of months and years are kept, too. */
export const COARSER_SINCE = 5;

/** Whether buckets of days are kept of all that is asked for, by the rules of today. */
export function areDaysRead(query: StatsQuery, head: Head): boolean {
  return isStored(query) && bucketsStand(head);
}

/** Buckets are kept of all trades and of each account. Those of two accounts do not join: each has its own order. */
export function isStored({ accountId = [], ...rest }: StatsQuery): boolean {
  return accountId.length <= 1 && !filtersTrades(rest);
}

/** Whether the buckets that are kept are of the days and results of today's settings. Their sums are right either way. */
export function bucketsStand({ bucketRules }: Head): boolean {
  return bucketRules === null;
}

/** Days in order, by currency, out of what happened on them. */
export function daysOf(items: readonly StatItem[], rules: StatRules): readonly CurrencyDay[] {
  const days = tradingDaysOf(rules);
  const groups = Map.groupBy(items, (item) => `${item.currency} ${days.dayOf(item)}`);
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, group]) => {
      const [currency, day] = key.split(' ') as [string, Day];
      return { currency, day, bucket: bucketOf(day, group, toleranceOf(rules, currency)) };
    });
}

export function byCurrency(days: readonly CurrencyDay[]): ReadonlyMap<string, readonly DayBucket[]> {
  return Map.groupBy(days, ({ currency }) => currency);
}
