import type { StreamType } from '@singularity/contract';
import type { Instant, StatRules } from '@singularity/domain';
import { NoLedger } from '../database/no-ledger.js';
import type { TenantTransaction } from '../database/tenants.js';
import { PROJECTION_VERSION } from './projection-version.js';
import type { RecordedEvent } from './recorded-event.js';
import { EVENT_BYTES, STORED_BYTES } from './storage.table.js';

/** Where a member's ledger ends: its last version and hash. */
export interface LedgerEnd {
  readonly version: number;
  readonly hash: string;
  readonly recordedAt: Instant;
}

export interface Head extends LedgerEnd {
  /** By which version of the projections the rows were made. */
  readonly projectionVersion: number;
  /** What the member has stored, as far as it is counted. */
  readonly storedBytes: number;
  readonly countedVersion: number;
  /** By which rules the buckets of days and weeks were made, where they are not those that stand. */
  readonly bucketRules: StatRules | null;
  /** Who wants to be told of its events. */
  readonly consumers: readonly string[];
}

/** What of an event a replay needs. */
export type PastEvent = Pick<
  RecordedEvent,
  | 'userId'
  | 'version'
  | 'streamType'
  | 'streamId'
  | 'streamVersion'
  | 'type'
  | 'schemaVersion'
  | 'recordedAt'
  | 'origin'
  | 'payload'
>;

const COLUMNS = `user_id AS "userId", version, stream_type AS "streamType", stream_id AS "streamId",
  stream_version AS "streamVersion", type, schema_version AS "schemaVersion", command_id AS "commandId", origin,
  batch_id AS "batchId", undoes, recorded_at AS "recordedAt", payload, encode(salt, 'hex') AS salt,
  encode(payload_digest, 'hex') AS "payloadDigest", encode(hash, 'hex') AS hash`;

/** Locks the head: from here to the end of the transaction this member's ledger has one writer, and a total order. */
export async function lockHead(tx: TenantTransaction): Promise<Head> {
  return oneHead(tx, 'FOR UPDATE');
}

export async function readHead(tx: TenantTransaction): Promise<Head> {
  return oneHead(tx, '');
}

async function oneHead(tx: TenantTransaction, lock: string): Promise<Head> {
  const [head] = await tx.query<Head>(
    `SELECT version, encode(hash, 'hex') AS hash, recorded_at AS "recordedAt", projection_version AS "projectionVersion",
            ${STORED_BYTES} AS "storedBytes", counted_version AS "countedVersion",
            '{"sessionAccounts": []}'::jsonb || bucket_settings AS "bucketRules", consumers
       FROM user_head WHERE user_id = $1 ${lock}`,
    [tx.userId],
  );
  if (!head) throw new NoLedger();
  return head;
}

export async function createHead(tx: TenantTransaction, head: LedgerEnd): Promise<void> {
  await tx.query(
    `INSERT INTO user_head (user_id, version, hash, recorded_at, projected_version, projection_version)
     VALUES ($1, $2, decode($3, 'hex'), $4, $2, $5) ON CONFLICT (user_id) DO NOTHING`,
    [tx.userId, head.version, head.hash, head.recordedAt, PROJECTION_VERSION],
  );
}

/** `bytes` are those of the events since the head as it stands, which are counted unless there are earlier ones to count. */
export function advanceHead(tx: TenantTransaction, head: LedgerEnd, bytes: number): void {
  tx.send(
    `UPDATE user_head SET version = $2, hash = decode($3, 'hex'), recorded_at = $4, projected_version = $2,
            event_bytes = CASE WHEN counted_version = version THEN event_bytes + $5 ELSE event_bytes END,
            counted_version = CASE WHEN counted_version = version THEN $2 ELSE counted_version END
      WHERE user_id = $1`,
    [tx.userId, head.version, head.hash, head.recordedAt, bytes],
  );
}

/**
 * Says who wants to be told. Under the lock of the head: a command that waits for it reads this row anew, and so misses no
 * consumer that came meanwhile.
 */
export function keepConsumers(tx: TenantTransaction, consumers: readonly string[]): void {
  tx.send('UPDATE user_head SET consumers = $2 WHERE user_id = $1', [tx.userId, consumers]);
}

/** Says by which rules the buckets were made; null for those that stand. */
export function keepBucketRules(tx: TenantTransaction, rules: StatRules | null): void {
  tx.send(`UPDATE user_head SET bucket_settings = $2::jsonb WHERE user_id = $1`, [
    tx.userId,
    rules && JSON.stringify(rules),
  ]);
}

