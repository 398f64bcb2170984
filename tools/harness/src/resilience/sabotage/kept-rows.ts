type Sql = <Row = Record<string, unknown>>(text: string, parameters?: unknown[]) => Promise<Row[]>;

/** Keeps all rows of a member, as a backup does; gives the way to bring them back in place of what was written since. */
export async function keepRows(sql: Sql, userId: string): Promise<() => Promise<void>> {
  const tables = (
    await sql<{ name: string }>(
      `SELECT conrelid::regclass::text AS name FROM pg_constraint
        WHERE contype = 'f' AND confrelid = 'app_user'::regclass ORDER BY 1`,
    )
  ).map(({ name }) => name);
  const kept: { readonly name: string; readonly rows: string }[] = [];
  for (const name of tables) {
    const [row] = await sql<{ rows: string }>(
      `SELECT coalesce(json_agg(t), '[]')::text AS rows FROM ${name} t WHERE user_id = $1`,
      [userId],
    );
    kept.push({ name, rows: row?.rows ?? '[]' });
  }
  return async () => {
    // One statement, so that nobody sees half of it.
    const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
    const statements = kept.flatMap(({ name, rows }) => [
      `DELETE FROM ${name} WHERE user_id = ${quoted(userId)}`,
      `INSERT INTO ${name} SELECT * FROM json_populate_recordset(NULL::${name}, ${quoted(rows)}::json)`,
    ]);
    await sql(`BEGIN; ${statements.join('; ')}; COMMIT`);
  };
}
