import { bucketOf, joinAll, toleranceOf, tradingDaysOf } from '@singularity/domain';
import type { Day, StatItem, StatRules, TradingDays } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type { Basis, ProjectedStream } from '../event-store/projection.js';
import { periodOf } from '../filter/period.js';
import { BucketAggregate } from './bucket-aggregate.js';
import { ALL_TRADES, DayStatsRow, toBucket, toDayStats } from './day-stats.entity.js';
import { readAllItems } from './stat-items.table.js';
import type { Condition } from './stat-items.table.js';

/** The buckets by day, of both grains: each currency and day, and each account, currency and day. */
export class DayStats extends BucketAggregate<StatItem, DayStatsRow> {
  readonly since = 1;
  protected readonly entity = DayStatsRow;

  protected itemsOf({ items }: ProjectedStream): readonly StatItem[] {
    return items;
  }

  protected keysOf(item: StatItem, { dayOf }: TradingDays): readonly object[] {
    const day = dayOf(item);
    return scopesOf(item).map((scope) => ({ scope, currency: item.currency, day }));
  }

  protected rowsOf(userId: string, rules: StatRules, items: readonly StatItem[]): readonly DayStatsRow[] {
    return bucketRows(userId, rules, items);
  }

  protected joined(row: DayStatsRow, next: DayStatsRow): DayStatsRow {
    return toDayStats(row, joinAll([toBucket(row), toBucket(next)]));
  }

  protected readAll(tx: TenantTransaction, basis: Basis): Promise<readonly StatItem[]> {
    return readAllItems(tx, { basis });
  }

  protected readAround(
    tx: TenantTransaction,
    basis: Basis,
    items: readonly StatItem[],
    condition?: Condition,
  ): Promise<readonly StatItem[]> {
    const days = new Set(items.map(tradingDaysOf(basis.rules).dayOf));
    const periods = [...days].map((day) => periodOf(basis.rules, { from: day, to: day }));
    return readAllItems(tx, { basis, periods, condition });
  }
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
    return toDayStats({ userId, scope, currency, day }, bucketOf(day, group, toleranceOf(rules, currency)));
  });
}