/** Says by which version of the projections the rows were made, up to the last event, and by the settings that stand. */
export function markProjected(tx: TenantTransaction, projectionVersion: number): void {
  tx.send(
    `UPDATE user_head SET projected_version = version, projection_version = $2, bucket_settings = NULL WHERE user_id = $1`,
    [tx.userId, projectionVersion],
  );
}

/** The ids of the streams that got events after one version and up to another, by type. Throws where an event is missing. */
export async function readChangedStreams(
  tx: TenantTransaction,
  after: number,
  upTo: number,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const streams = await tx.query<{ type: string; id: string; events: number }>(
    `SELECT stream_type AS type, stream_id AS id, count(*) AS events FROM event
      WHERE user_id = $1 AND version > $2 AND version <= $3 GROUP BY stream_type, stream_id`,
    [tx.userId, after, upTo],
  );
  const events = streams.reduce((all, stream) => all + stream.events, 0);
  if (events !== upTo - after) throw new Error(`An event between ${after} and ${upTo} is missing.`);
  const types = Map.groupBy(streams, ({ type }) => type);
  return new Map([...types].map(([type, some]) => [type, some.map(({ id }) => id)]));
}

/**
 * Events in order, from after one version up to and including another. Versions are gapless, so that a page is a range:
 * a LIMIT would have every page sort all that follows wherever the planner knows nothing about the table yet.
 */
export async function readEvents(
  tx: TenantTransaction,
  after: number,
  upTo: number,
): Promise<readonly RecordedEvent[]> {
  return tx.query(
    `SELECT ${COLUMNS} FROM event
      WHERE user_id = $1 AND version > $2 AND version <= $3 ORDER BY version`,
    [tx.userId, after, upTo],
  );
}

/** The streams that have events after one version, up to and including another, each with the last of these. */
export async function readStreamsBetween(
  tx: TenantTransaction,
  after: number,
  upTo: number,
): Promise<readonly { readonly type: StreamType; readonly id: string; readonly version: number }[]> {
  return tx.query(
    `SELECT stream_type AS type, stream_id AS id, max(version) AS version FROM event
      WHERE user_id = $1 AND version > $2 AND version <= $3 GROUP BY stream_type, stream_id ORDER BY max(version)`,
    [tx.userId, after, upTo],
  );
}

/** What is asked of a ledger's events; all of it must hold. */
export interface EventFilter {
  readonly stream?: { readonly type: StreamType; readonly id: string } | undefined;
  readonly types?: readonly string[] | undefined;
  /** Of these accounts, and of trades that are or were in them. */
  readonly accountIds?: readonly string[] | undefined;
  readonly recordedFrom?: Instant | undefined;
  readonly recordedUntil?: Instant | undefined;
}

/** So much of payloads is read for one page, and at least one event: notes may be long, and pages of them longer. */
const PAGE_BYTES = 1_000_000;

/** A page of events, newest first, from before one version: up to so many, fewer where they are large. */
export async function readEventsBackwards(
  tx: TenantTransaction,
  before: number | null,
  { stream, types, accountIds, recordedFrom, recordedUntil }: EventFilter,
  limit: number,
): Promise<{ readonly events: readonly RecordedEvent[]; readonly isLast: boolean }> {
  const parameters: unknown[] = [tx.userId, before ?? Number.MAX_SAFE_INTEGER, limit + 1];
  const parameter = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = [
    ...(stream ? [`stream_id = ${parameter(stream.id)} AND stream_type = ${parameter(stream.type)}`] : []),
    ...(types ? [`type = ANY(${parameter(types)})`] : []),
    ...(accountIds ? [inAccounts(parameter(accountIds))] : []),
    ...(recordedFrom ? [`recorded_at >= ${parameter(recordedFrom)}`] : []),
    ...(recordedUntil ? [`recorded_at < ${parameter(recordedUntil)}`] : []),
  ];
  const order = `ORDER BY ${stream ? 'stream_version' : 'version'} DESC`;
  const found = await tx.query<{ found: number } & RecordedEvent>(
    `SELECT ${COLUMNS}, found FROM (
       SELECT *, count(*) OVER () AS found, sum(bytes) OVER (${order}) - bytes AS before FROM (
         SELECT *, coalesce(octet_length(payload::text), 0) AS bytes FROM event
          WHERE user_id = $1 AND version < $2 ${conditions.map((condition) => `AND ${condition} `).join('')}
          ${order} LIMIT $3) page) sized
      WHERE before < ${PAGE_BYTES} ${order} LIMIT $3 - 1`,
    parameters,
  );
  const events = found.map(({ found: _found, ...event }) => event);
  return { events, isLast: events.length === (found[0]?.found ?? 0) };
}

