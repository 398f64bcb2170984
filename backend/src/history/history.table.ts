import { PAGE_SIZE } from '@singularity/contract';
import type { HistoryEntry, Page } from '@singularity/contract';
import type { HistoryListQuery, VersionPageQuery } from '@singularity/contract/wire';
import { calendarOf, nextDay } from '@singularity/domain';
import { readSettings } from '../database/settings.read.js';
import type { TenantTransaction } from '../database/tenants.js';
import { readEventsBackwards } from '../event-store/events.table.js';
import type { EventFilter, PastEvent } from '../event-store/events.table.js';
import { readStreams, readUndoings } from '../event-store/streams.table.js';
import type { RecordedEvent } from '../event-store/recorded-event.js';
import { versionInCursor } from '../http/version-cursor.js';
import { entriesOf } from './history.entries.js';

/** A page of history, newest first. */
export async function readHistory(
  tx: TenantTransaction,
  { cursor, limit = PAGE_SIZE.default }: VersionPageQuery,
  filter: EventFilter,
): Promise<Page<HistoryEntry>> {
  const { events, isLast } = await readEventsBackwards(tx, versionInCursor(cursor), filter, limit);
  const streams = await readStreamsOf(tx, events);
  const undoings = await readUndoings(tx, [...streams.keys()]);
  return { items: entriesOf(events, streams, undoings), nextCursor: isLast ? null : String(events.at(-1)?.version) };
}

/** Days in the member's time zone, as a stretch of the time at which things were recorded. */
export async function recordedIn(
  tx: TenantTransaction,
  { from, to }: Pick<HistoryListQuery, 'from' | 'to'>,
): Promise<Pick<EventFilter, 'recordedFrom' | 'recordedUntil'>> {
  if (from === undefined && to === undefined) return {};
  const calendar = calendarOf((await readSettings(tx)).timeZone);
  return {
    recordedFrom: from && calendar.startOf(from),
    recordedUntil: to && calendar.startOf(nextDay(to)),
  };
}

/** The events of the streams on a page up to its newest: what a change meant depends on what went before it. */
async function readStreamsOf(
  tx: TenantTransaction,
  page: readonly RecordedEvent[],
): Promise<ReadonlyMap<string, readonly PastEvent[]>> {
  const upTo = Math.max(...page.map(({ version }) => version));
  const streams = new Map<string, readonly PastEvent[]>();
  for (const [type, events] of Map.groupBy(page, ({ streamType }) => streamType)) {
    const ids = events.map(({ streamId }) => streamId);
    for (const [id, past] of await readStreams(tx, type, ids, { upTo, notes: false })) streams.set(id, past);
  }
  return streams;
}
