import { calendarOf, mondayOf, plusDays, SetupFold, setupWeeksOf, toleranceOf } from '@singularity/domain';
import type { Calendar, Day, Settings, SetupRules, TradedItem, TradeState } from '@singularity/domain';
import { readSettings } from '../database/settings.read.js';
import type { TenantTransaction } from '../database/tenants.js';
import { settingsOf } from '../event-store/aggregates.js';
import type { Aggregate, Collection, FoldedStream, ProjectedStream, StreamChange } from '../event-store/projection.js';
import type { RowWriter } from '../event-store/row-writer.js';
import { SetupStatsRow, toSetupStats } from './setup-stats.entity.js';
import type { Span } from '../filter/span.js';
import { readTradedItems } from './stat-items.table.js';
import { difference } from './stream-changes.js';

/**
 * The buckets by tag and week. As those by day, each is recomputed from all that happened in it; a week is as much as a
 * command can fold anew, and as little as makes years of a tag few rows.
 */
export class SetupStats implements Aggregate {
  static readonly SINCE = 2;
  readonly tables = [SetupStatsRow];
  readonly since = SetupStats.SINCE;

  constructor(private readonly writer: RowWriter) {}

  async update(tx: TenantTransaction, changes: readonly StreamChange[], madeBy: Settings | null): Promise<void> {
    const touched = changes.flatMap(({ before, after }) => difference(taggedItems(before), taggedItems(after)));
    if (touched.length > 0) await this.recompute(tx, madeBy ?? (await readSettings(tx)), touched);
  }

  collect(member: FoldedStream): Collection {
    const fold = new SetupFold(rulesOf(settingsOf(member)));
    return {
      add: (stream) => tradedItems(stream).forEach((item) => fold.add(item)),
      rows: () => [
        { table: SetupStatsRow, rows: [...fold.toWeeks()].map((week) => toSetupStats(member.userId, week)) },
      ],
    };
  }

  async recomputeAll(tx: TenantTransaction, settings: Settings): Promise<void> {
    const weeks = setupWeeksOf(await readTradedItems(tx, []), rulesOf(settings));
    await this.writer.deleteAll(tx, SetupStatsRow);
    await this.writer.upsert(
      tx,
      SetupStatsRow,
      weeks.map((week) => toSetupStats(tx.userId, week)),
    );
  }

  private async recompute(tx: TenantTransaction, settings: Settings, touched: readonly TaggedItem[]): Promise<void> {
    const { calendar } = rulesOf(settings);
    const stale = new Map<string, object>();
    for (const { currency, tag, at } of touched) {
      const key = { userId: tx.userId, currency, tag, week: mondayOf(calendar.dayOf(at)) };
      stale.set(this.writer.keyOf(SetupStatsRow, key), key);
    }
    const weeks = [...new Set(touched.map(({ at }) => mondayOf(calendar.dayOf(at))))];
    const items = await readTradedItems(
      tx,
      weeks.map((week) => spanOfWeek(calendar, week)),
      { filter: { tag: [...new Set(touched.map(({ tag }) => tag))] }, settings },
    );
    // A trade has other tags, too: only those that were asked for are read whole.
    const rows = setupWeeksOf(items, rulesOf(settings))
      .map((week) => toSetupStats(tx.userId, week))
      .filter((row) => stale.delete(this.writer.keyOf(SetupStatsRow, row)));
    await this.writer.delete(tx, SetupStatsRow, [...stale.values()]);
    await this.writer.upsert(tx, SetupStatsRow, rows);
  }
}

interface TaggedItem extends Pick<TradedItem, 'currency' | 'at'> {
  readonly tag: string;
}

export function rulesOf(settings: Settings): SetupRules {
  return {
    calendar: calendarOf(settings.timeZone),
    toleranceOf: (currency) => toleranceOf(settings, currency),
  };
}

function spanOfWeek(calendar: Calendar, monday: Day): Span {
  return { from: calendar.startOf(monday), until: calendar.startOf(plusDays(monday, 7)) };
}

/** What a trade did, with what it is told apart by. */
function tradedItems({ streamType, stream, items }: ProjectedStream): readonly TradedItem[] {
  if (streamType !== 'trade') return [];
  const state = stream.state as TradeState;
  if (state.status !== 'recorded') return [];
  const { symbol, assetType, direction, tags } = state.details;
  return items.flatMap((item) => (item.kind === 'flow' ? [] : { ...item, symbol, assetType, direction, tags }));
}

/** Each item once for each tag. */
function taggedItems(stream: ProjectedStream): readonly TaggedItem[] {
  return tradedItems(stream).flatMap(({ tags, symbol, assetType, direction, ...item }) =>
    tags.map((tag) => ({ ...item, tag })),
  );
}
