import { nextDay, placeInOrder, plusDays, tradingDaysOf } from '@singularity/domain';
import type { Day, StatItem, StatRules, TradingDays } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type {
  Aggregate,
  AggregateBasis,
  Basis,
  Collection,
  HistoryItem,
  MonthsClosed,
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

/** How the finest buckets are named, and of how many days each is. */
export interface Finest {
  readonly grain: string;
  readonly days: number;
}

/**
 * Buckets that a table keeps, of the shortest stretches of time and of longer ones that these make up. What comes last in
 * its bucket is joined on to it. Whatever else happens, the finest bucket is made anew from all that is in it and the
 * others from the finer ones, and never by adding and subtracting: so an edit, a removal and a back-dated entry are all
 * the same to it. What the month under way has is in the finest buckets alone, until another one is.
 */
export abstract class BucketAggregate<Item extends StatItem, Row extends BucketRow> implements Aggregate {
  abstract readonly since: number;
  /** The table of the buckets. */
  protected abstract readonly entity: RowClass;
  protected abstract readonly finest: Finest;
  /** Put together once: every command sends it. */
  private touchedSql: string | null = null;

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

  async update(tx: TenantTransaction, changes: readonly StreamChange[], basis: AggregateBasis): Promise<void> {
    const { rules } = basis;
    const tree = this.treeBefore(basis.currentMonth);
    const sides = changes.map(({ before, after }) => [this.itemsOf(before), this.itemsOf(after)] as const);
    const removed = sides.flatMap(([before, after]) => missingFrom(after, before));
    const added = sides.flatMap(([before, after]) => missingFrom(before, after));
    const touched = this.touchedBy(tree, tx.userId, rules, { removed, added });
    if (touched.size === 0) return;
    const [known, items] = await this.readTouched(tx, basis, [...removed, ...added], [...touched.values()]);
    const made = tree.remade(touched, {
      known,
      added: this.rowsOf(tx.userId, rules, added),
      whole: () => this.rowsOf(tx.userId, rules, items),
    });
    const gone = known.filter((row) => touched.has(this.keyOf(row)) && !made.has(this.keyOf(row)));
    await this.writer.delete(tx, this.entity, gone);
    await this.writer.upsert(tx, this.entity, [...made.values()]);
  }

  async closeMonths(tx: TenantTransaction, { from, to }: MonthsClosed): Promise<void> {
    const finest = await tx.query<Row>(
      this.writer.selectSql(this.entity, 't.grain = $2 AND t.day BETWEEN $3::date AND $4::date'),
      [tx.userId, this.finest.grain, nextDay(this.lastBefore(from)), this.lastBefore(to)],
    );
    if (finest.length === 0) return;
    const more = this.treeBefore(to).above(finest);
    const standing = await tx.query<Row>(`SELECT * FROM ${this.writer.standingSql(this.entity, '$2', [])}`, [
      tx.userId,
      JSON.stringify(more),
    ]);
    const known = new Map(standing.map((row) => [this.keyOf(row), row]));
    const joined = more.map((row) => {
      const earlier = known.get(this.keyOf(row));
      return earlier ? this.joined(row, [earlier, row]) : row;
    });
    await this.writer.upsert(tx, this.entity, joined);
  }

  collect(userId: string, { rules, currentMonth }: Pick<AggregateBasis, 'rules' | 'currentMonth'>): Collection {
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
      rows: () => ({ table: this.entity, rows: this.treeBefore(currentMonth).with([...finest.values()]) }),
    };
  }

  /** What is in longer stretches before a month is under way. */
  private treeBefore(month: Day): BucketTree<Row> {
    const last = this.lastBefore(month);
    return new BucketTree({
      keyOf: (row) => this.keyOf(row),
      coarserThan: (bucket) => {
        if (bucket.grain !== this.finest.grain) return this.coarserThan(bucket);
        if (bucket.day > last) return [];
        return this.coarserThan(bucket).map((coarser) => ({ ...coarser, to: coarser.to < last ? coarser.to : last }));
      },
      joined: (key, rows) => this.joined(key, rows),
    });
  }

  /** The last day on which one of the finest buckets may begin that is over before a month begins. */
  private lastBefore(month: Day): Day {
    return plusDays(month, -this.finest.days);
  }

  private keyOf(row: object): string {
    return this.writer.keyOf(this.entity, row);
  }

  private touchedBy(
    tree: BucketTree<Row>,
    userId: string,
    rules: StatRules,
    { removed, added }: { readonly removed: readonly Item[]; readonly added: readonly Item[] },
  ): ReadonlyMap<string, Touched> {
    const days = tradingDaysOf(rules);
    const touched = new Map<string, Touched>();
    const touch = (item: Item, next: string | null) => {
      for (const finest of this.keysOf(item, days))
        for (const one of tree.touchedBy({ userId, ...finest }, next)) {
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
    return Promise.all([
      tx.query<Row>((this.touchedSql ??= this.readTouchedSql()), [tx.userId, JSON.stringify(touched)]),
      this.readAround(tx, basis, items, (parameter) => {
        const standing = this.writer.standingSql(this.entity, parameter(finest), ['next']);
        return `EXISTS (SELECT FROM ${standing} WHERE ${notLast('rest', 'next')})`;
      }),
    ]);
  }

  private readTouchedSql(): string {
    const kin = {
      but: ['grain', 'day'],
      more: ['next', 'finer', 'from', 'to', 'one', 'step'],
      condition: `t.grain = r.finer AND t.day BETWEEN r."from"::date AND r."to"::date
        AND (t.day - r.one::date) % r.step::integer = 0 AND ${notLast('s.rest', 'r.next')}`,
    };
    return `SELECT * FROM ${this.writer.kinSql(this.entity, '$2', kin)}`;
  }
}

/** Whether what is added does not come last in a bucket, or that is not known. */
function notLast(rest: string, next: string): string {
  return `coalesce(${rest} ->> 'last' COLLATE "C" >= ${next}, true)`;
}
