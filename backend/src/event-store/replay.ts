import { Inject, Injectable } from '@nestjs/common';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { catchUp } from './aggregates.js';
import { eventsByStream } from './event-pages.js';
import { lockHead, markProjected, readChangedStreams, readHead } from './events.table.js';
import { readStreams } from './streams.table.js';
import type { Head, PastEvent } from './events.table.js';
import { projectionOf, withEvent } from './ledger-fold.js';
import type { Stream } from './ledger-fold.js';
import { emptyStream, foldStream, merged, projected, READ_MODELS } from './projection.js';
import type { Collection, Projection, ReadModels, Rows, StreamChange } from './projection.js';
import { PROJECTION_VERSION } from './projection-version.js';
import { RowComparison } from './row-comparison.js';
import type { Difference } from './row-comparison.js';
import { RowWriter } from './row-writer.js';

export interface Watch {
  /** Told now and then how much of the reading is done, from 0 to 1. */
  readonly progress?: (done: number) => void;
  /** Ends it before anything is written. */
  readonly signal?: AbortSignal;
  /** The rows of streams are known to be current, and are not compared. */
  readonly aggregatesOnly?: boolean;
}

/** What a rebuild came to: how many events were read, and how many rows had to be written or removed. */
export interface Rebuilt {
  readonly events: number;
  readonly rows: number;
}

export interface Checked {
  readonly events: number;
  readonly differences: readonly Difference[];
}

/** What has to be done to the rows of a ledger as it was at one version. */
export interface Plan {
  readonly head: Head;
  readonly ofStreams: readonly Difference[];
  /** The whole rows, too: commands may change those that stand before the plan is carried out. */
  readonly aggregates: readonly Rows[];
  readonly ofAggregates: readonly Difference[];
}

const [FIRST_ID, LAST_ID] = ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];

