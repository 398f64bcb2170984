import { bucketOf, tradingDaysOf, toleranceOf } from '@singularity/domain';
import type { DayBucket, Day, StatRules, StatItem } from '@singularity/domain';
import type { Head } from '../event-store/events.table.js';

export interface CurrencyDay extends DayBucket {
  readonly currency: string;
}

/** The ledger as it stands, and the rules of today. */
export interface Standing extends Head {
  readonly rules: StatRules;
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
