import { Inject, Injectable } from '@nestjs/common';
import { areAlike } from '@singularity/domain';
import type { StatRules } from '@singularity/domain';
import { readStatRules } from '../database/settings.read.js';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { closeMonths, updateAll } from './aggregates.js';
import { monthOf } from './current-month.js';
import { Differences } from './differences.js';
import { lockHead, markProjected, readHead } from './events.table.js';
import type { Head } from './events.table.js';
import { projected, READ_MODELS } from './projection.js';
import type { Amended, ProjectedStream, ReadModels, Rows } from './projection.js';
import { PROJECTION_VERSION } from './projection-version.js';
import { RowComparison } from './row-comparison.js';
import type { Difference } from './row-comparison.js';
import { RowWriter } from './row-writer.js';
import { RulesFold } from './rules-fold.js';
import { StreamRows } from './stream-rows.js';
import type { PageCompared } from './stream-rows.js';

export interface Watch {
  /** Told now and then how much of the reading is done, from 0 to 1; where all has to be read once more, it begins anew. */
  readonly progress?: (done: number) => void;
  /** Ends it, and nothing is written. */
  readonly signal?: AbortSignal;
  /** The rows of streams are known to be current, and are not compared. */
  readonly aggregatesOnly?: boolean;
  /** How many differences are kept in memory. */
  readonly mostKept?: number;
}

/** What a rebuild came to: how many events were read, and how many rows had to be written or removed. */
export interface Rebuilt {
  readonly events: number;
  readonly rows: number;
  /** More differed than is kept, so that commands had to wait, or were refused, while all was read once more. */
  readonly underLock: boolean;
}

export interface Checked {
  readonly events: number;
  /** How many rows differ. */
  readonly count: number;
  /** The first of them. */
  readonly differences: readonly Difference[];
}

/** What has to be done to the rows of a ledger as it was at one version. */
export interface Plan {
  readonly head: Head;
  readonly ofStreams: Differences;
  /** Null where more rows of streams differ than are kept. */
  readonly ofAggregates: AggregatesPlan | null;
}

interface AggregatesPlan {
  readonly rules: StatRules;
  /** All rows: commands may change those that stand before the plan is carried out. */
  readonly rows: readonly Rows[];
  readonly differences: readonly Difference[];
}

/** A plan at the head that it is carried out at. */
interface Planned extends Pick<Plan, 'head'> {
  readonly before: Head;
  readonly ofStreams: readonly Difference[];
  readonly ofAggregates: AggregatesPlan;
}

/** Some ten megabytes of them. */
const MOST_KEPT = 10_000;

