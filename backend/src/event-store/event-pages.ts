import { setImmediate } from 'node:timers/promises';
import type { TenantTransaction } from '../database/tenants.js';
import type { Head, PastEvent } from './events.table.js';

/** Small enough that whoever works on a page keeps nobody else waiting, and that it is gone before it counts as old. */
const STREAMS_PAGE = 500;

/**
 * All events up to the head, page by page: stream after stream in order of ids, so that each can be finished before the
 * next begins. While one page is worked on, the next is under way. Throws at the end if an event is missing.
 */
export async function* eventsByStream(tx: TenantTransaction, head: Head): AsyncIterable<readonly PastEvent[]> {
  await tx.query(
    `DECLARE past NO SCROLL CURSOR FOR
     SELECT user_id AS "userId", version, stream_type AS "streamType", stream_id AS "streamId",
            stream_version AS "streamVersion", type, schema_version AS "schemaVersion", recorded_at AS "recordedAt", origin,
            payload
       FROM event WHERE user_id = $1 AND version <= $2 ORDER BY stream_id, stream_version`,
    [tx.userId, head.version],
  );
  const read = () => {
    const page = tx.query<PastEvent>(`FETCH ${STREAMS_PAGE} FROM past`);
    // Who breaks off never asks for the page that was under way.
    page.catch(() => undefined);
    return page;
  };
  let events = 0;
  for (let next = read(); ;) {
    const page = await next;
    if (page.length === 0) break;
    next = read();
    // Else it would be asked for only after the work on this one, which goes on without a turn of the event loop.
    await setImmediate();
    events += page.length;
    yield page;
  }
  await tx.query('CLOSE past');
  if (events !== head.version) throw new Error(`Event ${await firstMissing(tx, head)} is missing.`);
}

async function firstMissing(tx: TenantTransaction, head: Head): Promise<number> {
  const [row] = await tx.query<{ version: number }>(
    `SELECT min(n) AS version FROM generate_series(1, $2::bigint) n
      WHERE NOT EXISTS (SELECT FROM event WHERE user_id = $1 AND version = n)`,
    [tx.userId, head.version],
  );
  return row?.version ?? head.version;
}
