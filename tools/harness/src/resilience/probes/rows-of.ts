import type { Cluster } from '../cluster.js';

/** Checking a role again is nothing that another has done. */
const OF_ROLE_CHECKS = [
  ...['checked_at', 'last_definitive_at', 'retry_at', 'token_ciphertext', 'token_expires_at'],
  'role_confirmed_at',
];

/** Every row of these members in every table that knows members, as text, by table. */
export async function rowsOf(sql: Cluster['sql'], userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const tables = await sql<{ name: string }>(
    `SELECT DISTINCT table_name AS name FROM information_schema.columns JOIN information_schema.tables
      USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND column_name = 'user_id'`,
  );
  const rows = new Map<string, string>();
  for (const { name } of tables) {
    const [row] = await sql<{ text: string | null }>(
      `SELECT string_agg(line, E'\\n' ORDER BY line) AS text
         FROM (SELECT (to_jsonb(t) - $2::text[])::text AS line FROM ${name} t WHERE user_id = ANY($1::uuid[])) lines`,
      [userIds, OF_ROLE_CHECKS],
    );
    rows.set(name, row?.text ?? '');
  }
  return rows;
}

/** The tables in which something is not as it was. */
export function tablesThatDiffer(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  return [...before].filter(([name, text]) => after.get(name) !== text).map(([name]) => name);
}