/** Rebuilds a member's read models from their events, or compares them; with the projections and the writer of the commands. */
@Injectable()
export class Replay {
  private readonly streams: StreamRows;

  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(RowWriter) private readonly writer: RowWriter,
    @Inject(RowComparison) private readonly comparison: RowComparison,
    @Inject(READ_MODELS) private readonly models: ReadModels,
  ) {
    this.streams = new StreamRows(comparison, models.projections);
  }

  /**
   * Makes the rows of one member what the events and this code say. Commands and reads go on while it reads; they wait,
   * or see the old rows, only while what differs is written. Where that is more than is kept in memory, it is written
   * page by page while the ledger is read once more, and commands wait for all of it.
   */
  async rebuild(userId: string, watch: Watch = {}): Promise<Rebuilt> {
    return this.carryOut(userId, await this.plan(userId, watch), watch);
  }

  /**
   * Every difference between the rows that stand and those that the events would make. The rows of aggregates are
   * compared with those that the right rows of streams make; where more of these differ than is kept, with those that
   * the standing ones make.
   */
  async check(userId: string, watch: Watch = {}): Promise<Checked> {
    const { head, ofStreams, ofAggregates } = await this.read(userId, (tx) => this.planIn(tx, watch, Infinity));
    const ofBuckets = ofAggregates?.differences ?? [];
    return {
      events: head.version,
      count: ofStreams.count + ofBuckets.length,
      differences: [...ofStreams.kept, ...ofBuckets],
    };
  }

  /** Reads all that has happened, at one moment and without a lock, and finds what rows should be otherwise; no more of it than is kept. */
  plan(userId: string, watch: Watch = {}): Promise<Plan> {
    return this.read(userId, (tx) => this.planIn(tx, watch, watch.mostKept ?? MOST_KEPT));
  }

  /** Catches up with what has happened since the plan was made, under the lock of the head, and writes. */
  carryOut(userId: string, { head: before, ofStreams, ofAggregates }: Plan, watch: Watch = {}): Promise<Rebuilt> {
    return this.tenants.withTenant(userId, async (tx) => {
      tx.takeTime();
      const head = await lockHead(tx);
      const rows = ofAggregates
        ? await this.writePlanned(tx, { before, head, ofStreams: ofStreams.kept, ofAggregates })
        : await this.writeAll(tx, head, watch);
      markProjected(tx, PROJECTION_VERSION);
      return { events: head.version, rows, underLock: ofAggregates === null };
    });
  }

  private read<Result>(userId: string, work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
    return this.tenants.readTenant(userId, (tx) => {
      tx.takeTime();
      return work(tx);
    });
  }

  /** Goes no further where more differs than so much. */
  private async planIn(tx: TenantTransaction, watch: Watch, most: number): Promise<Plan> {
    const head = await readHead(tx);
    const ofStreams = new Differences(watch.mostKept ?? MOST_KEPT);
    const amended = new Map<unknown, ProjectedStream | null>();
    const fold = new RulesFold();
    for await (const page of watch.aggregatesOnly ? [] : this.compareAll(tx, head, watch)) {
      ofStreams.add(page.differences);
      if (ofStreams.count > most) return { head, ofStreams, ofAggregates: null };
      for (const stream of page.streams) fold.add(stream);
      if (ofStreams.areAllKept) this.amend(amended, page);
      else amended.clear();
    }
    const rules = watch.aggregatesOnly ? await readStatRules(tx) : fold.toRules();
    const rows = await this.makeAggregates(tx, { rules, head }, amended);
    return { head, ofStreams, ofAggregates: { rules, rows, differences: await this.compareEach(tx, rows) } };
  }

  private async *compareAll(
    tx: TenantTransaction,
    head: Head,
    { signal, progress }: Watch,
  ): AsyncIterable<PageCompared> {
    for await (const page of this.streams.compareAll(tx, head)) {
      signal?.throwIfAborted();
      yield page;
      progress?.(page.done);
    }
  }

  /** Remembers the streams whose rows are not as they should be. */
  private amend(amended: Map<unknown, ProjectedStream | null>, { differences, streams }: PageCompared): void {
    if (differences.length === 0) return;
    for (const difference of differences) amended.set(this.comparison.streamOf(difference), null);
    for (const { projection, stream } of streams)
      if (amended.has(stream.streamId)) amended.set(stream.streamId, projected(projection, stream));
  }

  /** Out of the rows of streams, but for those that are amended. */
  private async makeAggregates(
    tx: TenantTransaction,
    { rules, head }: { readonly rules: StatRules; readonly head: Head },
    amended: Amended,
  ): Promise<readonly Rows[]> {
    const basis = { rules, currentMonth: monthOf(head.recordedAt) };
    const collections = this.models.aggregates.map((aggregate) => aggregate.collect(tx.userId, basis));
    for await (const page of this.models.history.readPages(tx, rules, amended))
      for (const collection of collections) collection.add(page);
    return collections.map((collection) => collection.rows());
  }

  private async compareEach(tx: TenantTransaction, all: readonly Rows[]): Promise<readonly Difference[]> {
    return (await Promise.all(all.map((rows) => this.comparison.differences(tx, rows)))).flat();
  }

  private async writePlanned(
    tx: TenantTransaction,
    { before, head, ofStreams, ofAggregates: { rules, rows, differences } }: Planned,
  ): Promise<number> {
    const changes = await this.streams.changesBetween(tx, before, head);
    const changed = new Set<unknown>(changes.map(({ after }) => after.stream.streamId));
    const current = [
      ...ofStreams.filter((difference) => !changed.has(this.comparison.streamOf(difference))),
      ...(await this.streams.compareChanged(tx, changes)),
    ];
    await this.write(tx, current);
    const rulesNow = await readStatRules(tx);
    if (!areAlike(rules, rulesNow)) return current.length + (await this.writeAggregates(tx, rulesNow, head));
    const moved = head.version > before.version;
    const ofAggregates = moved ? await this.compareEach(tx, rows) : differences;
    await this.write(tx, ofAggregates);
    const [from, to] = [monthOf(before.recordedAt), monthOf(head.recordedAt)];
    const basis = { rules, projectionVersion: PROJECTION_VERSION, currentMonth: from };
    await updateAll(tx, this.models.aggregates, changes, basis);
    await closeMonths(tx, this.models.aggregates, { from, to });
    return current.length + ofAggregates.length;
  }

  /** Reads all that has happened once more, and keeps no more of it than a page. */
  private async writeAll(tx: TenantTransaction, head: Head, watch: Watch): Promise<number> {
    let rows = 0;
    for await (const { differences } of this.compareAll(tx, head, watch)) {
      await this.write(tx, differences);
      rows += differences.length;
    }
    return rows + (await this.writeAggregates(tx, await readStatRules(tx), head));
  }

  /** By rows of streams that are as they should be. */
  private async writeAggregates(tx: TenantTransaction, rules: StatRules, head: Head): Promise<number> {
    const differences = await this.compareEach(tx, await this.makeAggregates(tx, { rules, head }, new Map()));
    await this.write(tx, differences);
    return differences.length;
  }

  private async write(tx: TenantTransaction, differences: readonly Difference[]): Promise<void> {
    for (const [table, some] of Map.groupBy(differences, ({ entity }) => entity)) {
      const stale = some.flatMap(({ expected, found }) => (expected ? [] : (found ?? [])));
      await this.writer.delete(tx, table, stale);
      await this.writer.upsert(
        tx,
        table,
        some.flatMap(({ expected }) => expected ?? []),
      );
    }
  }
}
