import type { DataSource } from 'typeorm';
import type { DigestFile, DigestItem, LedgerKey } from '@singularity/contract';
import type { Receipt } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';

/** The signed root over all ledgers on a day; nothing in it is about a member. */
export interface Digest {
  /** How the tree below the root is made. */
  readonly form: DigestFile['digest'];
  readonly day: string;
  readonly keyId: string;
  readonly root: string;
  readonly count: number;
  readonly signature: string;
  readonly createdAt: string;
}

/** What leads from a member's ledger to a root. */
export interface DigestProof extends Receipt {
  readonly userId: string;
  readonly salt: string;
  readonly path: readonly string[];
}

export async function hasDigest(database: DataSource, day: string): Promise<boolean> {
  return ((await database.query('SELECT FROM digest WHERE day = $1', [day])) as unknown[]).length > 0;
}

/** Null where there is none yet. */
export async function lastDigestDay(database: DataSource): Promise<string | null> {
  const rows: { day: string | null }[] = await database.query('SELECT max(day)::text AS day FROM digest');
  return rows[0]?.day ?? null;
}

/** Makes it the digest of its day; false where another process was first. */
export async function insertDigest(database: DataSource, digest: Digest): Promise<boolean> {
  const rows = (await database.query(
    `INSERT INTO digest (day, form, key_id, root, count, signature, created_at)
     VALUES ($1, $2, $3, decode($4, 'hex'), $5, decode($6, 'hex'), $7) ON CONFLICT (day) DO NOTHING RETURNING day`,
    [digest.day, digest.form, digest.keyId, digest.root, digest.count, digest.signature, digest.createdAt],
  )) as unknown[];
  return rows.length > 0;
}

export async function keepKey(database: DataSource, key: Omit<LedgerKey, 'current'>): Promise<void> {
  await database.query(
    `INSERT INTO digest_key (key_id, public_key, first_used_at) VALUES ($1, decode($2, 'hex'), $3)
     ON CONFLICT (key_id) DO NOTHING`,
    [key.keyId, key.publicKey, key.firstUsedAt],
  );
}

export async function readKeys(database: DataSource): Promise<readonly Omit<LedgerKey, 'current'>[]> {
  return database.query(
    `SELECT key_id AS "keyId", encode(public_key, 'hex') AS "publicKey", first_used_at AS "firstUsedAt"
       FROM digest_key ORDER BY first_used_at DESC, key_id`,
  );
}

/** Ids of ledgers in order, from after one on: those of members and of their demos. */
export async function readLedgerIds(database: DataSource, after: string, limit: number): Promise<readonly string[]> {
  const rows: { id: string }[] = await database.query(
    `SELECT ledger.id FROM identity, LATERAL (VALUES (user_id), (demo_user_id)) ledger (id)
      WHERE ledger.id > $1 ORDER BY ledger.id LIMIT $2`,
    [after, limit],
  );
  return rows.map(({ id }) => id);
}

export async function insertProof(tx: TenantTransaction, day: string, root: string, proof: DigestProof): Promise<void> {
  await tx.query(
    `INSERT INTO digest_proof (user_id, day, root, version, hash, salt, path)
     SELECT user_id, $2, decode($3, 'hex'), $4, decode($5, 'hex'), decode($6, 'hex'), $7::jsonb
       FROM app_user WHERE user_id = $1`,
    [tx.userId, day, root, proof.version, proof.hash, proof.salt, JSON.stringify(proof.path)],
  );
}

export async function deleteProof(tx: TenantTransaction, day: string, root: string): Promise<void> {
  await tx.query(`DELETE FROM digest_proof WHERE user_id = $1 AND day = $2 AND root = decode($3, 'hex')`, [
    tx.userId,
    day,
    root,
  ]);
}

const SIGNED_HEAD = `day, version, encode(p.hash, 'hex') AS hash, encode(root, 'hex') AS root, key_id AS "keyId"`;

/** Newest first, from before a day. A proof counts once its root is the one that was signed for its day. */
export async function readDigests(
  tx: TenantTransaction,
  before: string | null,
  limit: number,
): Promise<readonly DigestItem[]> {
  return tx.query(
    `SELECT ${SIGNED_HEAD}, created_at AS "signedAt" FROM digest_proof p JOIN digest USING (day, root)
      WHERE p.user_id = $1 AND day < coalesce($2::date, 'infinity') ORDER BY day DESC LIMIT $3`,
    [tx.userId, before, limit],
  );
}

export async function readDigest(tx: TenantTransaction, day: string): Promise<DigestFile | null> {
  const [row] = await tx.query<Omit<DigestFile, 'userId'>>(
    `SELECT form AS digest, ${SIGNED_HEAD}, encode(salt, 'hex') AS salt, path, encode(public_key, 'hex') AS "publicKey",
            encode(signature, 'hex') AS signature
       FROM digest_proof p JOIN digest USING (day, root) JOIN digest_key USING (key_id)
      WHERE p.user_id = $1 AND day = $2`,
    [tx.userId, day],
  );
  return row ? { userId: tx.userId, ...row } : null;
}
