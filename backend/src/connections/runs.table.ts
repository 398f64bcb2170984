import type { RunCause, RunStatus } from '@singularity/contract';
import type { TenantTransaction } from '../database/tenants.js';

export interface RunRow {
  readonly id: string;
  readonly connectionId: string;
  readonly cause: RunCause;
  /** As far as the broker was asked; what became of its imports they say themselves. */
  readonly status: Extract<RunStatus, 'waiting' | 'asking' | 'done' | 'failed'>;
  readonly problem: string | null;
  readonly done: number;
  readonly total: number;
  readonly startedAt: string;
  readonly endedAt: string | null;
}

const COLUMNS = `run_id AS id, connection_id AS "connectionId", cause, status, problem, done, total,
  started_at AS "startedAt", ended_at AS "endedAt"`;

/** Newest first: ids are made in the order of time. */
export function listRuns(
  tx: TenantTransaction,
  connectionId: string,
  before: string | null,
  limit: number,
): Promise<RunRow[]> {
  return tx.query(
    `SELECT ${COLUMNS} FROM connection_run
      WHERE user_id = $1 AND connection_id = $2 AND ($3::uuid IS NULL OR run_id < $3) ORDER BY run_id DESC LIMIT $4`,
    [tx.userId, connectionId, before, limit],
  );
}

/** The newest of each connection. */
export function lastRuns(tx: TenantTransaction): Promise<RunRow[]> {
  return tx.query(
    `SELECT DISTINCT ON (connection_id) ${COLUMNS} FROM connection_run
      WHERE user_id = $1 ORDER BY connection_id, run_id DESC`,
    [tx.userId],
  );
}

export async function findRun(tx: TenantTransaction, connectionId: string, id: string): Promise<RunRow | null> {
  const [row] = await tx.query<RunRow>(
    `SELECT ${COLUMNS} FROM connection_run WHERE user_id = $1 AND connection_id = $2 AND run_id = $3`,
    [tx.userId, connectionId, id],
  );
  return row ?? null;
}

/** The run that waits or is under way, of which there is never more than one. */
export async function openRun(tx: TenantTransaction, connectionId: string): Promise<RunRow | null> {
  const [row] = await tx.query<RunRow>(
    `SELECT ${COLUMNS} FROM connection_run
      WHERE user_id = $1 AND connection_id = $2 AND ended_at IS NULL ORDER BY run_id DESC LIMIT 1`,
    [tx.userId, connectionId],
  );
  return row ?? null;
}

export function addRun(
  tx: TenantTransaction,
  row: Pick<RunRow, 'id' | 'connectionId' | 'cause' | 'status' | 'startedAt'>,
): void {
  tx.send(
    `INSERT INTO connection_run (user_id, connection_id, run_id, cause, status, started_at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [tx.userId, row.connectionId, row.id, row.cause, row.status, row.startedAt],
  );
}

export function markRun(
  tx: TenantTransaction,
  { connectionId, id }: Pick<RunRow, 'connectionId' | 'id'>,
  { status, problem = null, endedAt = null }: Pick<RunRow, 'status'> & Partial<Pick<RunRow, 'problem' | 'endedAt'>>,
): void {
  tx.send(
    `UPDATE connection_run SET status = $4, problem = $5, ended_at = $6
      WHERE user_id = $1 AND connection_id = $2 AND run_id = $3`,
    [tx.userId, connectionId, id, status, problem, endedAt],
  );
}

export function markWindows(
  tx: TenantTransaction,
  { connectionId, id }: Pick<RunRow, 'connectionId' | 'id'>,
  done: number,
  total: number,
): void {
  tx.send(`UPDATE connection_run SET done = $4, total = $5 WHERE user_id = $1 AND connection_id = $2 AND run_id = $3`, [
    tx.userId,
    connectionId,
    id,
    done,
    total,
  ]);
}
