import { PAGE_SIZE } from '@singularity/contract';
import type { HistoryEntry, Page, StreamType } from '@singularity/contract';
import { calendarOf, nextDay } from '@singularity/domain';
import type { Day } from '@singularity/domain';
import { readSettings } from '../database/settings.read.js';
import type { TenantTransaction } from '../database/tenants.js';
import { readEventsBackwards, readStreams } from '../event-store/events.table.js';
import type { EventFilter } from '../event-store/events.table.js';
import type { RecordedEvent } from '../event-store/recorded-event.js';
import { versionInCursor } from '../http/version-cursor.js';
import { entriesOf } from './history.entries.js';

export interface HistoryPage {
  readonly cursor?: string;
  readonly limit?: number;
}

interface Days {
  readonly from?: Day;
  readonly to?: Day;
}

/** A page of history, newest first. */
export async function readHistory(
  tx: TenantTransaction,
  { cursor, limit = PAGE_SIZE.default }: HistoryPage,
  filter: EventFilter,
): Promise<Page<HistoryEntry>> {
  const events = await readEventsBackwards(tx, versionInCursor(cursor), filter, limit + 1);
  const page = events.slice(0, limit);
  const items = entriesOf(page, await streamsOf(tx, page));
  return { items, nextCursor: events.length > limit ? String(items.at(-1)?.version) : null };
}

/** Days in the member's time zone, as a stretch of the time at which things were recorded. */
export async function recordedIn(
  tx: TenantTransaction,
  { from, to }: Days,
): Promise<Pick<EventFilter, 'recordedFrom' | 'recordedUntil'>> {
  if (from === undefined && to === undefined) return {};
  const calendar = calendarOf((await readSettings(tx)).timeZone);
  return {
    recordedFrom: from && calendar.startOf(from),
    recordedUntil: to && calendar.startOf(nextDay(to)),
  };
}

/** All events of the streams on a page: what a change meant depends on what went before it. */
async function streamsOf(
  tx: TenantTransaction,
  page: readonly RecordedEvent[],
): Promise<ReadonlyMap<string, readonly RecordedEvent[]>> {
  const ids = Map.groupBy(page, ({ streamType }) => streamType);
  const streams = new Map<string, readonly RecordedEvent[]>();
  for (const [type, events] of ids as Map<StreamType, RecordedEvent[]>)
    for (const [id, stream] of await readStreams(tx, type, [...new Set(events.map(({ streamId }) => streamId))]))
      streams.set(id, stream);
  return streams;
}
