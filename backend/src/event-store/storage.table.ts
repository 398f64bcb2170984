import type { TenantTransaction } from '../database/tenants.js';
import { NoLedger } from '../database/no-ledger.js';
import type { RecordedEvent } from './recorded-event.js';

/** Bytes that a row takes beside its content: its columns of fixed length, its places in indexes, what derives from it. */
const BESIDE_EVENT = 500;
const BESIDE_ANSWER = 200;

/** What an event is counted with, as SQL on a row of `event`. */
export const EVENT_BYTES = `${BESIDE_EVENT} + coalesce(octet_length(payload::text), 0)`;

/** Of a ledger from before events were counted, so many are counted with each command until all of them are. */
const COUNTED_AT_ONCE = 50_000;

const UNCOUNTED_UNTIL = `least(user_head.version, user_head.counted_version + ${COUNTED_AT_ONCE})`;
const UNCOUNTED_BYTES = `(SELECT coalesce(sum(${EVENT_BYTES}), 0) FROM event
   WHERE event.user_id = $1 AND event.version > user_head.counted_version AND event.version <= ${UNCOUNTED_UNTIL})`;

/** Counts events that a process did not count which recorded them, so far as it is quickly done. */
export function countUncounted(tx: TenantTransaction): void {
  tx.send(
    `UPDATE user_head SET event_bytes = event_bytes + ${UNCOUNTED_BYTES}, counted_version = ${UNCOUNTED_UNTIL}
      WHERE user_id = $1`,
    [tx.userId],
  );
}

/** In the head: all that is stored, of whatever kind. */
export const STORED_BYTES = 'event_bytes + answer_bytes + screenshot_bytes + import_bytes';

/** What events will be counted with once they are recorded, but for a few spaces. */
export function bytesOf(events: readonly Pick<RecordedEvent, 'payload'>[]): number {
  return events.reduce((sum, { payload }) => sum + BESIDE_EVENT + Buffer.byteLength(JSON.stringify(payload)), 0);
}

/** What an answer that is kept under a key is counted with, as SQL on its key and its response. */
export function answerBytes(key: string, response: string): string {
  return `${BESIDE_ANSWER} + octet_length(${key}) + octet_length(${response}::text)`;
}

/** Counts what screenshots took (or, negative, left). It locks the head until the transaction ends. */
export function countScreenshotBytes(tx: TenantTransaction, change: number): void {
  tx.send(`UPDATE user_head SET screenshot_bytes = screenshot_bytes + $2 WHERE user_id = $1`, [tx.userId, change]);
}

/** Counts what files of imports took (or, negative, left). It locks the head until the transaction ends. */
export function countImportBytes(tx: TenantTransaction, change: number): void {
  tx.send(`UPDATE user_head SET import_bytes = import_bytes + $2 WHERE user_id = $1`, [tx.userId, change]);
}

/** What a member has stored, in bytes: the journal is the events and the answers that are kept for retries. */
export interface StoredBytes {
  readonly journalBytes: number;
  readonly screenshotBytes: number;
  readonly importBytes: number;
}

export async function readStoredBytes(tx: TenantTransaction): Promise<StoredBytes> {
  const [stored] = await tx.query<StoredBytes>(
    `SELECT event_bytes + answer_bytes + ${UNCOUNTED_BYTES} AS "journalBytes", screenshot_bytes AS "screenshotBytes",
            import_bytes AS "importBytes"
       FROM user_head WHERE user_id = $1`,
    [tx.userId],
  );
  if (!stored) throw new NoLedger();
  return stored;
}
