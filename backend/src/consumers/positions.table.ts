import type { TenantTransaction } from '../database/tenants.js';

/** How far a consumer has taken in a ledger. */
export interface Position {
  readonly version: number;
  /** Whether what comes next has failed for so long that it is set aside. */
  readonly isStuck: boolean;
}

/** How long an event is tried again before it is set aside, for PostgreSQL. */
const PATIENCE = '5 minutes';

/** Locks it, so that of several processes one goes on; null where the member is not followed. */
export async function lockPosition(tx: TenantTransaction, consumer: string): Promise<Position | null> {
  const [position] = await tx.query<Position>(
    `SELECT version, coalesce(failing_since < now() - interval '${PATIENCE}', false) AS "isStuck"
       FROM consumer_position WHERE user_id = $1 AND consumer = $2 FOR UPDATE`,
    [tx.userId, consumer],
  );
  return position ?? null;
}

export function addPosition(tx: TenantTransaction, consumer: string, version: number): void {
  tx.send('INSERT INTO consumer_position (user_id, consumer, version) VALUES ($1, $2, $3)', [
    tx.userId,
    consumer,
    version,
  ]);
}

export function removePosition(tx: TenantTransaction, consumer: string): void {
  tx.send('DELETE FROM consumer_position WHERE user_id = $1 AND consumer = $2', [tx.userId, consumer]);
}

export function movePosition(tx: TenantTransaction, consumer: string, version: number): void {
  tx.send('UPDATE consumer_position SET version = $3, failing_since = NULL WHERE user_id = $1 AND consumer = $2', [
    tx.userId,
    consumer,
    version,
  ]);
}

/** Whoever moves on takes it back. */
export function markFailing(tx: TenantTransaction, consumer: string): void {
  tx.send(
    `UPDATE consumer_position SET failing_since = now()
      WHERE user_id = $1 AND consumer = $2 AND failing_since IS NULL`,
    [tx.userId, consumer],
  );
}
