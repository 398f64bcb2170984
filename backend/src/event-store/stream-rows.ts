import type { TenantTransaction } from '../database/tenants.js';
import { readChangedStreams } from './events.table.js';
import type { Head } from './events.table.js';
import { projectionOf } from './ledger-fold.js';
import type { Stream } from './ledger-fold.js';
import { emptyStream, foldStream, merged, projected } from './projection.js';
import type { Projection, StreamChange } from './projection.js';
import type { Difference, OfStreams, RowComparison } from './row-comparison.js';
import { streamPages } from './stream-pages.js';
import type { StreamPage } from './stream-pages.js';
import { readStreams } from './streams.table.js';

export interface PageCompared extends StreamPage {
  readonly differences: readonly Difference[];
}

/** The rows of streams as the events would make them, beside those that stand. */
export class StreamRows {
  constructor(
    private readonly comparison: RowComparison,
    private readonly projections: readonly Projection[],
  ) {}

  /** All streams, page by page, each with all rows that there are up to the last stream in it; one page ahead of the database, and no more. */
  async *compareAll(tx: TenantTransaction, head: Head): AsyncIterable<PageCompared> {
    let before: Promise<PageCompared> | null = null;
    for await (const page of streamPages(tx, head, this.projections)) {
      const compared = this.compare(tx, page.streams, page.range).then((differences) => ({ ...page, differences }));
      // Should it fail, that is said where it is waited for.
      compared.catch(() => undefined);
      if (before) yield await before;
      before = compared;
    }
    if (before) yield await before;
  }

  /** The streams that got events between two heads, as they were and as they are. */
  async changesBetween(tx: TenantTransaction, before: Head, now: Head): Promise<readonly StreamChange[]> {
    if (before.version === now.version) return [];
    const changes: StreamChange[] = [];
    for (const [streamType, ids] of await readChangedStreams(tx, before.version, now.version)) {
      const projection = projectionOf(streamType, this.projections);
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

  /** Of streams that have changed. */
  async compareChanged(tx: TenantTransaction, changes: readonly StreamChange[]): Promise<readonly Difference[]> {
    const streams = changes.map(({ after }) => ({
      projection: projectionOf(after.streamType, this.projections),
      stream: after.stream,
    }));
    return streams.length === 0 ? [] : this.compare(tx, streams, { ids: streams.map(({ stream }) => stream.streamId) });
  }

  private async compare(
    tx: TenantTransaction,
    streams: readonly Stream[],
    of: OfStreams,
  ): Promise<readonly Difference[]> {
    const made = merged(streams.flatMap(({ projection, stream }) => projection.rows(stream)));
    const rows = new Map(made.map((some) => [some.table, some]));
    const tables = this.projections.flatMap((projection) => projection.tables);
    const compared = tables.map((table) => this.comparison.differences(tx, rows.get(table) ?? { table, rows: [] }, of));
    return (await Promise.all(compared)).flat();
  }
}
