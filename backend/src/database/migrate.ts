import type { Config } from '../config.js';
import { createOwnerDataSource } from './data-source.js';
import { provisionRoles } from './roles.js';

/** Brings the database to the shape that this code expects: roles first, then the migrations, as the owner. */
export async function migrate(database: Pick<Config['database'], 'url' | 'ownerUrl'>): Promise<void> {
  const dataSource = await createOwnerDataSource(database).initialize();
  try {
    const runner = dataSource.createQueryRunner();
    await provisionRoles(runner, decodeURIComponent(new URL(database.url).username));
    await runner.release();
    await dataSource.runMigrations({ transaction: 'all' });
  } finally {
    await dataSource.destroy();
  }
}
