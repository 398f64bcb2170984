import pg from 'pg';
import type { Config } from '../config.js';
import { CONNECTIONS, RUNTIME_OPTIONS } from '../database/connections.js';
import { well, wrong } from './finding.js';
import type { Finding } from './finding.js';

/** Which others take up what one has left, where connections are shared. */
const OTHERS = 4;
const MARK = 'singularity.marked';

/**
 * Whether each connection is one to PostgreSQL for as long as it stands. A pooler in transaction mode has the next
 * transaction on whichever is free: what one left behind is then not found again.
 */
export async function examinePooling({ url }: Pick<Config['database'], 'url'>): Promise<Finding> {
  const connect = () => new pg.Client({ connectionString: url, options: RUNTIME_OPTIONS, ...CONNECTIONS });
  const [one, ...others] = Array.from({ length: 1 + OTHERS }, connect) as [pg.Client, ...pg.Client[]];
  try {
    for (const client of [one, ...others]) await client.connect();
    await one.query(`SELECT set_config('${MARK}', 'yes', false)`);
    for (const other of others) await other.query('BEGIN');
    const { rows } = await one.query<{ kept: boolean | null }>(
      `SELECT current_setting('${MARK}', true) = 'yes' AS kept`,
    );
    return rows[0]?.kept
      ? well('Each connection stays the same one to PostgreSQL.')
      : wrong(
          'A pooler in transaction mode stands before the database.',
          'Use its session mode, or connect to PostgreSQL itself: prepared statements and LISTEN belong to a connection.',
        );
  } finally {
    for (const client of [one, ...others]) await client.end().catch(() => undefined);
  }
}
