import pg from 'pg';
import type { Config } from '../config.js';
import { SET_ASIDE } from '../consumers/consumer.js';
import { RUNTIME_OPTIONS } from '../database/connections.js';
import { JOBS_SCHEMA } from '../database/jobs-schema.js';
import { well, wrong } from './finding.js';
import type { Finding } from './finding.js';

/** Whether consumers have taken in all that they were told of. Throws where the database is not as the app needs it. */
export async function examineConsumers({ url }: Config['database']): Promise<readonly Finding[]> {
  const client = new pg.Client({ connectionString: url, options: RUNTIME_OPTIONS, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${JOBS_SCHEMA}.job WHERE starts_with(name, $1) AND state = 'created'`,
      [SET_ASIDE],
    );
    const count = rows[0]?.count ?? 0;
    if (count === 0) return [well('Consumers have set no event aside.')];
    return [
      wrong(
        `Events that consumers could not take and set aside: ${count}.`,
        'The log of then says why. npm run dead-letters shows them; with -- --replay they are taken again.',
      ),
    ];
  } finally {
    await client.end().catch(() => undefined);
  }
}
