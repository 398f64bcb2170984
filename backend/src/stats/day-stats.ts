import { bucketOf, calendarOf, DEFAULT_SETTINGS, nextDay, same, toleranceOf } from '@singularity/domain';
import type { Bucket, Calendar, Day, MemberState, Settings, StatItem } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type { Aggregate, Collection, ProjectedStream, StreamChange } from '../event-store/projection.js';
import type { RowWriter } from '../event-store/row-writer.js';
import { ALL_TRADES, DayStatsRow, toDayStats } from './day-stats.entity.js';
import { readSettings } from '../database/settings.read.js';
import type { Span } from './span.js';
import { readFlows, readTradeItems } from './stat-items.table.js';

/**
 * The buckets by day. Each is recomputed from all that happened on its day, in order, and never by adding and
 * subtracting: so an edit, a removal and a back-dated entry are all the same to it.
 */
export class DayStats implements Aggregate {
  readonly tables = [DayStatsRow];

  constructor(private readonly writer: RowWriter) {}

  async update(tx: TenantTransaction, changes: readonly StreamChange[]): Promise<void> {
    for (const change of changes) if (change.after.streamType === 'user') await this.updateSettings(tx, change);
    const touched = changes.flatMap(({ before, after }) => difference(before.items, after.items));
    if (touched.length === 0) return;
    const settings = await readSettings(tx);
    const calendar = calendarOf(settings.timeZone);
    const days = [...new Set(touched.map((item) => calendar.dayOf(item.at)))];
    await this.recompute(tx, settings, days);
  }

  collect(): Collection {
    const items: StatItem[] = [];
    let member: ProjectedStream | undefined;
    return {
      add(stream) {
        items.push(...stream.items);
        if (stream.streamType === 'user') member = stream;
      },
      rows: () => [{ table: DayStatsRow, rows: bucketRows(member?.stream.userId ?? '', settingsOf(member), items) }],
    };
  }

  /** Another time zone moves all days, another tolerance all results: then everything is folded anew. */
  private async updateSettings(tx: TenantTransaction, { before, after }: StreamChange): Promise<void> {
    const [old, now] = [settingsOf(before), settingsOf(after)];
    if (old.timeZone === now.timeZone && same(old.breakevenTolerance, now.breakevenTolerance)) return;
    const items = [...(await readTradeItems(tx, [])), ...(await readFlows(tx, []))];
    await this.writer.deleteAll(tx, DayStatsRow);
    await this.writer.upsert(tx, DayStatsRow, bucketRows(tx.userId, now, items));
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

/** Buckets of both grains: each currency and day, and each account, currency and day. */
export function bucketRows(userId: string, settings: Settings, items: readonly StatItem[]): readonly DayStatsRow[] {
  const groups = new Map<string, StatItem[]>();
  const calendar = calendarOf(settings.timeZone);
  for (const item of items) {
    const day = calendar.dayOf(item.at);
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
    const bucket: Bucket = bucketOf(day, group, toleranceOf(settings, currency));
    return toDayStats({ userId, scope, currency, day }, bucket);
  });
}

/** The items that stand on one side only. Both sides come from one function, so equal items are equal texts. */
function difference(before: readonly StatItem[], after: readonly StatItem[]): readonly StatItem[] {
  const missing = (from: readonly StatItem[], other: readonly StatItem[]) => {
    const there = new Set(other.map((item) => JSON.stringify(item)));
    return from.filter((item) => !there.has(JSON.stringify(item)));
  };
  return [...missing(before, after), ...missing(after, before)];
}

function settingsOf(member: ProjectedStream | undefined): Settings {
  const state = member?.stream.state as MemberState | undefined;
  return state?.status === 'registered' ? state.settings : DEFAULT_SETTINGS;
}
