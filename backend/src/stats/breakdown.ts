import { breakdownGroups, breakdownOf, breakdownOfDays, toleranceOf, tradingDaysOf } from '@singularity/domain';
import type {
  Breakdown,
  BreakdownGroup,
  BucketSums,
  Day,
  DayBreakdown,
  DayBucket,
  StatRules,
  TradedItem,
} from '@singularity/domain';

export interface CurrencyBreakdown {
  readonly currency: string;
  readonly groups: readonly BreakdownGroup[];
}

/** What trades came to by one of their traits, for each currency in which they came to something. */
export function breakdownByCurrency(
  items: readonly TradedItem[],
  by: Breakdown,
  rules: StatRules,
): readonly CurrencyBreakdown[] {
  const days = tradingDaysOf(rules);
  return inOrder(
    [...Map.groupBy(items, (item) => item.currency)].map(([currency, group]) => ({
      currency,
      groups: breakdownOf(group, by, { days, tolerance: toleranceOf(rules, currency) }),
    })),
  );
}

/** The same by what days alone decide: of many trades there are few days, and their buckets may be there already. */
export function breakdownOfDaysByCurrency(
  days: ReadonlyMap<string, readonly DayBucket[]>,
  by: DayBreakdown,
  from: Day | undefined,
): readonly CurrencyBreakdown[] {
  return inOrder(
    [...days].map(([currency, all]) => {
      const inRange = all.filter(({ day }) => from === undefined || day >= from);
      return { currency, groups: breakdownOfDays(inRange, by) };
    }),
  );
}

/** The same out of the sums of each key. */
export function breakdownOfSums(
  sums: readonly (BucketSums & { readonly currency: string; readonly key: string })[],
  by: Breakdown,
): readonly CurrencyBreakdown[] {
  return inOrder(
    [...Map.groupBy(sums, ({ currency }) => currency)].map(([currency, all]) => {
      const groups = all.map(({ key, ...rest }) => [key, rest] as const);
      return { currency, groups: breakdownGroups(by, groups) };
    }),
  );
}

function inOrder(currencies: readonly CurrencyBreakdown[]): readonly CurrencyBreakdown[] {
  return currencies.filter(({ groups }) => groups.length > 0).toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}
