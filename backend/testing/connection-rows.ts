import type { TestWorld } from './test-world.js';

/**
 * Rows of a connection that was never made at a broker, with a word in every column that can hold one, for specs of what
 * holds of all tables. Gives its id and that of its run.
 */
export async function addConnectionRows(
  { sql }: Pick<TestWorld, 'sql'>,
  userId: string,
  word: string,
): Promise<{ readonly connection: string; readonly run: string }> {
  const [row] = await sql<{ id: string }>(
    `INSERT INTO connection (user_id, connection_id, stream_version, broker, label, status, reason, credentials, created_at)
     VALUES ($1, gen_random_uuid(), 1, $2, $2, 'paused', $2, jsonb_build_object($2::text, $2::text), now())
     RETURNING connection_id AS id`,
    [userId, word],
  );
  const id = row?.id ?? '';
  await sql(
    `INSERT INTO connection_account (user_id, connection_id, broker_account, name, currency)
     VALUES ($1, $2, $3, $3, 'USD')`,
    [userId, id, word],
  );
  const [ran] = await sql<{ run: string }>(
    `INSERT INTO connection_run (user_id, connection_id, run_id, cause, status, started_at, ended_at)
     VALUES ($1, $2, gen_random_uuid(), 'asked', 'done', now(), now()) RETURNING run_id AS run`,
    [userId, id],
  );
  await sql(
    `INSERT INTO broker_figure (user_id, connection_id, broker_account, figure_key, at, precision, symbol, what, amount, currency)
     VALUES ($1, $2, $3, $3, now(), 'day', $3, 'netPnl', 1, 'USD')`,
    [userId, id, word],
  );
  return { connection: id, run: ran?.run ?? '' };
}
