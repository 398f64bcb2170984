import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startLocalPostgres } from '@singularity/local/local-postgres.js';
import { scratchFolder } from '@singularity/local/scratch-folder.js';

/** A cluster that lives for one run may lose everything in a crash, and is faster for it. */
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

/** Starts the one PostgreSQL of a test run, which all workers of all projects share. */
export default async function startPostgres() {
  if (process.env.TEST_POSTGRES_OWNER_URL) return undefined;
  const dataDir = join(scratchFolder(), `singularity-test-${randomUUID()}`);
  const postgres = await startLocalPostgres({ dataDir, settings, throwaway: true });
  process.env.TEST_POSTGRES_SUPERUSER_URL = postgres.superuserUrl;
  process.env.TEST_POSTGRES_OWNER_URL = postgres.ownerUrl;
  const forget = () => {
    for (const path of [postgres.folder, dataDir]) rmSync(path, { recursive: true, force: true, maxRetries: 10 });
  };
  // Ctrl-C ends the run without its teardown and waits for nothing, while the server is in a session of its own.
  const postmaster = Number(readFileSync(join(postgres.folder, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const abandon = () => {
    process.kill(postmaster, 'SIGQUIT');
    forget();
  };
  process.once('exit', abandon);
  return async () => {
    process.off('exit', abandon);
    await postgres.stop();
    forget();
  };
}
