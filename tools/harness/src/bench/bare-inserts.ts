import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { newId } from '@singularity/backend/runtime/new-id.js';

/** The yardstick: one event in one statement, committed by itself, into a table with the columns and keys of `event`. */
export async function createBareInserts(
  url: string,
  connections: number,
  payload: object,
): Promise<{ insert: (lane: number) => Promise<unknown>; close: () => Promise<void> }> {
  const lanes = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = await connect(url);
      return { client, userId: newId(), version: 0 };
    }),
  );
  await lanes[0]?.client.query('CREATE TABLE IF NOT EXISTS bare_event (LIKE event INCLUDING ALL)');
  return {
    insert: (number) => {
      const lane = lanes[number];
      if (!lane) throw new RangeError(`There is no lane ${number}.`);
      const { client, userId } = lane;
      lane.version += 1;
      return client.query(
        `INSERT INTO bare_event (user_id, version, stream_type, stream_id, stream_version, type, schema_version,
                                 payload, payload_digest, salt, command_id, origin, recorded_at, hash)
         VALUES ($1, $2, 'trade', $3, 1, 'TradeAdded', 1, $4, $5, $6, $7, 'api', now(), $5)`,
        [userId, lane.version, newId(), JSON.stringify(payload), randomBytes(32), randomBytes(16), newId()],
      );
    },
    close: async () => {
      for (const { client } of lanes) await client.end();
    },
  };
}

/** A plain connection. One that the server ends is found out by its next query; without a listener it would end the process. */
export async function connect(connectionString: string, options?: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, ...(options && { options }) });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
