import { Inject, Injectable } from '@nestjs/common';
import { same } from '@singularity/domain';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { lockHead, readEvents, readHead } from './events.table.js';
import type { Head } from './events.table.js';
import { AGGREGATE, emptyStream, foldStream, projected, PROJECTIONS } from './projection.js';
import type { Aggregate, FoldedStream, Projection, ProjectedStream, RowClass, Rows } from './projection.js';
import type { RecordedEvent } from './recorded-event.js';
import { RowWriter } from './row-writer.js';

/** A row that is not what the events say: `expected` or `found` is null where there should be, or is, none. */
export interface Difference {
  readonly table: string;
  readonly key: string;
  readonly expected: unknown;
  readonly found: unknown;
}

/** Called after each page of events. */
export type Progress = (events: number) => void;

const PAGE = 5_000;

/** Rebuilds a member's read models from their events, or compares them; with the projections and the writer of the commands. */
@Injectable()
export class Replay {
  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(RowWriter) private readonly writer: RowWriter,
    @Inject(PROJECTIONS) private readonly projections: readonly Projection[],
    @Inject(AGGREGATE) private readonly aggregate: Aggregate,
  ) {}

  /** Replaces all rows of one member, in one transaction under the lock of the ledger's head; reads go on meanwhile. */
  async rebuild(userId: string, progress?: Progress): Promise<number> {
    return this.tenants.withTenant(userId, async (tx) => {
      await tx.query('SET LOCAL statement_timeout = 0');
      await tx.query('SET LOCAL idle_in_transaction_session_timeout = 0');
      const head = await lockHead(tx);
      const rows = await this.expected(tx, head, progress);
      for (const table of this.tables()) await this.writer.deleteAll(tx, table);
      for (const { table, rows: list } of rows) await this.writer.upsert(tx, table, list);
      await tx.query('UPDATE user_head SET projected_version = version WHERE user_id = $1', [userId]);
      return head.version;
    });
  }

  /** Every difference between the rows that stand and those that the events would make. */
  async check(userId: string, progress?: Progress): Promise<readonly Difference[]> {
    return this.tenants.readTenant(userId, async (tx) => {
      await tx.query('SET LOCAL statement_timeout = 0');
      await tx.query('SET LOCAL idle_in_transaction_session_timeout = 0');
      const expected = byTable(await this.expected(tx, await readHead(tx), progress));
      const differences: Difference[] = [];
      for (const table of this.tables())
        differences.push(...this.compare(table, expected.get(table) ?? [], await this.writer.readAll(tx, table)));
      return differences;
    });
  }

  private tables(): readonly RowClass[] {
    return [...this.projections.flatMap((projection) => projection.tables), ...this.aggregate.tables];
  }

  private async expected(tx: TenantTransaction, head: Head, progress?: Progress): Promise<readonly Rows[]> {
    const streams = new Map<string, { projection: Projection; stream: FoldedStream }>();
    for await (const event of eventsUpTo(tx, head.version, progress)) {
      const known = streams.get(event.streamId) ?? this.begin(event);
      streams.set(event.streamId, { ...known, stream: foldStream(known.projection, known.stream, [event]) });
    }
    const folded: ProjectedStream[] = [];
    const rows: Rows[] = [];
    for (const { projection, stream } of streams.values()) {
      folded.push(projected(projection, stream));
      rows.push(...projection.rows(stream));
    }
    return merged([...rows, ...this.aggregate.rows(folded)]);
  }

  private begin(event: RecordedEvent): { projection: Projection; stream: FoldedStream } {
    const projection = this.projections.find(({ streamType }) => streamType === event.streamType);
    if (!projection) throw new Error(`Nothing here projects streams of type ${event.streamType}.`);
    return { projection, stream: emptyStream(projection, event.userId, event.streamId) };
  }

  private compare(table: RowClass, expected: readonly object[], found: ReadonlyMap<string, object>): Difference[] {
    const name = this.writer.nameOf(table);
    const rest = new Map(found);
    const differences: Difference[] = [];
    for (const row of expected) {
      const key = this.writer.keyOf(table, row);
      const there = rest.get(key) ?? null;
      rest.delete(key);
      if (!same(row, there)) differences.push({ table: name, key, expected: row, found: there });
    }
    for (const [key, row] of rest) differences.push({ table: name, key, expected: null, found: row });
    return differences;
  }
}

/** All events up to a version, read page by page. */
export async function* eventsUpTo(
  tx: TenantTransaction,
  version: number,
  progress?: Progress,
): AsyncIterable<RecordedEvent> {
  for (let after = 0; after < version;) {
    const page = await readEvents(tx, after, version, PAGE);
    yield* page;
    after = page.at(-1)?.version ?? version;
    progress?.(page.length);
  }
}

function byTable(rows: readonly Rows[]): Map<RowClass, readonly object[]> {
  return new Map(rows.map(({ table, rows: list }) => [table, list]));
}

function merged(all: readonly Rows[]): readonly Rows[] {
  const tables = new Map<RowClass, object[]>();
  for (const { table, rows } of all) {
    const list = tables.get(table);
    if (list) for (const row of rows) list.push(row);
    else tables.set(table, [...rows]);
  }
  return [...tables].map(([table, rows]) => ({ table, rows }));
}
