import { placeInOrder, tradingDaysOf } from '@singularity/domain';
import type { StatItem, StatRules, TradingDays } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type {
  Aggregate,
  Basis,
  Collection,
  HistoryItem,
  ProjectedStream,
  RowClass,
  StreamChange,
} from '../event-store/projection.js';
import type { RowWriter } from '../event-store/row-writer.js';
import { BucketTree } from './bucket-tree.js';
import type { Coarser, Touched } from './bucket-tree.js';
import type { BucketName, BucketRow } from './day-stats.entity.js';
import type { Condition } from './stat-items.table.js';
import { missingFrom } from './stream-changes.js';

/**
 * Buckets that a table keeps, of the shortest stretches of time and of longer ones that these make up. What comes last in
 * its bucket is joined on to it. Whatever else happens, the finest bucket is made anew from all that is in it and the
 * others from the finer ones, and never by adding and subtracting: so an edit, a removal and a back-dated entry are all
 * the same to it.
 */
export abstract class BucketAggregate<Item extends StatItem, Row extends BucketRow> implements Aggregate {
  abstract readonly since: number;
  /** The table of the buckets. */
  protected abstract readonly entity: RowClass;
  private readonly tree = new BucketTree<Row>({
    keyOf: (row) => this.writer.keyOf(this.entity, row),
    coarserThan: (bucket) => this.coarserThan(bucket),
    joined: (key, rows) => this.joined(key, rows),
  });

  constructor(private readonly writer: RowWriter) {}

  get tables(): readonly RowClass[] {
    return [this.entity];
  }

  /** What of a stream goes into buckets. */
  protected abstract itemsOf(side: ProjectedStream): readonly Item[];
  /** The same out of all that there is. */
  protected abstract chosenFrom(history: readonly HistoryItem[]): readonly Item[];
  /** The keys of the finest buckets that an item goes into, after the member. */
  protected abstract keysOf(item: Item, days: TradingDays): readonly BucketName[];
  /** The next coarser buckets that one is a part of. */
  protected abstract coarserThan(bucket: BucketName): readonly Coarser[];
  /** The finest buckets that items make. */
  protected abstract rowsOf(userId: string, rules: StatRules, items: readonly Item[]): readonly Row[];
  /** Buckets in order as one, under a key that has at least its grain and day. */
  protected abstract joined(key: BucketName, rows: readonly [Row, ...Row[]]): Row;
  /** At least all that is in the finest buckets that some items go into. */
  protected abstract readAround(
    tx: TenantTransaction,
    basis: Basis,
    items: readonly Item[],
    condition: Condition,
  ): Promise<readonly Item[]>;

  async update(tx: TenantTransaction, changes: readonly StreamChange[], basis: Basis): Promise<void> {
    const { rules } = basis;
    const sides = changes.map(({ before, after }) => [this.itemsOf(before), this.itemsOf(after)] as const);
    const removed = sides.flatMap(([before, after]) => missingFrom(after, before));
    const added = sides.flatMap(([before, after]) => missingFrom(before, after));
    const touched = this.touchedBy(tx.userId, rules, removed, added);
    if (touched.size === 0) return;
    const [known, items] = await this.readTouched(tx, basis, [...removed, ...added], [...touched.values()]);
    const made = this.tree.remade(touched, {
      known,
      added: this.rowsOf(tx.userId, rules, added),
      whole: () => this.rowsOf(tx.userId, rules, items),
    });
    const gone = known.filter((row) => touched.has(this.keyOf(row)) && !made.has(this.keyOf(row)));
    await this.writer.delete(tx, this.entity, gone);
    await this.writer.upsert(tx, this.entity, [...made.values()]);
  }

  collect(userId: string, rules: StatRules): Collection {
    const finest = new Map<string, Row>();
    return {
      add: (page) => {
        for (const row of this.rowsOf(userId, rules, this.chosenFrom(page))) {
          const key = this.keyOf(row);
          const before = finest.get(key);
          // A page may end within a bucket.
          finest.set(key, before ? this.joined(row, [before, row]) : row);
        }
      },
      rows: () => ({ table: this.entity, rows: this.tree.with([...finest.values()]) }),
    };
  }

  private keyOf(row: object): string {
    return this.writer.keyOf(this.entity, row);
  }

  private touchedBy(
    userId: string,
    rules: StatRules,
    removed: readonly Item[],
    added: readonly Item[],
  ): ReadonlyMap<string, Touched> {
    const days = tradingDaysOf(rules);
    const touched = new Map<string, Touched>();
    const touch = (item: Item, next: string | null) => {
      for (const finest of this.keysOf(item, days))
        for (const one of this.tree.touchedBy({ userId, ...finest }, next)) {
          const key = this.keyOf(one);
          const known = touched.get(key);
          if (!known || (known.next !== null && (next === null || next < known.next))) touched.set(key, one);
        }
    };
    for (const item of removed) touch(item, null);
    for (const item of added) touch(item, placeInOrder(item, days.dayOf(item)));
    return touched;
  }

  /**
   * What there is to make touched buckets of: the rows that stand, and the items of the finest. All is asked together, so
   * that a command waits once; the database reads and sends what is finer only where something does not come last.
   */
  private readTouched(
    tx: TenantTransaction,
    basis: Basis,
    items: readonly Item[],
    touched: readonly Touched[],
  ): Promise<readonly [readonly Row[], readonly Item[]]> {
    const finest = JSON.stringify(touched.filter(({ depth }) => depth === 0));
    const kin = {
      but: ['grain', 'day'],
      more: ['next', 'finer', 'from', 'to', 'one', 'step'],
      condition: `t.grain = r.finer AND t.day BETWEEN r."from"::date AND r."to"::date
        AND (t.day - r.one::date) % r.step::integer = 0 AND ${notLast('s.rest', 'r.next')}`,
    };
    return Promise.all([
      tx.query<Row>(`SELECT * FROM ${this.writer.kinSql(this.entity, '$2', kin)}`, [
        tx.userId,
        JSON.stringify(touched),
      ]),
      this.readAround(tx, basis, items, (parameter) => {
        const standing = this.writer.standingSql(this.entity, parameter(finest), ['next']);
        return `EXISTS (SELECT FROM ${standing} WHERE ${notLast('rest', 'next')})`;
      }),
    ]);
  }
}

/** Whether what is added does not come last in a bucket, or that is not known. */
function notLast(rest: string, next: string): string {
  return `coalesce(${rest} ->> 'last' COLLATE "C" >= ${next}, true)`;
}
