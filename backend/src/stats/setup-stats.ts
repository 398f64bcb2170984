import { joinAll, mondayOf, plusDays, setupWeeksOf, toleranceOf, tradingDaysOf } from '@singularity/domain';
import type { SetupRules, StatRules, TradedItem, TradeState, TradingDays } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type { Basis, ProjectedStream } from '../event-store/projection.js';
import { periodOf } from '../filter/period.js';
import { BucketAggregate } from './bucket-aggregate.js';
import { SetupStatsRow, toSetupStats, toSetupWeek } from './setup-stats.entity.js';
import { readTradedItems } from './stat-items.table.js';
import type { Condition } from './stat-items.table.js';

/**
 * The buckets by tag and week: a week is as much as a command can fold anew, and as little as makes years of a tag few
 * rows.
 */
export class SetupStats extends BucketAggregate<TradedItem, SetupStatsRow> {
  static readonly SINCE = 2;
  readonly since = SetupStats.SINCE;
  protected readonly entity = SetupStatsRow;

  protected itemsOf({ streamType, stream, items }: ProjectedStream): readonly TradedItem[] {
    if (streamType !== 'trade') return [];
    const state = stream.state as TradeState;
    if (state.status !== 'recorded' || state.details.tags.length === 0) return [];
    const { symbol, assetType, direction, tags } = state.details;
    return items.flatMap((item) => (item.kind === 'flow' ? [] : { ...item, symbol, assetType, direction, tags }));
  }

  protected keysOf(item: TradedItem, { dayOf }: TradingDays): readonly object[] {
    const week = mondayOf(dayOf(item));
    return item.tags.map((tag) => ({ currency: item.currency, tag, week }));
  }

  protected rowsOf(userId: string, rules: StatRules, items: readonly TradedItem[]): readonly SetupStatsRow[] {
    return setupWeeksOf(items, setupRulesOf(rules)).map((week) => toSetupStats(userId, week));
  }

  protected joined(row: SetupStatsRow, next: SetupStatsRow): SetupStatsRow {
    const [before, after] = [toSetupWeek(row), toSetupWeek(next)];
    return toSetupStats(row.userId, { ...before, bucket: joinAll([before.bucket, after.bucket]) });
  }

  protected readAll(tx: TenantTransaction, basis: Basis): Promise<readonly TradedItem[]> {
    return readTradedItems(tx, { basis });
  }

  protected readAround(
    tx: TenantTransaction,
    basis: Basis,
    items: readonly TradedItem[],
    condition?: Condition,
  ): Promise<readonly TradedItem[]> {
    const { dayOf } = tradingDaysOf(basis.rules);
    const weeks = [...new Set(items.map((item) => mondayOf(dayOf(item))))];
    const periods = weeks.map((monday) => periodOf(basis.rules, { from: monday, to: plusDays(monday, 6) }));
    const tag = [...new Set(items.flatMap(({ tags }) => tags))];
    return readTradedItems(tx, { basis, filter: { tag }, periods, condition });
  }
}

export function setupRulesOf(rules: StatRules): SetupRules {
  return {
    days: tradingDaysOf(rules),
    toleranceOf: (currency) => toleranceOf(rules, currency),
  };
}
