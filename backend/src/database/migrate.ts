import { setTimeout } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { MigrationExecutor } from 'typeorm';
import type { DataSource } from 'typeorm';
import type { Config } from '../config.js';
import { createOwnerDataSource } from './data-source.js';
import { installJobs } from './jobs-schema.js';
import { provisionRoles } from './roles.js';

/** When and as whom, for an operator. */
export const MIGRATES = 'The app migrates at its start, as the login of DATABASE_OWNER_URL, or else of DATABASE_URL.';

/** Held by whoever migrates, until it commits or is gone: of processes that start together the others wait. */
export const MIGRATION_LOCK = 7_426_003;

/** How often it is begun anew where members' commands were in the way, and after how long; in milliseconds. */
const TRIES = 10;
const PAUSE_MS = 500;

/**
 * Brings the database to the shape that this code expects: roles first, then the migrations, as the owner, in one
 * transaction. Where there is nothing to do it changes nothing, so that a standby can be read.
 * @returns how many migrations have run
 */
export async function migrate(database: Omit<Config['database'], 'poolSize'>): Promise<number> {
  const dataSource = await createOwnerDataSource(database).initialize();
  try {
    for (let tries = 1; ; tries++) {
      const ran = await migrateOnce(dataSource, database).catch((error: unknown) => {
        if (tries === TRIES || !isDeadlock(error)) throw error;
        return null;
      });
      if (ran !== null) return ran;
      Logger.warn('Members of a running process were in the way of a migration. It begins anew.', 'migrations');
      await setTimeout(PAUSE_MS);
    }
  } finally {
    await dataSource.destroy();
  }
}

async function migrateOnce(
  dataSource: DataSource,
  { url, eraserUrl }: Pick<Config['database'], 'url' | 'eraserUrl'>,
): Promise<number> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    await runner.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await provisionRoles(runner, { app: loginOf(url), eraser: loginOf(eraserUrl) });
    const { length } = await new MigrationExecutor(dataSource, runner).executePendingMigrations();
    await installJobs(runner);
    await runner.commitTransaction();
    return length;
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    await runner.release();
  }
}

/** Commands lock tables in another order: PostgreSQL ends one of two that wait for each other. */
function isDeadlock(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '40P01';
}

function loginOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}
