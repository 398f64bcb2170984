import { join } from 'node:path';
import type pg from 'pg';

/** Rows that a command has written, as JSON, each with the table that takes a copy of them. */
interface WrittenRows {
  readonly userId: string;
  readonly tables: readonly { readonly name: string; readonly rows: string }[];
}

interface Emmett {
  append(data: object): Promise<unknown>;
  close(): Promise<void>;
}

const MODULE = join(import.meta.dirname, '../../emmett/event-store.mjs');

/** Emmett's event store; with `written`, its inline projection writes these rows with each event. */
export async function openEmmett(url: string, written: WrittenRows | null): Promise<Emmett> {
  const { openEmmett: open } = (await import(MODULE)) as { openEmmett: typeof openEmmett };
  return open(url, written);
}

/** The rows that the member's last command wrote, but for its event, and empty copies of their tables beside them. */
export async function copyLastRows(superuser: pg.Client, userId: string): Promise<WrittenRows> {
  const { rows: found } = await superuser.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND column_name = 'user_id'
        AND table_name <> 'event' AND table_name NOT LIKE 'bare%'`,
  );
  const tables = [];
  for (const { name } of found) {
    const { rows } = await superuser.query<{ rows: string | null }>(
      `SELECT json_agg(t)::text AS rows FROM ${name} t WHERE user_id = $1 AND xmin::text =
         (SELECT xmin::text FROM event WHERE user_id = $1 ORDER BY version DESC LIMIT 1)`,
      [userId],
    );
    if (!rows[0]?.rows) continue;
    await superuser.query(`CREATE TABLE IF NOT EXISTS bare_${name} (LIKE ${name} INCLUDING ALL)`);
    tables.push({ name: `bare_${name}`, rows: rows[0].rows });
  }
  return { userId, tables };
}
