import type { ClientBase, Pool } from 'pg';
import { JOBS_SCHEMA } from '../database/jobs-schema.js';
import type { RequestUser } from '../auth/session/session-user.js';

/** Rows that one transaction removes: for a blink, whatever they are. A screenshot is hundreds of kilobytes, a file megabytes. */
const MOST_ROWS = 5_000;
const MOST_LARGE_ROWS: Readonly<Record<string, number>> = { screenshot: 100, import_file: 10 };

type Member = Pick<RequestUser, 'memberId' | 'discordId'>;

/**
 * Takes away who the member is and marks their ledgers, whose ids it gives: none where that is done already. Waits for a
 * demo that is being made at this moment; none is made from then on.
 */
export async function markMember(client: ClientBase, { memberId, discordId }: Member): Promise<readonly string[]> {
  const { rows } = await client.query<{ ids: string[] }>(
    `DELETE FROM identity WHERE discord_id = $1 AND user_id = $2
      RETURNING array_remove(ARRAY[demo_user_id, user_id]::text[], NULL) AS ids`,
    [discordId, memberId],
  );
  const ids = rows[0]?.ids ?? [];
  await mark(client, ids);
  await client.query('DELETE FROM session WHERE user_id = $1', [memberId]);
  return ids;
}

/** Takes the demo from its member and marks it, if there is one. */
export async function markDemo(client: ClientBase, { memberId, discordId }: Member): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT demo_user_id AS id FROM identity
      WHERE discord_id = $1 AND user_id = $2 AND demo_user_id IS NOT NULL FOR UPDATE`,
    [discordId, memberId],
  );
  const ids = rows.map(({ id }) => id);
  await mark(client, ids);
  await client.query('UPDATE identity SET demo_user_id = NULL WHERE discord_id = $1 AND user_id = $2', [
    discordId,
    memberId,
  ]);
  return ids;
}

async function mark(client: ClientBase, ids: readonly string[]): Promise<void> {
  await client.query('INSERT INTO erasure (user_id, requested_at) SELECT id, now() FROM unnest($1::uuid[]) id', [ids]);
}

/** The ledgers that are marked, in the order in which they were. */
export async function readErasures(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>('SELECT user_id AS id FROM erasure ORDER BY requested_at, user_id');
  return rows.map(({ id }) => id);
}

/** Takes a marked ledger in hand until the transaction ends; false where another has it, or it is gone. */
export async function takeInHand(client: ClientBase, userId: string): Promise<boolean> {
  const { rowCount } = await client.query('SELECT FROM erasure WHERE user_id = $1 FOR UPDATE SKIP LOCKED', [userId]);
  return rowCount === 1;
}

/** Every command begins with the head: this waits for the one that is under way, and there is no other after it. */
export async function removeHead(client: ClientBase, userId: string): Promise<void> {
  await client.query('DELETE FROM user_head WHERE user_id = $1', [userId]);
}

/** The tables that go when their member goes, asked of the database, so that none can be forgotten. */
export async function readTables(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT conrelid::regclass::text AS name FROM pg_constraint
      WHERE contype = 'f' AND confrelid = 'app_user'::regclass AND confdeltype = 'c' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/** Removes as many rows of a table as one transaction may, and says whether that was all of them. */
export async function removeRows(client: ClientBase, userId: string, table: string): Promise<boolean> {
  const most = MOST_LARGE_ROWS[table] ?? MOST_ROWS;
  const { rowCount } = await client.query(
    `DELETE FROM ${table} WHERE user_id = $1 AND ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE user_id = $1 LIMIT ${most}))`,
    [userId],
  );
  return (rowCount ?? 0) < most;
}

/**
 * The last rows: the member's own takes along what was still written beside the ledger meanwhile, and a session of a
 * sign-in that was under way goes too, as do jobs, which hold the ids of the member for a while after they are done.
 */
export async function removeMember(client: ClientBase, userId: string): Promise<void> {
  await client.query(`DELETE FROM ${JOBS_SCHEMA}.job WHERE group_id = $1`, [userId]);
  await client.query('DELETE FROM session WHERE user_id = $1', [userId]);
  await client.query('DELETE FROM app_user WHERE user_id = $1', [userId]);
  await client.query('DELETE FROM erasure WHERE user_id = $1', [userId]);
}
