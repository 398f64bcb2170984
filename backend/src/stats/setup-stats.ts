import {
  ALL_DAYS,
  firstDayOf,
  joinAll,
  lastDayOf,
  mondayOf,
  plusDays,
  setupWeeksOf,
  toleranceOf,
  tradingDaysOf,
} from '@singularity/domain';
import type { DaySpan, SetupRules, StatRules, TradedItem, TradingDays } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type { Basis, HistoryItem, ProjectedStream } from '../event-store/projection.js';
import { periodOf } from '../filter/period.js';
import { BucketAggregate } from './bucket-aggregate.js';
import type { Coarser } from './bucket-tree.js';
import { toBucket } from './day-stats.entity.js';
import type { BucketName } from './day-stats.entity.js';
import { historyOf } from './history.js';
import { SetupStatsRow, toSetupStats } from './setup-stats.entity.js';
import { readTradedItems } from './stat-items.table.js';
import type { Condition } from './stat-items.table.js';

/** The buckets by tag: of each week, of the weeks that begin in a year, and of all. A week is as much as a command can fold anew. */
export class SetupStats extends BucketAggregate<TradedItem, SetupStatsRow> {
  readonly since = 2;
  protected readonly entity = SetupStatsRow;
  protected readonly finest = { grain: 'week', days: 7 };

  protected itemsOf(side: ProjectedStream): readonly TradedItem[] {
    return this.chosenFrom(historyOf(side));
  }

  protected chosenFrom(history: readonly HistoryItem[]): readonly TradedItem[] {
    return history.flatMap((item) => (item.kind !== 'flow' && item.tags.length > 0 ? item : []));
  }

  protected keysOf(item: TradedItem, { dayOf }: TradingDays): readonly BucketName[] {
    const day = mondayOf(dayOf(item));
    return item.tags.map((tag) => ({ currency: item.currency, tag, grain: 'week', day }));
  }

  protected coarserThan({ grain, day }: BucketName): readonly Coarser[] {
    if (grain === 'week')
      return [spanning('year', { from: firstDayOf('year', day), to: lastDayOf('year', day) }, grain)];
    return grain === 'year' ? [spanning('all', ALL_DAYS, grain)] : [];
  }

  protected rowsOf(userId: string, rules: StatRules, items: readonly TradedItem[]): readonly SetupStatsRow[] {
    return setupWeeksOf(items, setupRulesOf(rules)).map(({ currency, tag, week, bucket }) =>
      toSetupStats({ userId, currency, tag, grain: 'week', day: week }, bucket),
    );
  }

  protected joined({ grain, day }: BucketName, rows: readonly [SetupStatsRow, ...SetupStatsRow[]]): SetupStatsRow {
    const [first, ...others] = rows;
    return toSetupStats({ ...first, grain, day }, joinAll([toBucket(first), ...others.map(toBucket)]));
  }

  protected readAround(
    tx: TenantTransaction,
    basis: Basis,
    items: readonly TradedItem[],
    condition: Condition,
  ): Promise<readonly TradedItem[]> {
    const { dayOf } = tradingDaysOf(basis.rules);
    const weeks = [...new Set(items.map((item) => mondayOf(dayOf(item))))];
    const periods = weeks.map((monday) => periodOf(basis.rules, { from: monday, to: plusDays(monday, 6) }));
    const tag = [...new Set(items.flatMap(({ tags }) => tags))];
    return readTradedItems(tx, { basis, filter: { tag }, periods, condition });
  }
}

function spanning(grain: string, span: DaySpan, finer: string): Coarser {
  return { grain, day: span.from, finer, ...span, one: span.from, step: 1 };
}

export function setupRulesOf(rules: StatRules): SetupRules {
  return {
    days: tradingDaysOf(rules),
    toleranceOf: (currency) => toleranceOf(rules, currency),
  };
}
