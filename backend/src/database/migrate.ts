import type { Config } from '../config.js';
import { createOwnerDataSource } from './data-source.js';
import { provisionRoles } from './roles.js';

/** When and as whom, for an operator. */
export const MIGRATES = 'The app migrates at its start, as the login of DATABASE_OWNER_URL, or else of DATABASE_URL.';

/**
 * Brings the database to the shape that this code expects: roles first, then the migrations, as the owner.
 * @returns how many migrations have run
 */
export async function migrate(database: Pick<Config['database'], 'url' | 'ownerUrl'>): Promise<number> {
  const dataSource = await createOwnerDataSource(database).initialize();
  try {
    const runner = dataSource.createQueryRunner();
    await provisionRoles(runner, decodeURIComponent(new URL(database.url).username));
    await runner.release();
    return (await dataSource.runMigrations({ transaction: 'all' })).length;
  } finally {
    await dataSource.destroy();
  }
}
