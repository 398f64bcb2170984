import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalPostgres } from '@singularity/local/local-postgres.js';

/** A cluster that lives for one run may lose everything in a crash, and is faster for it. */
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

/** Starts the one PostgreSQL of a test run, which all workers of all projects share. */
export default async function startPostgres() {
  if (process.env.TEST_POSTGRES_OWNER_URL) return undefined;
  const dataDir = join(tmpdir(), `singularity-test-${randomUUID()}`);
  const postgres = await startLocalPostgres({ dataDir, settings, throwaway: true });
  process.env.TEST_POSTGRES_SUPERUSER_URL = postgres.superuserUrl;
  process.env.TEST_POSTGRES_OWNER_URL = postgres.ownerUrl;
  return async () => {
    await postgres.stop();
    await rm(postgres.folder, { recursive: true, force: true });
    await rm(dataDir, { recursive: true, force: true });
  };
}
