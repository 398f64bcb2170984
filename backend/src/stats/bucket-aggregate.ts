import { placeInOrder, tradingDaysOf } from '@singularity/domain';
import type { StatItem, StatRules, TradingDays } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type {
  Aggregate,
  Basis,
  Collection,
  ProjectedStream,
  RowClass,
  StreamChange,
} from '../event-store/projection.js';
import type { RowWriter } from '../event-store/row-writer.js';
import type { BucketRow } from './day-stats.entity.js';
import { RulesFold } from './rules-fold.js';
import type { Condition } from './stat-items.table.js';
import { missingFrom } from './stream-changes.js';

/** The key of a bucket that a change touches. */
interface Touched {
  readonly userId: string;
  /** `placeInOrder` of the first item that is added to it; null where none is. */
  first: string | null;
}

/**
 * Buckets that a table keeps. What comes last in its bucket is joined on to it. Whatever else happens to a bucket, it is
 * made anew from all that is in it, and never by adding and subtracting: so an edit, a removal and a back-dated entry are
 * all the same to it.
 */
export abstract class BucketAggregate<Item extends StatItem, Row extends BucketRow> implements Aggregate {
  abstract readonly since: number;
  /** The table of the buckets. */
  protected abstract readonly entity: RowClass;

  constructor(private readonly writer: RowWriter) {}

  get tables(): readonly RowClass[] {
    return [this.entity];
  }

  /** What of a stream goes into buckets. */
  protected abstract itemsOf(side: ProjectedStream): readonly Item[];
  /** The keys of the buckets that an item goes into, after the member. */
  protected abstract keysOf(item: Item, days: TradingDays): readonly object[];
  /** The buckets that items make. */
  protected abstract rowsOf(userId: string, rules: StatRules, items: readonly Item[]): readonly Row[];
  /** A bucket and the one that follows it, under one key. */
  protected abstract joined(row: Row, next: Row): Row;
  /** All that there is. */
  protected abstract readAll(tx: TenantTransaction, basis: Basis): Promise<readonly Item[]>;
  /** At least all that is in the buckets that some items go into. */
  protected abstract readAround(
    tx: TenantTransaction,
    basis: Basis,
    items: readonly Item[],
    condition?: Condition,
  ): Promise<readonly Item[]>;

  async update(tx: TenantTransaction, changes: readonly StreamChange[], basis: Basis): Promise<void> {
    const { rules } = basis;
    const sides = changes.map(({ before, after }) => [this.itemsOf(before), this.itemsOf(after)] as const);
    const removed = sides.flatMap(([before, after]) => missingFrom(after, before));
    const added = sides.flatMap(([before, after]) => missingFrom(before, after));
    const touched = this.touchedBy(tx.userId, rules, removed, added);
    if (touched.size === 0) return;
    const rows =
      removed.length > 0
        ? this.rowsOf(tx.userId, rules, await this.readAround(tx, basis, [...removed, ...added]))
        : await this.grown(tx, basis, added, touched);
    // An item goes into other buckets, too, which have not been read whole.
    const written = rows.filter((row) => touched.delete(this.keyOf(row)));
    await this.writer.delete(tx, this.entity, [...touched.values()]);
    await this.writer.upsert(tx, this.entity, written);
  }

  collect(userId: string): Collection {
    const rules = new RulesFold();
    const items: Item[] = [];
    return {
      add: (stream) => {
        rules.add(stream);
        for (const item of this.itemsOf(stream)) items.push(item);
      },
      rows: () => [{ table: this.entity, rows: this.rowsOf(userId, rules.toRules(), items) }],
    };
  }

  async recomputeAll(tx: TenantTransaction, basis: Basis): Promise<void> {
    const rows = this.rowsOf(tx.userId, basis.rules, await this.readAll(tx, basis));
    this.writer.deleteAll(tx, this.entity);
    await this.writer.upsert(tx, this.entity, rows);
  }

  private keyOf(row: object): string {
    return this.writer.keyOf(this.entity, row);
  }

  private touchedBy(
    userId: string,
    rules: StatRules,
    removed: readonly Item[],
    added: readonly Item[],
  ): Map<string, Touched> {
    const days = tradingDaysOf(rules);
    const touched = new Map<string, Touched>();
    const touch = (item: Item, place: string | null) => {
      for (const key of this.keysOf(item, days)) {
        const row = { userId, ...key, first: place };
        const known = touched.get(this.keyOf(row));
        if (!known) touched.set(this.keyOf(row), row);
        else if (place !== null && (known.first === null || place < known.first)) known.first = place;
      }
    };
    for (const item of removed) touch(item, null);
    for (const item of added) touch(item, placeInOrder(item));
    return touched;
  }

  /**
   * The buckets with what is added. Their items are asked together with them, so that a command waits once; the database
   * reads and sends them only where something comes before what stands.
   */
  private async grown(
    tx: TenantTransaction,
    basis: Basis,
    added: readonly Item[],
    touched: ReadonlyMap<string, Touched>,
  ): Promise<readonly Row[]> {
    const keys = JSON.stringify([...touched.values()]);
    const standingSql = (parameter: string) => this.writer.standingSql(this.entity, parameter, ['first']);
    const [standing, items] = await Promise.all([
      tx.query<Row & Touched>(`SELECT * FROM ${standingSql('$2')}`, [tx.userId, keys]),
      this.readAround(
        tx,
        basis,
        added,
        (parameter) =>
          `EXISTS (SELECT FROM ${standingSql(parameter(keys))} WHERE coalesce(rest ->> 'last' COLLATE "C" >= first, true))`,
      ),
    ]);
    const known = new Map(standing.map((row) => [this.keyOf(row), row]));
    if (!standing.every(({ rest: { last }, first }) => last && first && last < first))
      return this.rowsOf(tx.userId, basis.rules, items);
    return this.rowsOf(tx.userId, basis.rules, added).map((row) => {
      const before = known.get(this.keyOf(row));
      return before ? this.joined(before, row) : row;
    });
  }
}
