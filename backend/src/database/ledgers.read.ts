import type { DataSource } from 'typeorm';

const PORTION = 200;

/**
 * The ids under which there are ledgers, of members and of their demos, in portions; of one member, by their id here or
 * at Discord, where one is named. Identities are the one list of them that no row level security hides.
 */
export async function* ledgerIds(dataSource: DataSource, member?: string): AsyncIterable<readonly string[]> {
  for (let after = ''; ;) {
    const rows: { discord_id: string; ids: string[] }[] = await dataSource.query(
      `SELECT discord_id, array_remove(ARRAY[user_id, demo_user_id]::text[], NULL) AS ids FROM identity
        WHERE discord_id > $1 AND ($2::text IS NULL OR $2 IN (user_id::text, demo_user_id::text, discord_id))
        ORDER BY discord_id LIMIT ${PORTION}`,
      [after, member ?? null],
    );
    const last = rows.at(-1);
    if (!last) return;
    yield rows.flatMap(({ discord_id, ids }) =>
      member === undefined || member === discord_id ? ids : ids.filter((id) => id === member),
    );
    after = last.discord_id;
  }
}
