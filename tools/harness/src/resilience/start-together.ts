import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { MIGRATION_LOCK } from '@singularity/backend/database/migrate.js';
import { migrations } from '@singularity/backend/database/migrations/index.js';
import { AppProcess, prepareApp } from './app.js';
import { startCluster } from './cluster.js';
import type { Cluster } from './cluster.js';
import type { Run, Scenario } from './scenario.js';

const POOL = 4;
const PROCESSES = 3;
const ROUNDS = { brief: 1, quick: 3, long: 30 } as const;
const UNLOCKED = 'processes that do not wait for one another';

/** Three processes start at the same moment on an empty database: one migrates, and all three serve. */
export const startTogether: Scenario = {
  name: 'start-together',
  controls: [UNLOCKED],
  async run(run) {
    const cluster = await startCluster(run, POOL);
    const faults: string[] = [];
    let serving = 0;
    const rounds = ROUNDS[run.size];
    for (let round = 0; run.goesOn(round, rounds); round++) {
      const database = `empty_${round}`;
      await cluster.sql(`CREATE DATABASE ${database} OWNER singularity_owner`);
      const url = Object.assign(new URL(cluster.database.url), { pathname: `/${database}` }).href;
      const all = startAll(run, url);
      if (!run.sabotage) await letGoOnceAllWait(cluster, url);
      const apps = await all;
      serving += apps.filter((app) => app !== null).length;
      faults.push(...apps.flatMap((app, at) => (app ? [] : [`Process ${at + 1} of round ${round + 1} has ended.`])));
      for (const app of apps) await app?.end('SIGTERM');
      faults.push(...(await migratedWrongly(url)));
    }
    return {
      figure: `${serving} of ${rounds * PROCESSES} processes serve, started by ${PROCESSES} on an empty database`,
      faults,
    };
  },
};

/** Null for each that ended instead. */
async function startAll(run: Run, url: string): Promise<readonly (AppProcess | null)[]> {
  const preload = run.sabotage === UNLOCKED ? 'without-migration-lock.js' : null;
  const starts = Array.from({ length: PROCESSES }, async () => {
    const env = await prepareApp(run, url, POOL);
    return AppProcess.start(run, env, preload).catch(() => null);
  });
  return Promise.all(starts);
}

/** Holds the lock until each of the processes waits for it, so that they do start at the same moment. */
async function letGoOnceAllWait({ sql }: Cluster, connectionString: string): Promise<void> {
  const holder = new pg.Client({ connectionString });
  await holder.connect();
  await holder.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
  const waiting = `SELECT count(*)::int AS count FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = $1`;
  while (((await sql<{ count: number }>(waiting, [MIGRATION_LOCK]))[0]?.count ?? 0) < PROCESSES) await setTimeout(50);
  await holder.end();
}

async function migratedWrongly(connectionString: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const ran = await client
    .query<{ name: string }>('SELECT name FROM migration')
    .then(({ rows }) => rows.map(({ name }) => name))
    .catch(() => [])
    .finally(() => client.end());
  const once = ran.length === migrations.length && new Set(ran).size === ran.length;
  return once ? [] : [`${ran.length} migrations are on record, of ${migrations.length}.`];
}
