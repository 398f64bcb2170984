import { PAGE_SIZE } from '@singularity/contract';
import type { HistoryEntry, Page, StreamType } from '@singularity/contract';
import { changesOf } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { readEventsBackwards } from '../event-store/events.table.js';
import { toLedgerEvent } from '../event-store/recorded-event.js';
import type { RecordedEvent } from '../event-store/recorded-event.js';
import { invalidFields } from '../http/problem.js';

export interface HistoryPage {
  readonly cursor?: string;
  readonly limit?: number;
}

/** A page of history, newest first. The cursor is the version that the page before ended with. */
export async function readHistory(
  tx: TenantTransaction,
  { cursor, limit = PAGE_SIZE.default }: HistoryPage,
  stream: { readonly type: StreamType; readonly id: string } | null,
): Promise<Page<HistoryEntry>> {
  const before = cursor === undefined ? null : versionOf(cursor);
  const events = await readEventsBackwards(tx, before, stream, limit + 1);
  const items = events.slice(0, limit).map(toEntry);
  return { items, nextCursor: events.length > limit ? String(items.at(-1)?.version) : null };
}

function versionOf(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor))
    throw invalidFields([{ field: 'cursor', message: 'This is not a cursor of this list.' }]);
  return Number(cursor);
}

function toEntry(event: RecordedEvent): HistoryEntry {
  const { version, streamVersion, streamType, streamId, type, recordedAt, origin, hash } = event;
  return {
    version,
    streamVersion,
    stream: { type: streamType, id: streamId },
    type,
    recordedAt,
    origin,
    changes: event.payload === null ? [] : changesOf(toLedgerEvent(event)),
    hash,
  };
}
