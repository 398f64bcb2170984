import { mondayOf, plusDays, setupWeeksOf, toleranceOf, tradingDaysOf } from '@singularity/domain';
import type { SetupRules, StatRules, TradedItem, TradeState } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type { Aggregate, Collection, ProjectedStream, StreamChange } from '../event-store/projection.js';
import type { RowWriter } from '../event-store/row-writer.js';
import { SetupStatsRow, toSetupStats } from './setup-stats.entity.js';
import { periodOf } from '../filter/period.js';
import { RulesFold } from './rules-fold.js';
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

  async update(tx: TenantTransaction, changes: readonly StreamChange[], rules: StatRules): Promise<void> {
    const touched = changes.flatMap(({ before, after }) => difference(taggedItems(before), taggedItems(after)));
    if (touched.length > 0) await this.recompute(tx, rules, touched);
  }

  collect(userId: string): Collection {
    const rules = new RulesFold();
    const items: TradedItem[] = [];
    return {
      add(stream) {
        rules.add(stream);
        for (const item of tradedItems(stream)) if (item.tags.length > 0) items.push(item);
      },
      rows: () => {
        const weeks = setupWeeksOf(items, setupRulesOf(rules.toRules()));
        return [{ table: SetupStatsRow, rows: weeks.map((week) => toSetupStats(userId, week)) }];
      },
    };
  }

  async recomputeAll(tx: TenantTransaction, rules: StatRules): Promise<void> {
    const weeks = setupWeeksOf(await readTradedItems(tx, []), setupRulesOf(rules));
    this.writer.deleteAll(tx, SetupStatsRow);
    await this.writer.upsert(
      tx,
      SetupStatsRow,
      weeks.map((week) => toSetupStats(tx.userId, week)),
    );
  }

  private async recompute(tx: TenantTransaction, rules: StatRules, touched: readonly TaggedItem[]): Promise<void> {
    const { dayOf } = tradingDaysOf(rules);
    const stale = new Map<string, object>();
    for (const { tag, ...item } of touched) {
      const key = { userId: tx.userId, currency: item.currency, tag, week: mondayOf(dayOf(item)) };
      stale.set(this.writer.keyOf(SetupStatsRow, key), key);
    }
    const weeks = [...new Set(touched.map((item) => mondayOf(dayOf(item))))];
    const items = await readTradedItems(
      tx,
      weeks.map((monday) => periodOf(rules, { from: monday, to: plusDays(monday, 6) })),
      { filter: { tag: [...new Set(touched.map(({ tag }) => tag))] }, rules },
    );
    // A trade has other tags, too: only those that were asked for are read whole.
    const rows = setupWeeksOf(items, setupRulesOf(rules))
      .map((week) => toSetupStats(tx.userId, week))
      .filter((row) => stale.delete(this.writer.keyOf(SetupStatsRow, row)));
    await this.writer.delete(tx, SetupStatsRow, [...stale.values()]);
    await this.writer.upsert(tx, SetupStatsRow, rows);
  }
}

interface TaggedItem extends Pick<TradedItem, 'currency' | 'at' | 'accountId'> {
  readonly tag: string;
}

export function setupRulesOf(rules: StatRules): SetupRules {
  return {
    days: tradingDaysOf(rules),
    toleranceOf: (currency) => toleranceOf(rules, currency),
  };
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
