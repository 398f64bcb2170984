import { MigrationExecutor } from 'typeorm';
import type { Config } from '../config.js';
import { createOwnerDataSource } from './data-source.js';
import { installJobs } from './jobs-schema.js';
import { provisionRoles } from './roles.js';

/** When and as whom, for an operator. */
export const MIGRATES = 'The app migrates at its start, as the login of DATABASE_OWNER_URL, or else of DATABASE_URL.';

/** Held by whoever migrates, until it commits or is gone: of processes that start together the others wait. */
export const MIGRATION_LOCK = 7_426_003;

/**
 * Brings the database to the shape that this code expects: roles first, then the migrations, as the owner, in one
 * transaction. Where there is nothing to do it changes nothing, so that a standby can be read.
 * @returns how many migrations have run
 */
export async function migrate(database: Omit<Config['database'], 'poolSize'>): Promise<number> {
  const dataSource = await createOwnerDataSource(database).initialize();
  try {
    const runner = dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await provisionRoles(runner, { app: loginOf(database.url), eraser: loginOf(database.eraserUrl) });
    const { length } = await new MigrationExecutor(dataSource, runner).executePendingMigrations();
    await installJobs(runner);
    await runner.commitTransaction();
    return length;
  } finally {
    await dataSource.destroy();
  }
}

function loginOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}
