import pg from 'pg';
import type { Config } from '../config.js';
import { CONNECTIONS } from '../database/connections.js';
import { codeOf } from '../database/database-start-error.js';

/** Where the app's database is, and who may administer the cluster that it is on. */
export type ClusterConfig = Pick<Config, 'database'> & { readonly superuserUrl: string };

export type Say = (line: string) => void;

/** The cluster is not as a command needs it, which has changed nothing; says what to do. */
export class Refused extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(`${message} Nothing was changed.`, options);
  }
}

/**
 * Works on the coordinator of a cluster as superuser. Throws `Refused` on plain PostgreSQL, for anybody else, and in
 * another database than that of the app. Whoever row level security binds must not move rows about: Citus would copy
 * what they see, which is nothing, and drop the rest.
 */
export async function asSuperuser<Result>(
  { superuserUrl, database }: ClusterConfig,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = await connect('DATABASE_SUPERUSER_URL', superuserUrl);
  try {
    await requireRights(client);
    await requireSamePlace(client, database.url);
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Throws `Refused` where there are no machines to put members on. Gives how many there are. */
export async function requireWorkers(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ workers: number }>(
    `SELECT count(*)::int AS workers FROM pg_catalog.pg_dist_node
      WHERE groupid <> 0 AND noderole = 'primary' AND isactive AND shouldhaveshards`,
  );
  const workers = rows[0]?.workers ?? 0;
  if (workers === 0)
    throw new Refused("The cluster has no workers. Add each by SELECT citus_add_node('its name', 5432).");
  return workers;
}

export async function isDistributed(client: pg.Client, table: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'SELECT FROM pg_catalog.pg_dist_partition WHERE logicalrelid = to_regclass($1)',
    [table],
  );
  return rowCount === 1;
}

async function connect(variable: string, connectionString: string): Promise<pg.Client> {
  const { connectionTimeoutMillis } = CONNECTIONS;
  const client = new pg.Client({ connectionString, connectionTimeoutMillis, application_name: 'singularity cluster' });
  // A connection that is lost fails what is asked next.
  client.on('error', () => undefined);
  await client.connect().catch((error: unknown) => {
    throw new Refused(`The database does not let us in (${codeOf(error)}). Look at ${variable}.`, { cause: error });
  });
  return client;
}

async function requireRights(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ superuser: boolean; citus: boolean }>(
    `SELECT rolsuper AS superuser, to_regclass('pg_catalog.pg_dist_partition') IS NOT NULL AS citus
       FROM pg_roles WHERE rolname = current_user`,
  );
  if (!rows[0]?.citus)
    throw new Refused('This is plain PostgreSQL, without the extension citus: there is nothing to distribute.');
  if (!rows[0].superuser)
    throw new Refused('DATABASE_SUPERUSER_URL must name a superuser: for anybody else, Citus silently loses rows.');
}

async function requireSamePlace(client: pg.Client, appUrl: string): Promise<void> {
  const app = await connect('DATABASE_URL', appUrl);
  const [ours, theirs] = await Promise.all([placeOf(client), placeOf(app)]).finally(() => app.end());
  if (ours !== theirs) throw new Refused('DATABASE_SUPERUSER_URL and DATABASE_URL lead to different databases.');
}

async function placeOf(client: pg.Client): Promise<unknown> {
  const { rows } = await client.query<{ place: string }>(
    `SELECT concat(current_database(), ' ', extract(epoch FROM pg_postmaster_start_time())) AS place`,
  );
  return rows[0]?.place;
}
