import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalPostgres } from '@singularity/local/local-postgres.js';

/** A cluster that lives for one run may lose everything in a crash, and is faster for it. */
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

/** Starts the one PostgreSQL of a test run, which all workers share. */
export default async function startPostgres() {
  const dataDir = join(tmpdir(), `singularity-test-${randomUUID()}`);
  const postgres = await startLocalPostgres({ dataDir, settings });
  process.env.TEST_POSTGRES_SUPERUSER_URL = postgres.superuserUrl;
  process.env.TEST_POSTGRES_OWNER_URL = postgres.ownerUrl;
  const stop = async () => {
    await postgres.stop();
    await rm(postgres.folder, { recursive: true, force: true });
    await rm(dataDir, { recursive: true, force: true });
  };
  globalThis.stopTestPostgres = stop;
  // Jest ends at once on Ctrl-C, without its teardown, while the server is in a session of its own.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop().finally(() => process.exit(1)));
}
