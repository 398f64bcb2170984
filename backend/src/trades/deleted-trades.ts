import { PAGE_SIZE } from '@singularity/contract';
import type { DeletedTrade, Page } from '@singularity/contract';
import type { VersionPageQuery } from '@singularity/contract/wire';
import type { TenantTransaction } from '../database/tenants.js';
import { readDeletions } from '../event-store/events.table.js';
import type { PastEvent } from '../event-store/events.table.js';
import { readStreams } from '../event-store/streams.table.js';
import type { RecordedEvent } from '../event-store/recorded-event.js';
import { emptyStream, foldStream } from '../event-store/projection.js';
import { versionInCursor } from '../http/version-cursor.js';
import { tradeAnswer, tradeProjection, tradeRows } from './trades.projection.js';

/** Trades that are deleted now, the last deleted first. They have no rows: what they were stands in their events. */
export async function listDeleted(
  tx: TenantTransaction,
  { cursor, limit = PAGE_SIZE.default }: VersionPageQuery,
): Promise<Page<DeletedTrade>> {
  const deletions = await readDeletions(tx, versionInCursor(cursor), limit + 1);
  const page = deletions.slice(0, limit);
  const pasts = await readStreams(
    tx,
    'trade',
    page.map(({ streamId }) => streamId),
  );
  const items = page.flatMap((deletion) => toDeleted(tx.userId, deletion, pasts.get(deletion.streamId) ?? []));
  return { items, nextCursor: deletions.length > limit ? String(page.at(-1)?.version) : null };
}

function toDeleted(
  userId: string,
  { streamId, version, recordedAt }: RecordedEvent,
  past: readonly PastEvent[],
): readonly DeletedTrade[] {
  const stream = foldStream(tradeProjection, emptyStream(tradeProjection, userId, streamId), past);
  const { state } = stream;
  if (state.status === 'none') return [];
  const { trade, executions } = tradeRows({ ...stream, state });
  return [{ ...tradeAnswer(trade, executions), deletedAt: recordedAt, deletedBy: version }];
}
