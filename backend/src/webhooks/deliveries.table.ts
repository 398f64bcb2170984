import type { Delivery, DeliveryStatus } from '@singularity/contract';
import type { Day, Instant } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { ALL_TRADES } from '../filter/kept-buckets.js';
import { newId } from '../runtime/new-id.js';
import type { DayFigures, Message } from './messages.js';
import type { Outcome } from './outgoing.js';

/** A delivery that is to be sent, and where. */
export interface WaitingDelivery {
  readonly id: string;
  readonly body: string;
  readonly url: string;
  /** Sealed. */
  readonly secret: string;
}

/** So long a delivery is tried, and so long it is shown once that is over; in milliseconds. */
export const TRIED_MS = 24 * 3_600_000;
const SHOWN_MS = 30 * 24 * 3_600_000;

const COLUMNS = `delivery_id AS id, type, status, attempts, answered, problem, body, created_at AS "createdAt",
  tried_at AS "triedAt"`;

/** Adds those that are not there yet, and makes room; says whether there were any. */
export async function addDeliveries(
  tx: TenantTransaction,
  webhookId: string,
  messages: readonly Message[],
  now: Instant,
): Promise<boolean> {
  if (messages.length === 0) return false;
  tx.send(
    `DELETE FROM webhook_delivery
      WHERE user_id = $1 AND webhook_id = $2 AND created_at < $3 AND status <> 'waiting'`,
    [tx.userId, webhookId, after(now, -SHOWN_MS)],
  );
  const added = await tx.query(
    `INSERT INTO webhook_delivery
            (user_id, webhook_id, delivery_id, type, subject, version, body, created_at, expires_at)
     SELECT w.user_id, w.webhook_id, m.id, m.type, m.subject, m.version, m.body, $4, $5
       FROM webhook w, jsonb_to_recordset($3::jsonb) AS m(id uuid, type text, subject text, version bigint, body text)
      WHERE w.user_id = $1 AND w.webhook_id = $2
     ON CONFLICT DO NOTHING RETURNING delivery_id`,
    [
      ...[tx.userId, webhookId, JSON.stringify(messages.map((message) => ({ id: newId(), ...message })))],
      ...[now, after(now, TRIED_MS)],
    ],
  );
  return added.length > 0;
}

/**
 * The next that waits of a webhook that is on and does not rest: in the order of the ledger, but what has failed comes after
 * what has not been tried as often, so that one that is refused does not hold up the others.
 */
export async function nextDelivery(tx: TenantTransaction, webhookId: string): Promise<WaitingDelivery | null> {
  const [delivery] = await tx.query<WaitingDelivery>(
    `SELECT d.delivery_id AS id, d.body, w.url, w.secret
       FROM webhook_delivery d JOIN webhook w ON w.user_id = $1 AND w.webhook_id = d.webhook_id
      WHERE d.user_id = $1 AND d.webhook_id = $2 AND d.status = 'waiting'
        AND w.enabled AND coalesce(w.rests_until <= now(), true)
      ORDER BY d.attempts, d.version, d.delivery_id LIMIT 1`,
    [tx.userId, webhookId],
  );
  return delivery ?? null;
}

/** Notes a try. One that did not arrive goes on waiting until it expires. Null where it is gone; else how it stands. */
export async function markTried(
  tx: TenantTransaction,
  { webhookId, id }: { readonly webhookId: string; readonly id: string },
  { answered, problem, at }: Outcome & { readonly at: Instant },
): Promise<{ readonly status: DeliveryStatus; readonly createdAt: Instant } | null> {
  const [tried] = await tx.query<{ status: DeliveryStatus; createdAt: Instant }>(
    `UPDATE webhook_delivery
        SET attempts = attempts + 1, answered = $4, problem = $5, tried_at = $6,
            status = CASE WHEN $5::text IS NULL THEN 'sent' WHEN expires_at <= $6 THEN 'failed' ELSE 'waiting' END
      WHERE user_id = $1 AND webhook_id = $2 AND delivery_id = $3 RETURNING status, created_at AS "createdAt"`,
    [tx.userId, webhookId, id, answered, problem, at],
  );
  return tried ?? null;
}

/** Has one sent again, as if it were new; false where there is none. */
export async function sendAgain(tx: TenantTransaction, webhookId: string, id: string, now: Instant): Promise<boolean> {
  const found = await tx.query(
    `UPDATE webhook_delivery SET status = 'waiting', attempts = 0, expires_at = $4
      WHERE user_id = $1 AND webhook_id = $2 AND delivery_id = $3 RETURNING delivery_id`,
    [tx.userId, webhookId, id, after(now, TRIED_MS)],
  );
  return found.length > 0;
}

/** Newest first: ids are made in the order of time. */
export function listDeliveries(
  tx: TenantTransaction,
  webhookId: string,
  before: string | null,
  limit: number,
): Promise<Delivery[]> {
  return tx.query(
    `SELECT ${COLUMNS} FROM webhook_delivery
      WHERE user_id = $1 AND webhook_id = $2 AND ($3::uuid IS NULL OR delivery_id < $3)
      ORDER BY delivery_id DESC LIMIT $4`,
    [tx.userId, webhookId, before, limit],
  );
}

export async function findDelivery(tx: TenantTransaction, webhookId: string, id: string): Promise<Delivery | null> {
  const [delivery] = await tx.query<Delivery>(
    `SELECT ${COLUMNS} FROM webhook_delivery WHERE user_id = $1 AND webhook_id = $2 AND delivery_id = $3`,
    [tx.userId, webhookId, id],
  );
  return delivery ?? null;
}

/** How many wait, by webhook. */
export async function countWaiting(tx: TenantTransaction): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ id: string; count: number }>(
    `SELECT webhook_id AS id, count(*)::int AS count FROM webhook_delivery
      WHERE user_id = $1 AND status = 'waiting' GROUP BY webhook_id`,
    [tx.userId],
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** What was realized on the days after one and up to another, by day and currency. */
export function readClosedDays(tx: TenantTransaction, after: Day, upTo: Day): Promise<readonly DayFigures[]> {
  return tx.query(
    `SELECT day, currency, gross AS "grossPnl", fees, net AS "netPnl", closed AS "closedTrades", wins, losses
       FROM day_stats
      WHERE user_id = $1 AND scope = $2 AND grain = 'day' AND day > $3 AND day <= $4
        AND (closed > 0 OR gross <> 0 OR fees <> 0)
      ORDER BY day, currency`,
    [tx.userId, ALL_TRADES, after, upTo],
  );
}

function after(now: Instant, milliseconds: number): Date {
  return new Date(Date.parse(now) + milliseconds);
}
