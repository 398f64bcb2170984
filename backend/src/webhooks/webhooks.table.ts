import type { WebhookEvent } from '@singularity/contract';
import type { Day, Instant } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';

export interface WebhookRow {
  readonly id: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  /** Sealed. */
  readonly secret: string;
  readonly enabled: boolean;
  readonly problem: string | null;
  /** What was recorded up to this version of the ledger it is not told. */
  readonly fromVersion: number;
  /** Tries in a row that failed. */
  readonly failures: number;
  /** When it is tried again after a failure. */
  readonly restsUntil: Instant | null;
  /** When something last arrived. */
  readonly arrivedAt: Instant | null;
  /** The last day that was looked at once it was over, and when the next one is. */
  readonly closedThrough: Day;
  readonly nextCloseAt: Instant;
  readonly createdAt: Instant;
}

/** What changes once a webhook is there. */
export type WebhookChanges = Partial<Omit<WebhookRow, 'id' | 'secret' | 'fromVersion' | 'createdAt'>>;

const COLUMNS: Readonly<Record<keyof WebhookRow, string>> = {
  id: 'webhook_id',
  url: 'url',
  events: 'events',
  secret: 'secret',
  enabled: 'enabled',
  problem: 'problem',
  fromVersion: 'from_version',
  failures: 'failures',
  restsUntil: 'rests_until',
  arrivedAt: 'arrived_at',
  closedThrough: 'closed_through',
  nextCloseAt: 'next_close_at',
  createdAt: 'created_at',
};
const SELECTED = Object.entries(COLUMNS)
  .map(([field, column]) => `${column} AS "${field}"`)
  .join(', ');

/** Oldest first. */
export function listWebhooks(tx: TenantTransaction): Promise<WebhookRow[]> {
  return tx.query(`SELECT ${SELECTED} FROM webhook WHERE user_id = $1 ORDER BY webhook_id`, [tx.userId]);
}

export async function findWebhook(
  tx: TenantTransaction,
  id: string,
  lock: '' | 'FOR UPDATE' = '',
): Promise<WebhookRow | null> {
  const sql = `SELECT ${SELECTED} FROM webhook WHERE user_id = $1 AND webhook_id = $2 ${lock}`;
  const [row] = await tx.query<WebhookRow>(sql, [tx.userId, id]);
  return row ?? null;
}

export function addWebhook(
  tx: TenantTransaction,
  row: Omit<WebhookRow, 'enabled' | 'problem' | 'failures' | 'restsUntil' | 'arrivedAt'>,
): void {
  tx.send(
    `INSERT INTO webhook (user_id, webhook_id, url, events, secret, from_version, closed_through, next_close_at, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[tx.userId, row.id, row.url, row.events, row.secret],
      ...[row.fromVersion, row.closedThrough, row.nextCloseAt, row.createdAt],
    ],
  );
}

/** Changes what is named and nothing else. */
export function changeWebhook(tx: TenantTransaction, id: string, changes: WebhookChanges): void {
  const fields = Object.entries(changes).filter(([, value]) => value !== undefined) as [keyof WebhookRow, unknown][];
  if (fields.length === 0) return;
  const set = fields.map(([field], index) => `${COLUMNS[field]} = $${index + 3}`).join(', ');
  tx.send(`UPDATE webhook SET ${set} WHERE user_id = $1 AND webhook_id = $2`, [
    tx.userId,
    id,
    ...fields.map(([, value]) => value),
  ]);
}

/** With all that it was told. */
export function removeWebhook(tx: TenantTransaction, id: string): void {
  for (const table of ['webhook', 'webhook_delivery'])
    tx.send(`DELETE FROM ${table} WHERE user_id = $1 AND webhook_id = $2`, [tx.userId, id]);
}
