import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { startLocalPostgres } from '@singularity/local/local-postgres.js';
import { giveTo, prepareFolder } from '@singularity/local/postgres-folder.js';
import type { Cluster } from './cluster.js';
import type { Run } from './scenario.js';

/** A second PostgreSQL that follows the first, and takes changes only once it is promoted. */
export interface Standby extends Pick<Cluster, 'port' | 'sql'> {
  promote(): Promise<void>;
}

/** Copies the cluster while it runs, and has it wait from now on until the copy has what it confirms. */
export async function startStandby(run: Pick<Run, 'defer'>, { sql, folder, superuserUrl }: Cluster): Promise<Standby> {
  const dataDir = join(tmpdir(), `singularity-standby-${randomUUID()}`);
  run.defer(() => rm(dataDir, { recursive: true, force: true }));
  const place = await prepareFolder(dataDir);
  run.defer(() => rm(place.folder, { recursive: true, force: true }));
  const label = await copy(superuserUrl, join(folder, 'cluster'), place.cluster);
  const { port, password, username } = new URL(superuserUrl);
  const follow = `primary_conninfo = 'host=127.0.0.1 port=${port} user=${username} password=${password}'\n`;
  for (const [name, text] of [
    ['backup_label', label],
    ['standby.signal', ''],
  ] as const) {
    await writeFile(join(place.cluster, name), text);
    giveTo(place.account, join(place.cluster, name));
  }
  await appendFile(join(place.cluster, 'postgresql.auto.conf'), follow);
  const standby = await startLocalPostgres({ dataDir, throwaway: true });
  run.defer(() => standby.stop());
  await untilFollowed(sql);
  const connectionString = Object.assign(new URL(standby.superuserUrl), { pathname: '/singularity' }).href;
  const outside = new pg.Pool({ connectionString, max: 2 });
  run.defer(() => outside.end());
  return {
    port: standby.port,
    sql: async <Row>(text: string, parameters?: unknown[]) => (await outside.query(text, parameters)).rows as Row[],
    promote: async () => void (await outside.query('SELECT pg_promote()')),
  };
}

/** @returns the label that the copy must carry */
async function copy(superuserUrl: string, from: string, to: string): Promise<string> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query(`SELECT pg_backup_start('standby', true)`);
    await promisify(execFile)('cp', ['-a', from, to]);
    await rm(join(to, 'postmaster.pid'), { force: true });
    const { rows } = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(false)');
    return rows[0]?.labelfile ?? '';
  } finally {
    await client.end();
  }
}

async function untilFollowed(sql: Cluster['sql']): Promise<void> {
  const followed = async (state: string) => (await sql(`SELECT FROM pg_stat_replication WHERE ${state}`)).length > 0;
  while (!(await followed(`state = 'streaming'`))) await setTimeout(50);
  await sql(`ALTER SYSTEM SET synchronous_standby_names = '*'`);
  await sql('SELECT pg_reload_conf()');
  while (!(await followed(`sync_state = 'sync'`))) await setTimeout(50);
}
