import { Inject, Injectable } from '@nestjs/common';
import { same } from '@singularity/domain';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { lockHead, readEvents, readHead } from './events.table.js';
import type { Head } from './events.table.js';
import { LedgerFold } from './ledger-fold.js';
import type { Stream } from './ledger-fold.js';
import { AGGREGATE, merged, projected, PROJECTIONS } from './projection.js';
import type { Aggregate, Projection, RowClass, Rows } from './projection.js';
import type { RecordedEvent } from './recorded-event.js';
import { RowWriter } from './row-writer.js';

/** A row that is not what the events say: `expected` or `found` is null where there should be, or is, none. */
export interface Difference {
  readonly table: string;
  readonly key: string;
  readonly expected: object | null;
  readonly found: object | null;
}

/** Told now and then how much of the work is done, from 0 to 1: half of it is reading, half is making rows. */
export type Progress = (done: number) => void;

const PAGE = 5_000;
/** Streams whose rows are made, and written or compared, at a time. */
const PORTION = 1_000;

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
      const streams = await this.fold(tx, head, progress);
      for (const table of this.tables()) await this.writer.deleteAll(tx, table);
      for (const { table, rows } of this.rowsOf(streams, progress)) await this.writer.upsert(tx, table, rows);
      await tx.query('UPDATE user_head SET projected_version = version WHERE user_id = $1', [userId]);
      return head.version;
    });
  }

  /** Every difference between the rows that stand and those that the events would make. */
  async check(userId: string, progress?: Progress): Promise<readonly Difference[]> {
    return this.tenants.readTenant(userId, async (tx) => {
      await tx.query('SET LOCAL statement_timeout = 0');
      await tx.query('SET LOCAL idle_in_transaction_session_timeout = 0');
      const streams = await this.fold(tx, await readHead(tx), progress);
      const found = new Map<RowClass, Map<string, object>>();
      for (const table of this.tables()) found.set(table, await this.writer.readAll(tx, table));
      return this.differences(this.rowsOf(streams, progress), found);
    });
  }

  private tables(): readonly RowClass[] {
    return [...this.projections.flatMap((projection) => projection.tables), ...this.aggregate.tables];
  }

  /** Every stream as its last event left it. */
  private async fold(tx: TenantTransaction, head: Head, progress?: Progress): Promise<Map<string, Stream>> {
    const fold = new LedgerFold(this.projections);
    for await (const event of eventsBetween(tx, 0, head.version)) {
      if (fold.version % PAGE === 0) progress?.(fold.version / head.version / 2);
      fold.add(event);
    }
    if (fold.version !== head.version) throw new Error(`The events after ${fold.version} are missing.`);
    return fold.streams;
  }

  /** The rows that streams make, in portions. Uses the streams up, so that a large ledger is in memory only once. */
  private *rowsOf(streams: Map<string, Stream>, progress?: Progress): Iterable<Rows> {
    const all = streams.size;
    const collection = this.aggregate.collect();
    let portion: Rows[] = [];
    for (const [id, { projection, stream }] of streams) {
      portion.push(...projection.rows(stream));
      collection.add(projected(projection, stream));
      streams.delete(id);
      if (streams.size % PORTION !== 0) continue;
      yield* merged(portion);
      portion = [];
      progress?.(1 - streams.size / all / 2);
    }
    yield* collection.rows();
  }

  private differences(all: Iterable<Rows>, found: Map<RowClass, Map<string, object>>): readonly Difference[] {
    const differences: Difference[] = [];
    for (const { table, rows } of all) {
      for (const expected of rows) {
        const key = this.writer.keyOf(table, expected);
        const there = found.get(table)?.get(key) ?? null;
        found.get(table)?.delete(key);
        if (!same(expected, there)) differences.push({ table: this.writer.nameOf(table), key, expected, found: there });
      }
    }
    for (const [table, rest] of found)
      for (const [key, row] of rest)
        differences.push({ table: this.writer.nameOf(table), key, expected: null, found: row });
    return differences;
  }
}

/** Events from after one version up to and including another, read page by page. */
export async function* eventsBetween(tx: TenantTransaction, after: number, upTo: number): AsyncIterable<RecordedEvent> {
  for (; after < upTo; after += PAGE) yield* await readEvents(tx, after, Math.min(after + PAGE, upTo));
}
