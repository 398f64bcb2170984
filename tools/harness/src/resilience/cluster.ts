import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Config } from '@singularity/backend/config.js';
import { migrate } from '@singularity/backend/database/migrate.js';
import { startLocalPostgres } from '@singularity/local/local-postgres.js';
import { scratchFolder } from '@singularity/local/scratch-folder.js';
import type { Run } from './scenario.js';

/** For a cluster that is killed or measured, as one is killed and measured that somebody relies on. */
export const ON_DISK = tmpdir();

/** A PostgreSQL of the harness alone. */
export interface Cluster {
  readonly port: number;
  /** Where the data is, and the address of a superuser. */
  readonly folder: string;
  readonly superuserUrl: string;
  readonly database: Config['database'];
  /** SQL as superuser, past row level security. */
  sql<Row = Record<string, unknown>>(text: string, parameters?: unknown[]): Promise<Row[]>;
  /** kill -9 of every process of it. */
  kill(): Promise<void>;
  /** Starts it again on what the kill has left. */
  revive(): Promise<void>;
}

/** One that is migrated. */
export async function startCluster(...wanted: Parameters<typeof startBareCluster>): Promise<Cluster> {
  const cluster = await startBareCluster(...wanted);
  await migrate(cluster.database);
  return cluster;
}

export async function startBareCluster(
  run: Run,
  poolSize: number,
  settings: Readonly<Record<string, string>> = {},
  home = scratchFolder(),
): Promise<Cluster> {
  const dataDir = join(home, `singularity-resilience-${randomUUID()}`);
  run.defer(() => rm(dataDir, { recursive: true, force: true }));
  let postgres = await startLocalPostgres({ dataDir, settings, throwaway: true });
  const { port, folder, ownerUrl, superuserUrl } = postgres;
  run.defer(() => rm(folder, { recursive: true, force: true }));
  run.defer(() => postgres.stop());
  const database = { url: ownerUrl, ownerUrl, eraserUrl: ownerUrl, poolSize };

  const connectionString = Object.assign(new URL(superuserUrl), { pathname: '/singularity' }).href;
  const outside = new pg.Pool({ connectionString, max: 2 });
  // A connection that a kill has cut is replaced by the next question.
  outside.on('error', () => undefined);
  run.defer(() => outside.end());
  return {
    port,
    folder,
    superuserUrl,
    database,
    sql: async <Row>(text: string, parameters?: unknown[]) => (await outside.query(text, parameters)).rows as Row[],
    kill: () => killAll(join(folder, 'cluster', 'postmaster.pid')),
    async revive() {
      postgres = await startLocalPostgres({ dataDir, port, throwaway: true });
    },
  };
}

/** The postmaster first, so that it cannot put things in order when its children die. */
async function killAll(pidFile: string): Promise<void> {
  const postmaster = Number((await readFile(pidFile, 'utf8')).split('\n')[0]);
  const children = existsSync('/proc/self/stat') ? await childrenByProc(postmaster) : await childrenByPs(postmaster);
  for (const pid of [postmaster, ...children]) endNow(pid);
}

async function childrenByProc(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
  const stats = await Promise.all(
    // A process may end between the look at the list and the look at it.
    pids.map(async (pid) => ({ pid, stat: await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '') })),
  );
  // "pid (name) state parent …", where a name may hold blanks and brackets of its own.
  const parentIn = (stat: string) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  return stats.flatMap(({ pid, stat }) => (parentIn(stat) === parent ? [pid] : []));
}

async function childrenByPs(parent: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
  const processes = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  return processes.flatMap(([pid, ppid]) => (pid && ppid === parent ? [pid] : []));
}

function endNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
