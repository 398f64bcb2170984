import { DataSource } from 'typeorm';
import { loadConfig } from '@singularity/backend/config.js';
import { createApp } from '@singularity/backend/main.js';
import { prepareApp } from '../app.js';
import type { Cluster } from '../cluster.js';
import type { Run } from '../scenario.js';
import { openTarget } from './target.js';
import type { Target } from './target.js';
import { startStatementWire } from './statement-wire.js';
import type { Retelling } from './statement-wire.js';

export interface WiredTarget extends Target {
  /** From now on the database gets to read this in place of what the app says; nothing given: what it says. */
  retell(retelling: Partial<Retelling>): Promise<void>;
}

type Database = Pick<Cluster, 'port' | 'database' | 'sql'>;

const POOL = 10;
/** More at once than there are connections, so that each of them is used. */
const AT_ONCE = 2 * POOL;
const MOST_TRIES = 100;

/** The whole app in this process, with members in it. */
export async function startTarget(run: Pick<Run, 'defer'>, { database, sql }: Database): Promise<Target> {
  const env = await prepareApp(run, database.url, POOL);
  const nest = await createApp(loadConfig(env));
  nest.useLogger(false);
  await nest.listen(Number(env['PORT']), '127.0.0.1');
  run.defer(() => nest.close());
  return openTarget({ url: String(env['PUBLIC_URL']), nest, sql });
}

/** The same over a wire that can say otherwise what it says to its database. */
export async function startWiredTarget(run: Pick<Run, 'defer'>, cluster: Database): Promise<WiredTarget> {
  const wire = await startStatementWire(run, cluster.port);
  const url = Object.assign(new URL(cluster.database.url), { port: String(wire.port) }).href;
  const target = await startTarget(run, { ...cluster, database: { ...cluster.database, url } });
  return {
    ...target,
    async retell(retelling) {
      wire.retell(retelling);
      await untilWell(target);
    },
  };
}

/** Until no connection is left that has ended. */
async function untilWell({ nest }: Target): Promise<void> {
  const use = () => nest.get(DataSource).query('SELECT pg_sleep(0.01)');
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const used = await Promise.allSettled(Array.from({ length: AT_ONCE }, use));
    if (used.every(({ status }) => status === 'fulfilled')) return;
  }
  throw new Error('The app does not find back to its database.');
}
