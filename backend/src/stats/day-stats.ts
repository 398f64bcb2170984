import {
  bucketOf,
  firstDayOf,
  joinAll,
  joinCourses,
  lastDayOf,
  toleranceOf,
  tradingDaysOf,
  weekdayOf,
} from '@singularity/domain';
import type { Day, Grain, StatItem, StatRules, TradingDays } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type { Basis, HistoryItem, ProjectedStream } from '../event-store/projection.js';
import { periodOf } from '../filter/period.js';
import { BucketAggregate } from './bucket-aggregate.js';
import type { Coarser } from './bucket-tree.js';
import { ALL_TRADES } from '../filter/kept-buckets.js';
import { DayStatsRow, isOfWeekday, toBucket, toCourse, toDayStats, WEEKDAYS } from './day-stats.entity.js';
import type { BucketName } from './day-stats.entity.js';
import { readAllItems } from './stat-items.table.js';
import type { Condition } from './stat-items.table.js';

const DAYS_OF_WEEK = 7;

/** The buckets by day, month and year, and those of the same weekdays of a year: of each currency, and of each account. */
export class DayStats extends BucketAggregate<StatItem, DayStatsRow> {
  readonly since = 1;
  protected readonly entity = DayStatsRow;
  protected readonly finest = { grain: 'day', days: 1 };

  protected itemsOf({ items }: ProjectedStream): readonly StatItem[] {
    return items;
  }

  protected chosenFrom(history: readonly HistoryItem[]): readonly StatItem[] {
    return history;
  }

  protected keysOf(item: StatItem, { dayOf }: TradingDays): readonly BucketName[] {
    const day = dayOf(item);
    return scopesOf(item).map((scope) => ({ scope, currency: item.currency, grain: 'day', day }));
  }

  protected coarserThan({ grain, day }: BucketName): readonly Coarser[] {
    if (grain === 'day') return [partOf('month', day, 'day'), weekdaysWith(day)];
    return grain === 'month' ? [partOf('year', day, 'month')] : [];
  }

  protected rowsOf(userId: string, rules: StatRules, items: readonly StatItem[]): readonly DayStatsRow[] {
    return bucketRows(userId, rules, items);
  }

  protected joined({ grain, day }: BucketName, rows: readonly [DayStatsRow, ...DayStatsRow[]]): DayStatsRow {
    const [first, ...others] = rows;
    const key = { ...first, grain, day };
    const ends = isOfWeekday(grain) ? [] : joinCourses([toCourse(first), ...others.map(toCourse)]).ends;
    return toDayStats(key, joinAll([toBucket(first), ...others.map(toBucket)]), ends);
  }

  protected readAround(
    tx: TenantTransaction,
    basis: Basis,
    items: readonly StatItem[],
    condition: Condition,
  ): Promise<readonly StatItem[]> {
    const days = new Set(items.map(tradingDaysOf(basis.rules).dayOf));
    const periods = [...days].map((day) => periodOf(basis.rules, { from: day, to: day }));
    return readAllItems(tx, { basis, periods, condition });
  }
}

function partOf(grain: Grain, day: Day, finer: Grain): Coarser {
  const from = firstDayOf(grain, day);
  return { grain, day: from, finer, from, to: lastDayOf(grain, day), one: from, step: 1 };
}

/** The same weekdays of a year. */
function weekdaysWith(day: Day): Coarser {
  const grain = `${WEEKDAYS}${weekdayOf(day)}`;
  return { ...partOf('year', day, 'day'), grain, one: day, step: DAYS_OF_WEEK };
}

function scopesOf({ accountId }: StatItem): readonly string[] {
  return accountId === null ? [ALL_TRADES] : [ALL_TRADES, accountId];
}

export function bucketRows(userId: string, rules: StatRules, items: readonly StatItem[]): readonly DayStatsRow[] {
  const { dayOf } = tradingDaysOf(rules);
  const groups = new Map<string, StatItem[]>();
  for (const item of items) {
    const day = dayOf(item);
    for (const scope of scopesOf(item)) {
      const key = `${scope} ${item.currency} ${day}`;
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  }
  return [...groups].map(([key, group]) => {
    const [scope, currency, day] = key.split(' ') as [string, string, Day];
    return toDayStats(
      { userId, scope, currency, grain: 'day', day },
      bucketOf(day, group, toleranceOf(rules, currency)),
    );
  });
}