/** Rebuilds a member's read models from their events, or compares them; with the projections and the writer of the commands. */
@Injectable()
export class Replay {
  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(RowWriter) private readonly writer: RowWriter,
    @Inject(RowComparison) private readonly comparison: RowComparison,
    @Inject(READ_MODELS) private readonly models: ReadModels,
  ) {}

  /**
   * Makes the rows of one member what the events and this code say. Commands and reads go on while it reads; they wait,
   * or see the old rows, only while what differs is written.
   */
  async rebuild(userId: string, watch: Watch = {}): Promise<Rebuilt> {
    return this.carryOut(userId, await this.plan(userId, watch));
  }

  /** Every difference between the rows that stand and those that the events would make. */
  async check(userId: string, watch: Watch = {}): Promise<Checked> {
    const { head, ofStreams, ofAggregates } = await this.plan(userId, watch);
    return { events: head.version, differences: [...ofStreams, ...ofAggregates] };
  }

  /** Reads all that has happened, at one moment and without a lock, and finds what rows should be otherwise. */
  plan(userId: string, watch: Watch = {}): Promise<Plan> {
    return this.tenants.readTenant(userId, async (tx) => {
      tx.takeTime();
      return this.planIn(tx, watch);
    });
  }

  /** Catches up with what has happened since the plan was made, under the lock of the head, and writes. */
  carryOut(userId: string, plan: Plan): Promise<Rebuilt> {
    return this.tenants.withTenant(userId, async (tx) => {
      tx.takeTime();
      const head = await lockHead(tx);
      const changes = await this.changesSince(tx, plan.head, head);
      const changed = new Set<unknown>(changes.map(({ after }) => after.stream.streamId));
      const ofStreams = [
        ...plan.ofStreams.filter((difference) => !changed.has(this.comparison.streamOf(difference))),
        ...(await this.compareChanged(tx, changes)),
      ];
      await this.write(tx, ofStreams);
      const moved = head.version > plan.head.version;
      const ofAggregates = moved ? await this.compareAggregates(tx, plan.aggregates) : plan.ofAggregates;
      await this.write(tx, ofAggregates);
      await catchUp(tx, this.models.aggregates, changes);
      markProjected(tx, PROJECTION_VERSION);
      return { events: head.version, rows: ofStreams.length + ofAggregates.length };
    });
  }

  private async planIn(tx: TenantTransaction, watch: Watch): Promise<Plan> {
    const head = await readHead(tx);
    const collections = this.models.aggregates.map((aggregate) => aggregate.collect(tx.userId));
    const ofStreams = await this.compareStreams(tx, head, collections, watch);
    const aggregates = collections.flatMap((collection) => collection.rows());
    return { head, ofStreams, aggregates, ofAggregates: await this.compareAggregates(tx, aggregates) };
  }

  /** Page by page, each with all rows that there are up to the last stream in it. */
  private async compareStreams(
    tx: TenantTransaction,
    head: Head,
    collections: readonly Collection[],
    { progress, signal, aggregatesOnly = false }: Watch,
  ): Promise<readonly Difference[]> {
    const found: Promise<readonly Difference[]>[] = [];
    let [from, events] = [FIRST_ID, 0];
    let open: Stream | null = null;
    for await (const page of eventsByStream(tx, head)) {
      signal?.throwIfAborted();
      const { whole, last } = this.fold(open, page);
      open = last;
      for (const stream of whole) collect(collections, stream);
      const until = last.stream.streamId;
      const compared = aggregatesOnly ? Promise.resolve([]) : this.compareRange(tx, whole, { from, until });
      // Should it fail, that is said where all of them are waited for.
      compared.catch(() => undefined);
      found.push(compared);
      // One page ahead of the database, and no more.
      await found.at(-2);
      from = until;
      progress?.((events += page.length) / head.version);
    }
    if (open) collect(collections, open);
    if (!aggregatesOnly) found.push(this.compareRange(tx, open ? [open] : [], { from, until: LAST_ID }));
    return (await Promise.all(found)).flat();
  }

  /** Goes on with a stream that the last page broke off in; gives those that are whole, and the one that may go on. */
  private fold(open: Stream | null, page: readonly PastEvent[]): { whole: readonly Stream[]; last: Stream } {
    const whole: Stream[] = [];
    for (const event of page) {
      const known: Stream | undefined = open?.stream.streamId === event.streamId ? open : undefined;
      if (open && !known) whole.push(open);
      open = withEvent(known, event, this.models.projections);
    }
    if (!open) throw new Error('A page has events.');
    return { whole, last: open };
  }

  private async compareRange(
    tx: TenantTransaction,
    streams: readonly Stream[],
    range: { from: string; until: string },
  ): Promise<readonly Difference[]> {
    const rows = new Map(
      merged(streams.flatMap(({ projection, stream }) => projection.rows(stream))).map((some) => [some.table, some]),
    );
    const tables = this.models.projections.flatMap((projection) => projection.tables);
    const compared = tables.map((table) =>
      this.comparison.differences(tx, rows.get(table) ?? { table, rows: [] }, range),
    );
    return (await Promise.all(compared)).flat();
  }

  private async compareAggregates(tx: TenantTransaction, all: readonly Rows[]): Promise<readonly Difference[]> {
    const differences: Difference[] = [];
    for (const rows of all) differences.push(...(await this.comparison.differences(tx, rows)));
    return differences;
  }

  /** The streams that got events between two heads, as they were and as they are. */
  private async changesSince(tx: TenantTransaction, before: Head, now: Head): Promise<readonly StreamChange[]> {
    if (before.version === now.version) return [];
    const changes: StreamChange[] = [];
    for (const [streamType, ids] of await readChangedStreams(tx, before.version, now.version)) {
      const projection = this.projectionOf(streamType);
      for (const [id, events] of await readStreams(tx, streamType, ids)) {
        const old = foldStream(
          projection,
          emptyStream(projection, tx.userId, id),
          events.filter(({ version }) => version <= before.version),
        );
        const rest = events.filter(({ version }) => version > before.version);
        changes.push({
          before: projected(projection, old),
          after: projected(projection, foldStream(projection, old, rest)),
        });
      }
    }
    return changes;
  }

  private async compareChanged(
    tx: TenantTransaction,
    changes: readonly StreamChange[],
  ): Promise<readonly Difference[]> {
    const differences: Difference[] = [];
    for (const [streamType, some] of Map.groupBy(changes, ({ after }) => after.streamType)) {
      const projection = this.projectionOf(streamType);
      const ids = some.map(({ after }) => after.stream.streamId);
      const rows = merged(some.flatMap(({ after }) => projection.rows(after.stream)));
      for (const table of projection.tables) {
        const expected = rows.find((other) => other.table === table) ?? { table, rows: [] };
        differences.push(...(await this.comparison.differences(tx, expected, { ids })));
      }
    }
    return differences;
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

  private projectionOf(streamType: string): Projection {
    return projectionOf(streamType, this.models.projections);
  }
}

function collect(collections: readonly Collection[], { projection, stream }: Stream): void {
  const made = projected(projection, stream);
  for (const collection of collections) collection.add(made);
}
