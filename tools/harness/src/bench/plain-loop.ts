import type pg from 'pg';
import { newId } from '@singularity/backend/runtime/new-id.js';
import { RUNTIME_OPTIONS } from '@singularity/backend/database/connections.js';
import { connect } from './bare-inserts.js';
import type { Transaction } from './recorded-commands.js';

/** Every table that has rows of members. */
const TABLES = `SELECT c.table_name AS name, string_agg(quote_ident(c.column_name), ', ' ORDER BY c.ordinal_position) AS columns
  FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
  WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
    AND c.table_name NOT LIKE 'bare%'
  GROUP BY c.table_name HAVING bool_or(c.column_name = 'user_id')`;

/** A member who has all rows that another one has: what was sent for one can be sent for the other. */
export async function addTwin(superuser: pg.Client, userId: string): Promise<string> {
  const twin = newId();
  const { rows } = await superuser.query<{ name: string; columns: string }>(TABLES);
  await superuser.query('BEGIN');
  await superuser.query(`SET LOCAL session_replication_role = replica`);
  for (const { name, columns } of rows) {
    const values = columns.replace(/\buser_id\b/, '$2::uuid');
    await superuser.query(`INSERT INTO ${name} (${columns}) SELECT ${values} FROM ${name} WHERE user_id = $1`, [
      userId,
      twin,
    ]);
  }
  await superuser.query('COMMIT');
  return twin;
}

/** Sends transactions of one member for another, each statement after the answer of the last. */
export async function openPlainLoop(url: string) {
  const client = await connect(url, RUNTIME_OPTIONS);
  return {
    async send(transactions: readonly Transaction[], userId: string, twin: string): Promise<void> {
      for (const transaction of transactions)
        for (const { text, values, name } of transaction)
          await client.query({
            text: text.replaceAll(userId, twin),
            ...(name && values && { name }),
            ...(values && { values: values.map((value) => exchanged(value, userId, twin)) }),
          });
    },
    close: () => client.end(),
  };
}

function exchanged(value: unknown, from: string, to: string): unknown {
  if (typeof value === 'string') return value.replaceAll(from, to);
  return Array.isArray(value) ? value.map((item) => exchanged(item, from, to)) : value;
}
