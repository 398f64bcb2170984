import type { TestWorld } from './test-world.js';

/**
 * Rows of a webhook that is told nothing, with a word in every column that can hold one, for specs of what holds of all tables.
 * Gives its id and that of its delivery.
 */
export async function addWebhookRows(
  { sql }: Pick<TestWorld, 'sql'>,
  userId: string,
  word: string,
): Promise<{ readonly webhook: string; readonly delivery: string }> {
  await sql(`INSERT INTO consumer_position (user_id, consumer, version) VALUES ($1, 'webhooks', 1)`, [userId]);
  const [row] = await sql<{ id: string }>(
    `INSERT INTO webhook (user_id, webhook_id, url, events, secret, enabled, problem, from_version, closed_through,
                          next_close_at, created_at)
     VALUES ($1, gen_random_uuid(), 'https://hooks.invalid/' || $2::text, '{day.closed}', $2, false, $2, 1, now(), now(), now())
     RETURNING webhook_id AS id`,
    [userId, word],
  );
  const id = row?.id ?? '';
  const [told] = await sql<{ delivery: string }>(
    `INSERT INTO webhook_delivery (user_id, webhook_id, delivery_id, type, subject, version, body, status, problem,
                                   created_at, expires_at)
     VALUES ($1, $2, gen_random_uuid(), 'day.closed', $3, 1, $3, 'failed', $3, now(), now())
     RETURNING delivery_id AS delivery`,
    [userId, id, word],
  );
  return { webhook: id, delivery: told?.delivery ?? '' };
}
