import type { AssetType, Direction } from '../instrument/instrument.js';
import { ZERO } from '../money/decimal.js';
import type { DecimalText } from '../money/decimal.js';
import { pick } from '../pick.js';
import { monthOf, weekdayOf } from '../time/day.js';
import type { Day } from '../time/day.js';
import type { TradingDays } from '../time/trading-day.js';
import { bucketOf } from './bucket-fold.js';
import { hasResults, joinAll } from './bucket.js';
import type { BucketSums } from './bucket.js';
import type { CloseItem, RealizationItem } from './stat-item.js';
import { statisticsOf } from './statistics.js';
import { NO_STREAK } from './streak.js';
import type { DayBucket, Statistics } from './statistics.js';

export const BREAKDOWNS = ['symbol', 'weekday', 'hour', 'assetType', 'direction', 'tag', 'account', 'month'] as const;
export type Breakdown = (typeof BREAKDOWNS)[number];

/** What trades are told apart by. */
export interface TradeAttributes {
  readonly symbol: string;
  readonly assetType: AssetType;
  readonly direction: Direction;
  readonly tags: readonly string[];
}

export type TradedItem = (RealizationItem | CloseItem) & TradeAttributes;

/** The statistics of each group. */
export const GROUP_FIGURES = [
  'closedTrades',
  'wins',
  'losses',
  'breakeven',
  'winRate',
  'grossPnl',
  'netPnl',
  'fees',
  'averageWin',
  'averageLoss',
  'profitFactor',
  'expectancy',
] as const satisfies readonly (keyof Statistics)[];

/**
 * What the trades of one kind came to. `key` is what they share: a symbol, an account's id, a month such as `2026-01`,
 * a weekday from 1 for Monday to 7, an hour from 0 to 23; empty for trades without an account or without a tag.
 */
export interface BreakdownGroup extends Pick<Statistics, (typeof GROUP_FIGURES)[number]> {
  readonly key: string;
}

/** Those that days alone decide. */
export type DayBreakdown = 'weekday' | 'month';

const DAY_KEYS: Record<DayBreakdown, (day: Day) => string> = {
  weekday: (day) => String(weekdayOf(day)),
  month: monthOf,
};

const KEYS: Record<Breakdown, (item: TradedItem, days: TradingDays) => readonly string[]> = {
  symbol: ({ symbol }) => [symbol],
  weekday: (item, days) => [DAY_KEYS.weekday(days.dayOf(item))],
  hour: (item, days) => [String(days.hourOf(item))],
  assetType: ({ assetType }) => [assetType],
  direction: ({ direction }) => [direction],
  tag: ({ tags }) => (tags.length > 0 ? tags : ['']),
  account: ({ accountId }) => [accountId ?? ''],
  month: (item, days) => [DAY_KEYS.month(days.dayOf(item))],
};

/**
 * What happened in one currency, by what its trades share or by when it happened, in order of keys.
 * A trade counts under each of its tags. Where neither a trade ended nor money moved, there is no group.
 */
export function breakdownOf(
  items: Iterable<TradedItem>,
  by: Breakdown,
  { days, tolerance }: { readonly days: TradingDays; readonly tolerance: DecimalText },
): readonly BreakdownGroup[] {
  const groups = new Map<string, { readonly day: Day; readonly items: TradedItem[] }>();
  for (const item of items)
    for (const key of KEYS[by](item, days)) {
      const group = groups.get(key);
      if (group) group.items.push(item);
      else groups.set(key, { day: days.dayOf(item), items: [item] });
    }
  return breakdownGroups(
    by,
    [...groups].map(([key, group]) => [key, bucketOf(group.day, group.items, tolerance)]),
  );
}

export function isOfDays(by: Breakdown): by is DayBreakdown {
  return Object.hasOwn(DAY_KEYS, by);
}

/** The same answer as `breakdownOf`, out of the buckets of days. */
export function breakdownOfDays(days: readonly DayBucket[], by: DayBreakdown): readonly BreakdownGroup[] {
  const groups = Map.groupBy(days, ({ day }) => DAY_KEYS[by](day));
  return breakdownGroups(
    by,
    [...groups].flatMap(([key, group]) => {
      const bucket = joinAll(group.map((each) => each.bucket));
      return bucket ? [[key, bucket] as const] : [];
    }),
  );
}

/** Groups by their keys, in order. */
export function breakdownGroups(
  by: Breakdown,
  groups: readonly (readonly [key: string, sums: BucketSums])[],
): readonly BreakdownGroup[] {
  const before = by === 'hour' ? (a: string, b: string) => Number(a) < Number(b) : (a: string, b: string) => a < b;
  return groups
    .filter(([, sums]) => hasResults(sums))
    .toSorted(([a], [b]) => (before(a, b) ? -1 : 1))
    .map(([key, sums]) => groupOf(key, sums));
}

function groupOf(key: string, sums: BucketSums): BreakdownGroup {
  const statistics = statisticsOf({ ...sums, curve: { flow: ZERO, fall: null }, streaks: NO_STREAK }, ZERO);
  return { key, ...pick(statistics, GROUP_FIGURES) };
}
