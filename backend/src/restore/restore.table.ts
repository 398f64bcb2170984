import type { TenantTransaction } from '../database/tenants.js';

/** Whether the ledger has anything but the settings of its member and what one batch has brought. */
export async function hasOthersThan(tx: TenantTransaction, batchId: string): Promise<boolean> {
  const found = await tx.query(
    `SELECT FROM event WHERE user_id = $1 AND stream_type <> 'user' AND batch_id IS DISTINCT FROM $2 LIMIT 1`,
    [tx.userId, batchId],
  );
  return found.length > 0;
}

/** Whether a batch has brought anything. */
export async function hasBatch(tx: TenantTransaction, batchId: string): Promise<boolean> {
  const sql = `SELECT FROM event WHERE user_id = $1 AND batch_id = $2 LIMIT 1`;
  return (await tx.query(sql, [tx.userId, batchId])).length > 0;
}

/** Those of the streams that have begun. */
export async function begunStreams(tx: TenantTransaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await tx.query<{ id: string }>(
    `SELECT stream_id AS id FROM event WHERE user_id = $1 AND stream_id = ANY($2::uuid[]) AND stream_version = 1`,
    [tx.userId, ids],
  );
  return new Set(found.map(({ id }) => id));
}
