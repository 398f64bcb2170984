import { DataSource } from 'typeorm';
import { loadConfig } from '@singularity/backend/config.js';
import { createApp } from '@singularity/backend/main.js';
import { prepareApp } from '../app.js';
import type { Cluster } from '../cluster.js';
import type { Run } from '../scenario.js';
import { openPlace } from './place.js';
import type { Place } from './place.js';
import { startStatementWire } from './statement-wire.js';
import type { Retelling } from './statement-wire.js';

export interface WiredPlace extends Place {
  /** From now on the database gets to read this in place of what the app says; nothing given: what it says. */
  retell(retelling: Partial<Retelling>): Promise<void>;
}

type Database = Pick<Cluster, 'port' | 'database' | 'sql'>;

const POOL = 10;
/** More at once than there are connections, so that each of them is used. */
const AT_ONCE = 2 * POOL;
const MOST_TRIES = 100;

/** The whole app in this process, with members in it. */
export async function startPlace(run: Pick<Run, 'defer'>, { database, sql }: Database): Promise<Place> {
  const env = await prepareApp(run, database.url, POOL);
  const nest = await createApp(loadConfig(env));
  nest.useLogger(false);
  await nest.listen(Number(env['PORT']), '127.0.0.1');
  run.defer(() => nest.close());
  return openPlace({ url: String(env['PUBLIC_URL']), nest, sql });
}

/** The same over a wire that can say otherwise what it says to its database. */
export async function startWiredPlace(run: Pick<Run, 'defer'>, cluster: Database): Promise<WiredPlace> {
  const wire = await startStatementWire(run, cluster.port);
  const url = Object.assign(new URL(cluster.database.url), { port: String(wire.port) }).href;
  const place = await startPlace(run, { ...cluster, database: { ...cluster.database, url } });
  return {
    ...place,
    async retell(retelling) {
      wire.retell(retelling);
      await untilWell(place);
    },
  };
}

/** Until no connection is left that has ended. */
async function untilWell({ nest }: Place): Promise<void> {
  const use = () => nest.get(DataSource).query('SELECT pg_sleep(0.01)');
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const used = await Promise.allSettled(Array.from({ length: AT_ONCE }, use));
    if (used.every(({ status }) => status === 'fulfilled')) return;
  }
  throw new Error('The app does not find back to its database.');
}
