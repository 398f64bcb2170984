import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { ImportAnswer, ImportMapping, ImportStatus } from '@singularity/contract';
import type { Instant } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { countImportBytes } from '../event-store/storage.table.js';
import type { ImportedBytes, ImportOptions } from './import-options.js';
import type { WaitingFill } from './told-fills.js';

/** All of an answer that follows from the files. */
export type ImportPreview = Omit<
  ImportAnswer,
  'id' | 'status' | 'options' | 'progress' | 'connectionId' | 'problem' | 'createdAt' | 'confirmedAt'
>;

export interface ImportRow {
  readonly id: string;
  readonly status: ImportStatus;
  readonly options: ImportOptions;
  readonly preview: ImportPreview;
  readonly done: number;
  readonly total: number;
  readonly problem: string | null;
  readonly createdAt: Instant;
  readonly confirmedAt: Instant | null;
  /** Of which sync it is; all null for files that were sent. */
  readonly connectionId: string | null;
  readonly runId: string | null;
  readonly brokerAccount: string | null;
}

export type OfSync = Pick<ImportRow, 'connectionId' | 'runId' | 'brokerAccount'>;

const [pack, unpack] = [promisify(gzip), promisify(gunzip)];

const COLUMNS = `import_id AS id, status, options, preview, done, total, problem, created_at AS "createdAt",
  confirmed_at AS "confirmedAt", connection_id AS "connectionId", run_id AS "runId",
  broker_account AS "brokerAccount"`;

/** Of each import what its list shows: thousands of rows that could not be read stay with the import itself. */
const LISTED = COLUMNS.replace('preview', `preview || '{"refused": [], "held": [], "lookAlikes": []}' AS preview`);

/** Newest first: ids are made in the order of time. */
export function listImports(tx: TenantTransaction, before: string | null, limit: number): Promise<ImportRow[]> {
  return tx.query(
    `SELECT ${LISTED} FROM import WHERE user_id = $1 AND ($2::uuid IS NULL OR import_id < $2)
      ORDER BY import_id DESC LIMIT $3`,
    [tx.userId, before, limit],
  );
}

/** The same without those of connections that are there, which list them themselves. */
export function listSentImports(tx: TenantTransaction, before: string | null, limit: number): Promise<ImportRow[]> {
  return tx.query(
    `SELECT ${LISTED} FROM import i WHERE user_id = $1 AND ($2::uuid IS NULL OR import_id < $2)
        AND NOT EXISTS (SELECT FROM connection c WHERE c.user_id = $1 AND c.connection_id = i.connection_id)
      ORDER BY import_id DESC LIMIT $3`,
    [tx.userId, before, limit],
  );
}

/** What the member has said that contracts are worth, in all imports of a connection: it is asked about days again. */
export async function toldMultipliers(
  tx: TenantTransaction,
  connectionId: string,
): Promise<ImportOptions['multipliers']> {
  return tx.query<ImportOptions['multipliers'][number]>(
    `SELECT DISTINCT ON (told ->> 'symbol') told ->> 'symbol' AS symbol, told ->> 'multiplier' AS multiplier
       FROM import, jsonb_array_elements(options -> 'multipliers') told
      WHERE user_id = $1 AND connection_id = $2 ORDER BY told ->> 'symbol', import_id DESC`,
    [tx.userId, connectionId],
  );
}

/** Those of some runs of a connection, oldest first. */
export function importsOfRuns(tx: TenantTransaction, runIds: readonly string[]): Promise<ImportRow[]> {
  return tx.query(`SELECT ${LISTED} FROM import WHERE user_id = $1 AND run_id = ANY($2::uuid[]) ORDER BY import_id`, [
    tx.userId,
    runIds,
  ]);
}

export async function findImport(
  tx: TenantTransaction,
  id: string,
  lock: '' | 'FOR UPDATE' = '',
): Promise<ImportRow | null> {
  const sql = `SELECT ${COLUMNS} FROM import WHERE user_id = $1 AND import_id = $2 ${lock}`;
  const [row] = await tx.query<ImportRow>(sql, [tx.userId, id]);
  return row ?? null;
}

