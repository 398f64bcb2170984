import type { TenantTransaction } from '../database/tenants.js';
import type { PastEvent } from './events.table.js';

/** What of streams is read. */
export interface Extent {
  /** Up to and including this version of the ledger. */
  readonly upTo?: number | undefined;
  /**
   * By stream id, the version of the stream that matters beside the last one: its notes, and those that it replaced, are
   * read as well.
   */
  readonly at?: ReadonlyMap<string, number>;
  /** Where false, all notes are left out. */
  readonly notes?: boolean;
}

const COLUMNS = `user_id AS "userId", version, stream_type AS "streamType", stream_id AS "streamId",
  stream_version AS "streamVersion", type, schema_version AS "schemaVersion", recorded_at AS "recordedAt", origin`;

/** Whether an event sets the notes. */
const NOTED = `payload ? 'notes' OR payload -> 'changes' ? 'notes'`;
/** What a fold can do without: notes that were replaced later, and what executions were before a change. */
const SLIM = `payload #- '{notes}' #- '{changes,notes}' #- '{changes,executions,from}'`;

/**
 * The events of streams, in order, by stream id, for folding: it comes to the state of the last event, and at the version
 * that matters. Notes are most of what a ledger weighs, and hundreds of old ones would be read for each command: those that
 * such a fold does not keep are left out, so that payloads are not as they were recorded.
 */
export async function readStreams(
  tx: TenantTransaction,
  streamType: string,
  streamIds: readonly string[],
  { upTo, at, notes = true }: Extent = {},
): Promise<ReadonlyMap<string, readonly PastEvent[]>> {
  if (streamIds.length === 0) return new Map();
  const ids = [...new Set(streamIds)];
  const events = await tx.query<PastEvent>(notes ? WITH_NOTES : WITHOUT_NOTES, [
    tx.userId,
    ids,
    streamType,
    upTo ?? Number.MAX_SAFE_INTEGER,
    ...(notes ? [ids.map((id) => at?.get(id) ?? null)] : []),
  ]);
  return Map.groupBy(events, (event) => event.streamId);
}

const OF_STREAMS = `user_id = $1 AND stream_id = ANY($2::uuid[]) AND stream_type = $3 AND version <= $4`;

const WITHOUT_NOTES = `SELECT ${COLUMNS}, ${SLIM} AS payload FROM event WHERE ${OF_STREAMS}
  ORDER BY stream_id, stream_version`;

const WITH_NOTES = `SELECT ${COLUMNS}, CASE WHEN stream_version IN (
           at, max(noted) OVER stream,
           max(noted) FILTER (WHERE stream_version <= at) OVER stream,
           max(noted) FILTER (WHERE stream_version < at) OVER stream) THEN payload ELSE ${SLIM} END AS payload
    FROM (SELECT *, CASE WHEN ${NOTED} THEN stream_version END AS noted,
                 ($5::integer[])[array_position($2::uuid[], stream_id)] AS at
            FROM event WHERE ${OF_STREAMS}) e
  WINDOW stream AS (PARTITION BY stream_id)
   ORDER BY stream_id, stream_version`;

/** Which versions of streams are taken back, each with the one that takes it back, in the order of the ledger. */
export function readUndoings(
  tx: TenantTransaction,
  streamIds: readonly string[],
): Promise<readonly { readonly version: number; readonly undoes: number }[]> {
  return tx.query(
    `SELECT version, undoes FROM event WHERE user_id = $1 AND stream_id = ANY($2::uuid[]) AND undoes IS NOT NULL
      ORDER BY version`,
    [tx.userId, streamIds],
  );
}
