import { bucketOf, calendarOf, nextDay, toleranceOf } from '@singularity/domain';
import type { Calendar, Day, Settings, StatItem } from '@singularity/domain';
import { readSettings } from '../database/settings.read.js';
import type { TenantTransaction } from '../database/tenants.js';
import { settingsOf } from '../event-store/aggregates.js';
import type { Aggregate, Collection, FoldedStream, StreamChange } from '../event-store/projection.js';
import type { RowWriter } from '../event-store/row-writer.js';
import { ALL_TRADES, DayStatsRow, toDayStats } from './day-stats.entity.js';
import type { Span } from '../filter/span.js';
import { readFlows, readTradeItems } from './stat-items.table.js';
import { difference } from './stream-changes.js';

/**
 * The buckets by day. Each is recomputed from all that happened on its day, in order, and never by adding and
 * subtracting: so an edit, a removal and a back-dated entry are all the same to it.
 */
export class DayStats implements Aggregate {
  readonly tables = [DayStatsRow];
  readonly since = 1;

  constructor(private readonly writer: RowWriter) {}

  async update(tx: TenantTransaction, changes: readonly StreamChange[], madeBy: Settings | null): Promise<void> {
    const touched = changes.flatMap(({ before, after }) => difference(before.items, after.items));
    if (touched.length === 0) return;
    const settings = madeBy ?? (await readSettings(tx));
    const calendar = calendarOf(settings.timeZone);
    const days = [...new Set(touched.map((item) => calendar.dayOf(item.at)))];
    await this.recompute(tx, settings, days);
  }

  collect(member: FoldedStream): Collection {
    const fold = new DayFold(member.userId, settingsOf(member));
    return {
      add: ({ items }) => items.forEach((item) => fold.add(item)),
      rows: () => [{ table: DayStatsRow, rows: fold.toRows() }],
    };
  }

  async recomputeAll(tx: TenantTransaction, settings: Settings): Promise<void> {
    const items = [...(await readTradeItems(tx, [])), ...(await readFlows(tx, []))];
    await this.writer.deleteAll(tx, DayStatsRow);
    await this.writer.upsert(tx, DayStatsRow, bucketRows(tx.userId, settings, items));
  }

  private async recompute(tx: TenantTransaction, settings: Settings, days: readonly Day[]): Promise<void> {
    const spans = days.map((day) => spanOfDay(calendarOf(settings.timeZone), day));
    const items = [...(await readTradeItems(tx, spans)), ...(await readFlows(tx, spans))];
    const rows = bucketRows(tx.userId, settings, items);
    const kept = new Set(rows.map((row) => this.writer.keyOf(DayStatsRow, row)));
    const stale = await tx.query<DayStatsRow>(
      `SELECT user_id AS "userId", scope, currency, day FROM day_stats WHERE user_id = $1 AND day = ANY($2::date[])`,
      [tx.userId, days],
    );
    await this.writer.delete(
      tx,
      DayStatsRow,
      stale.filter((row) => !kept.has(this.writer.keyOf(DayStatsRow, row))),
    );
    await this.writer.upsert(tx, DayStatsRow, rows);
  }
}

function spanOfDay(calendar: Calendar, day: Day): Span {
  return { from: calendar.startOf(day), until: calendar.startOf(nextDay(day)) };
}

export function bucketRows(userId: string, settings: Settings, items: readonly StatItem[]): readonly DayStatsRow[] {
  const fold = new DayFold(userId, settings);
  for (const item of items) fold.add(item);
  return fold.toRows();
}

/** Makes buckets of both grains: each currency and day, and each account, currency and day. */
class DayFold {
  private readonly groups = new Map<string, StatItem[]>();
  private readonly calendar: Calendar;

  constructor(
    private readonly userId: string,
    private readonly settings: Settings,
  ) {
    this.calendar = calendarOf(settings.timeZone);
  }

  add(item: StatItem): void {
    const day = this.calendar.dayOf(item.at);
    const scopes = item.accountId === null ? [ALL_TRADES] : [ALL_TRADES, item.accountId];
    for (const scope of scopes) {
      const key = `${scope} ${item.currency} ${day}`;
      const group = this.groups.get(key);
      if (group) group.push(item);
      else this.groups.set(key, [item]);
    }
  }

  toRows(): readonly DayStatsRow[] {
    return [...this.groups].map(([key, group]) => {
      const [scope, currency, day] = key.split(' ') as [string, string, Day];
      const bucket = bucketOf(day, group, toleranceOf(this.settings, currency));
      return toDayStats({ userId: this.userId, scope, currency, day }, bucket);
    });
  }
}