export function addImport(
  tx: TenantTransaction,
  { id, options, preview, createdAt }: Pick<ImportRow, 'id' | 'options' | 'preview' | 'createdAt'>,
  { connectionId, runId, brokerAccount }: OfSync = { connectionId: null, runId: null, brokerAccount: null },
): void {
  tx.send(
    `INSERT INTO import (user_id, import_id, status, account_id, options, preview, created_at, connection_id, run_id,
       broker_account)
     VALUES ($1, $2, 'previewed', $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[tx.userId, id, options.accountId, JSON.stringify(options), JSON.stringify(preview), createdAt],
      ...[connectionId, runId, brokerAccount],
    ],
  );
}

export function keepPreview(tx: TenantTransaction, id: string, options: ImportOptions, preview: ImportPreview): void {
  tx.send(`UPDATE import SET account_id = $3, options = $4, preview = $5 WHERE user_id = $1 AND import_id = $2`, [
    tx.userId,
    id,
    options.accountId,
    JSON.stringify(options),
    JSON.stringify(preview),
  ]);
}

export function markImport(
  tx: TenantTransaction,
  id: string,
  status: ImportStatus,
  more: { readonly problem?: string | null; readonly confirmedAt?: Instant } = {},
): void {
  tx.send(
    `UPDATE import SET status = $3, problem = $4, confirmed_at = coalesce($5, confirmed_at)
      WHERE user_id = $1 AND import_id = $2`,
    [tx.userId, id, status, more.problem ?? null, more.confirmedAt ?? null],
  );
}

export function markProgress(tx: TenantTransaction, id: string, done: number, total: number): void {
  tx.send(`UPDATE import SET done = $3, total = $4 WHERE user_id = $1 AND import_id = $2`, [
    tx.userId,
    id,
    done,
    total,
  ]);
}

/** What an import leaves for others: fills that wait for theirs, and keys that are not to come again. */
export function keepLeft(
  tx: TenantTransaction,
  id: string,
  { waiting, voided }: { readonly waiting: readonly WaitingFill[]; readonly voided: readonly string[] },
): void {
  tx.send(`UPDATE import SET waiting = $3, voided = $4 WHERE user_id = $1 AND import_id = $2`, [
    tx.userId,
    id,
    JSON.stringify(waiting),
    voided,
  ]);
}

/** The keys of fills of an account that the broker has taken back, by all imports that stand. */
export async function readVoided(tx: TenantTransaction, accountId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ key: string }>(
    `SELECT unnest(voided) AS key FROM import WHERE user_id = $1 AND account_id = $2 AND status = 'imported'`,
    [tx.userId, accountId],
  );
  return new Set(rows.map(({ key }) => key));
}

/** What waits in an account, of all imports that stand. */
export async function readWaiting(tx: TenantTransaction, accountId: string): Promise<readonly WaitingFill[]> {
  const rows = await tx.query<{ waiting: readonly WaitingFill[] }>(
    `SELECT waiting FROM import WHERE user_id = $1 AND account_id = $2 AND status = 'imported' ORDER BY import_id`,
    [tx.userId, accountId],
  );
  return rows.flatMap(({ waiting }) => waiting);
}

/** A file as it is kept. */
export interface PackedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly content: Buffer;
}

/** Beside the thread that serves everybody: of the largest files it takes seconds. */
export function packed(files: readonly ImportedBytes[]): Promise<readonly PackedFile[]> {
  return Promise.all(
    files.map(async ({ name, content }) => ({
      name,
      bytes: content.length,
      sha256: sha256Of(content),
      content: await pack(content),
    })),
  );
}

export async function addFiles(tx: TenantTransaction, importId: string, files: readonly PackedFile[]): Promise<void> {
  for (const [place, { name, bytes, sha256, content }] of files.entries())
    await tx.query(
      `INSERT INTO import_file (user_id, import_id, place, name, bytes, sha256, content)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [tx.userId, importId, place, name, bytes, sha256, content],
    );
  countImportBytes(tx, packedBytes(files));
}

export function packedBytes(files: readonly PackedFile[]): number {
  return files.reduce((sum, { content }) => sum + content.length, 0);
}

export async function readFiles(tx: TenantTransaction, importId: string): Promise<readonly ImportedBytes[]> {
  return unpackedAll(await readPacked(tx, importId));
}

export function unpackedAll(files: readonly ImportedBytes[]): Promise<readonly ImportedBytes[]> {
  return Promise.all(files.map(unpacked));
}

/** As they are kept. */
export function readPacked(tx: TenantTransaction, importId: string): Promise<PackedFile[]> {
  return tx.query(
    `SELECT name, bytes, sha256, content FROM import_file WHERE user_id = $1 AND import_id = $2 ORDER BY place`,
    [tx.userId, importId],
  );
}

/** One of the files of an import, if it is kept. */
export async function readImportFile(
  tx: TenantTransaction,
  importId: string,
  place: number,
): Promise<ImportedBytes | null> {
  const [row] = await tx.query<ImportedBytes>(
    `SELECT name, content FROM import_file WHERE user_id = $1 AND import_id = $2 AND place = $3`,
    [tx.userId, importId, place],
  );
  return row ? unpacked(row) : null;
}

async function unpacked({ name, content }: ImportedBytes): Promise<ImportedBytes> {
  return { name, content: await unpack(content) };
}

export async function removeFiles(tx: TenantTransaction, importId: string): Promise<void> {
  const gone = await tx.query<{ bytes: number }>(
    `DELETE FROM import_file WHERE user_id = $1 AND import_id = $2 RETURNING length(content) AS bytes`,
    [tx.userId, importId],
  );
  countImportBytes(tx, -gone.reduce((sum, { bytes }) => sum + bytes, 0));
}

export function removeImport(tx: TenantTransaction, id: string): void {
  tx.send(`DELETE FROM import WHERE user_id = $1 AND import_id = $2`, [tx.userId, id]);
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What the columns of such a file meant the last time; null where it was never said. */
export async function findMapping(tx: TenantTransaction, columns: string): Promise<ImportMapping | null> {
  const [row] = await tx.query<{ mapping: ImportMapping }>(
    `SELECT mapping FROM import_mapping WHERE user_id = $1 AND columns = $2`,
    [tx.userId, columns],
  );
  return row?.mapping ?? null;
}

export async function readMappings(tx: TenantTransaction): Promise<readonly ImportMapping[]> {
  const rows = await tx.query<{ mapping: ImportMapping }>(
    `SELECT mapping FROM import_mapping WHERE user_id = $1 ORDER BY columns`,
    [tx.userId],
  );
  return rows.map(({ mapping }) => mapping);
}

export function keepMapping(tx: TenantTransaction, columns: string, mapping: ImportMapping): void {
  tx.send(
    `INSERT INTO import_mapping (user_id, columns, mapping) VALUES ($1, $2, $3)
     ON CONFLICT (user_id, columns) DO UPDATE SET mapping = $3`,
    [tx.userId, columns, JSON.stringify(mapping)],
  );
}

/** Names a kind of file that no reader knows: by its columns, however many and long they are. */
export function columnsDigest(columns: readonly string[]): string {
  return sha256Of(Buffer.from(JSON.stringify(columns)));
}
