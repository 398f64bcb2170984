import { bucketOf, toleranceOf, tradingDaysOf } from '@singularity/domain';
import type { Day, StatItem, StatRules } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type { Aggregate, Collection, StreamChange } from '../event-store/projection.js';
import type { RowWriter } from '../event-store/row-writer.js';
import { ALL_TRADES, DayStatsRow, toDayStats } from './day-stats.entity.js';
import { periodOf } from '../filter/period.js';
import { RulesFold } from './rules-fold.js';
import { readAllItems } from './stat-items.table.js';
import { difference } from './stream-changes.js';

/**
 * The buckets by day. Each is recomputed from all that happened on its day, in order, and never by adding and
 * subtracting: so an edit, a removal and a back-dated entry are all the same to it.
 */
export class DayStats implements Aggregate {
  readonly tables = [DayStatsRow];
  readonly since = 1;

  constructor(private readonly writer: RowWriter) {}

  async update(tx: TenantTransaction, changes: readonly StreamChange[], rules: StatRules): Promise<void> {
    const touched = changes.flatMap(({ before, after }) => difference(before.items, after.items));
    if (touched.length === 0) return;
    const { dayOf } = tradingDaysOf(rules);
    await this.recompute(tx, rules, [...new Set(touched.map(dayOf))]);
  }

  collect(userId: string): Collection {
    const rules = new RulesFold();
    const items: StatItem[] = [];
    return {
      add(stream) {
        rules.add(stream);
        for (const item of stream.items) items.push(item);
      },
      rows: () => [{ table: DayStatsRow, rows: bucketRows(userId, rules.toRules(), items) }],
    };
  }

  async recomputeAll(tx: TenantTransaction, rules: StatRules): Promise<void> {
    const items = await readAllItems(tx, []);
    this.writer.deleteAll(tx, DayStatsRow);
    await this.writer.upsert(tx, DayStatsRow, bucketRows(tx.userId, rules, items));
  }

  private async recompute(tx: TenantTransaction, rules: StatRules, days: readonly Day[]): Promise<void> {
    const periods = days.map((day) => periodOf(rules, { from: day, to: day }));
    const [items, stale] = await Promise.all([
      readAllItems(tx, periods),
      tx.query<DayStatsRow>(
        `SELECT user_id AS "userId", scope, currency, day FROM day_stats WHERE user_id = $1 AND day = ANY($2::date[])`,
        [tx.userId, days],
      ),
    ]);
    const rows = bucketRows(tx.userId, rules, items);
    const kept = new Set(rows.map((row) => this.writer.keyOf(DayStatsRow, row)));
    await this.writer.delete(
      tx,
      DayStatsRow,
      stale.filter((row) => !kept.has(this.writer.keyOf(DayStatsRow, row))),
    );
    await this.writer.upsert(tx, DayStatsRow, rows);
  }
}

/** Makes buckets of both grains: each currency and day, and each account, currency and day. */
export function bucketRows(userId: string, rules: StatRules, items: readonly StatItem[]): readonly DayStatsRow[] {
  const { dayOf } = tradingDaysOf(rules);
  const groups = new Map<string, StatItem[]>();
  for (const item of items) {
    const day = dayOf(item);
    const scopes = item.accountId === null ? [ALL_TRADES] : [ALL_TRADES, item.accountId];
    for (const scope of scopes) {
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
