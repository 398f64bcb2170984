import type { TenantTransaction } from '../database/tenants.js';
import { IdempotencyKeyReused } from './refusals.js';
import { answerBytes } from './storage.table.js';

/** The client's key for a request, and the digest of what it asked, in hexadecimal. */
export interface KeyedRequest {
  readonly key: string;
  readonly requestDigest: string;
}

/** The answer that a command got the first time it came under an idempotency key. */
export interface AnsweredCommand {
  readonly requestDigest: string;
  readonly response: unknown;
}

/** How long an answer is kept for a client that asks again. */
const KEPT_FOR = '30 days';

export async function findAnswer(tx: TenantTransaction, key: string): Promise<AnsweredCommand | null> {
  const [row] = await tx.query<AnsweredCommand>(
    `SELECT encode(request_digest, 'hex') AS "requestDigest", response
       FROM command WHERE user_id = $1 AND idempotency_key = $2 AND created_at > now() - interval '${KEPT_FOR}'`,
    [tx.userId, key],
  );
  return row ?? null;
}

/** The answer to this very request, where it came before. Throws `IdempotencyKeyReused` where another came under its key. */
export async function findKnown(tx: TenantTransaction, keyed: KeyedRequest): Promise<AnsweredCommand | null> {
  const known = await findAnswer(tx, keyed.key);
  if (known && known.requestDigest !== keyed.requestDigest) throw new IdempotencyKeyReused();
  return known;
}

export interface Answer extends KeyedRequest {
  /** The versions of the first and the last event that the command recorded; null where it changed nothing. */
  readonly versions: readonly [number, number] | null;
  readonly response: unknown;
  readonly at: string;
}

const EXPIRED = `user_id = $1 AND created_at <= now() - interval '${KEPT_FOR}'`;

/** Keeps an answer, in the transaction of its command: both stand or neither does. Expired ones make room. */
export function keepAnswer(tx: TenantTransaction, answer: Answer): void {
  const response = JSON.stringify(answer.response);
  tx.send(
    `UPDATE user_head SET answer_bytes = answer_bytes + ${answerBytes('$2::text', '$3::json')} - (
            SELECT coalesce(sum(${answerBytes('idempotency_key', 'response')}), 0) FROM command WHERE ${EXPIRED})
      WHERE user_id = $1`,
    [tx.userId, answer.key, response],
  );
  tx.send(`DELETE FROM command WHERE ${EXPIRED}`, [tx.userId]);
  tx.send(
    `INSERT INTO command (user_id, idempotency_key, request_digest, first_version, last_version, response, created_at)
     VALUES ($1, $2, decode($3, 'hex'), $4, $5, $6, $7)`,
    [
      tx.userId,
      answer.key,
      answer.requestDigest,
      answer.versions?.[0] ?? null,
      answer.versions?.[1] ?? null,
      response,
      answer.at,
    ],
  );
}