function inAccounts(ids: string): string {
  return `(stream_id = ANY(${ids}::uuid[]) OR stream_id IN (
    SELECT stream_id FROM event
     WHERE user_id = $1 AND stream_type = 'trade' AND (payload ->> 'accountId' = ANY(${ids}::text[])
        OR payload #>> '{changes,accountId,to}' = ANY(${ids}::text[]))))`;
}

/** What deleted the streams that are deleted now, newest first: of a deleted stream that is its last event. */
export async function readDeletions(
  tx: TenantTransaction,
  before: number | null,
  limit: number,
): Promise<readonly RecordedEvent[]> {
  return tx.query(
    `SELECT ${COLUMNS} FROM event e
      WHERE user_id = $1 AND version < $2 AND type = 'TradeDeleted' AND NOT EXISTS (
        SELECT FROM event later WHERE later.user_id = $1 AND later.stream_id = e.stream_id
           AND later.stream_version > e.stream_version)
      ORDER BY version DESC LIMIT $3`,
    [tx.userId, before ?? Number.MAX_SAFE_INTEGER, limit],
  );
}

/** The hashes that stand in the ledger at versions, by version; nothing for those that are not there. */
export async function readHashes(
  tx: TenantTransaction,
  versions: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const rows = await tx.query<{ version: number; hash: string }>(
    `SELECT version, encode(hash, 'hex') AS hash FROM event WHERE user_id = $1 AND version = ANY($2::bigint[])`,
    [tx.userId, versions],
  );
  return new Map(rows.map(({ version, hash }) => [version, hash]));
}

/** One event; null where the ledger has no such version. */
export async function readEvent(tx: TenantTransaction, version: number): Promise<RecordedEvent | null> {
  const [event] = await readEvents(tx, version - 1, version);
  return event ?? null;
}

/** What one request did to many, the newest first. */
export async function readBatch(tx: TenantTransaction, batchId: string): Promise<readonly RecordedEvent[]> {
  return tx.query(`SELECT ${COLUMNS} FROM event WHERE user_id = $1 AND batch_id = $2 ORDER BY version DESC`, [
    tx.userId,
    batchId,
  ]);
}

/**
 * One statement for any number of events, out of one parameter: many times as fast as row by row. Gives the bytes that
 * they are counted with. The member is read from the head, by which a cluster knows where to insert.
 */
export async function insertEvents(tx: TenantTransaction, events: readonly RecordedEvent[]): Promise<number> {
  const inserted = await tx.query<{ bytes: number }>(
    `INSERT INTO event (user_id, version, stream_type, stream_id, stream_version, type, schema_version, payload,
                        payload_digest, salt, command_id, origin, batch_id, undoes, recorded_at, hash)
     SELECT h.user_id, e.version, "streamType", "streamId", "streamVersion", type, "schemaVersion", payload,
            decode("payloadDigest", 'hex'), decode(salt, 'hex'), "commandId", origin, "batchId", undoes,
            "recordedAt", decode(e.hash, 'hex')
       FROM user_head h, jsonb_to_recordset($2::jsonb) AS e(
            version bigint, "streamType" text, "streamId" uuid, "streamVersion" integer, type text,
            "schemaVersion" smallint, payload jsonb, "payloadDigest" text, salt text, "commandId" uuid, origin text,
            "batchId" uuid, undoes bigint, "recordedAt" timestamptz, hash text)
      WHERE h.user_id = $1
     RETURNING ${EVENT_BYTES} AS bytes`,
    [tx.userId, JSON.stringify(events)],
  );
  return inserted.reduce((sum, { bytes }) => sum + bytes, 0);
}

/**
 * The last version up to a head that was recorded at or before a moment; 0 where there is none. Moments never run
 * backwards within a ledger, so it is found by halving, each step one look into the primary key.
 */
export async function lastVersionAt(tx: TenantTransaction, head: number, moment: Instant): Promise<number> {
  let [known, beyond] = [0, head + 1];
  while (beyond - known > 1) {
    const middle = Math.floor((known + beyond) / 2);
    const [event] = await tx.query('SELECT FROM event WHERE user_id = $1 AND version = $2 AND recorded_at <= $3', [
      tx.userId,
      middle,
      moment,
    ]);
    if (event) known = middle;
    else beyond = middle;
  }
  return known;
}

/** When a version was recorded; null for one that is not there. */
export async function recordedAt(tx: TenantTransaction, version: number): Promise<Instant | null> {
  const [event] = await tx.query<{ recordedAt: Instant }>(
    'SELECT recorded_at AS "recordedAt" FROM event WHERE user_id = $1 AND version = $2',
    [tx.userId, version],
  );
  return event?.recordedAt ?? null;
}
