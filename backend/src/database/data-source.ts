import { DataSource } from 'typeorm';
import type { EntityTarget, MixedList } from 'typeorm';
import type { Config } from '../config.js';
import { columnTypes } from './column-types.js';
import { RUNTIME_OPTIONS } from './connections.js';
import { migrations } from './migrations/index.js';
import { APP_ROLE } from './roles.js';
import { ServingPool } from './serving-pool.js';
import type { ServingPoolOptions } from './serving-pool.js';

export type Entities = MixedList<EntityTarget<object> & (new () => object)>;

/** The running app's connections: as the role that owns nothing. */
export function createAppDataSource(
  { url, poolSize }: Pick<Config['database'], 'url' | 'poolSize'>,
  entities: Entities,
  listener?: ServingPoolOptions['listener'],
): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize,
    applicationName: 'singularity',
    installExtensions: false,
    entities,
    driver: { Pool: ServingPool },
    extra: { role: APP_ROLE, listener, options: RUNTIME_OPTIONS, types: columnTypes },
  });
}

/** For statements under a name, which TypeORM has no way to send. */
export function poolBehind({ driver }: DataSource): ServingPool {
  return (driver as unknown as { readonly master: ServingPool }).master;
}

/** The owner's connection: for migrations alone. */
export function createOwnerDataSource({ ownerUrl }: Pick<Config['database'], 'ownerUrl'>): DataSource {
  return new DataSource({
    type: 'postgres',
    url: ownerUrl,
    poolSize: 1,
    applicationName: 'singularity migrations',
    installExtensions: false,
    migrations,
    migrationsTableName: 'migration',
  });
}
