import type pg from 'pg';
import { ROLE_LIMITS } from '../database/connections.js';
import { createOwnerDataSource } from '../database/data-source.js';
import { MIGRATES, MIGRATION_LOCK } from '../database/migrate.js';
import { asSuperuser, isDistributed, Refused, requireWorkers } from './superuser.js';
import type { ClusterConfig, Say } from './superuser.js';

/** Found without knowing the member, so they stay on the coordinator, as does whatever has no member. */
const STAY = ['erasure', 'identity', 'session'];
/** Whoever else holds a table is told of, and not waited for; in milliseconds. */
const PATIENCE = 10_000;

/**
 * Puts the rows of members on the workers, each member's on one of them: all tables in one transaction, or none. It may
 * run again, for what is missing. Throws `Refused` where that cannot be done yet.
 */
export function distribute(config: ClusterConfig, say: Say): Promise<void> {
  return asSuperuser(config, async (client) => {
    const workers = await requireWorkers(client);
    await client.query(`SET lock_timeout = ${PATIENCE}`);
    await requireStopped(client);
    // As the app does at its start: one that starts now waits.
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await requireMigrated(config);
    await openRoles(client);
    const tables = await tablesOfMembers(client);
    const rows = await inOneTransaction(client, () => distributeTables(client, tables));
    // What was copied still stands on the coordinator, where no erasure would find it.
    await client.query(`SELECT truncate_local_data_after_distributing_table('app_user')`);
    await requireNoneLeft(client);
    const total = [...rows.values()].reduce((sum, count) => sum + count, 0);
    say(`Tables: ${rows.size}, rows: ${total}, as many as before. Workers: ${workers}.`);
  });
}

async function requireStopped(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; count: number }>(
    `SELECT application_name AS name, count(*)::int AS count FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'singularity%'
      GROUP BY 1 ORDER BY 1`,
  );
  if (rows.length === 0) return;
  const connected = rows.map(({ name, count }) => `${name} (${count})`).join(', ');
  throw new Refused(`The app is connected: ${connected}. Stop all of its processes first.`);
}

/** Of what is to come, Citus refuses some that earlier migrations do. */
async function requireMigrated({ database }: ClusterConfig): Promise<void> {
  const owner = await createOwnerDataSource(database).initialize();
  const pending = await owner.showMigrations().finally(() => owner.destroy());
  if (pending) throw new Refused(`Migrations are pending. ${MIGRATES} Start it once.`);
}

/** The coordinator comes to the workers as the role that it works as, without the options of the app's connections. */
async function openRoles(client: pg.Client): Promise<void> {
  for (const [role, limits] of Object.entries(ROLE_LIMITS)) {
    await client.query(`ALTER ROLE ${role} LOGIN`);
    for (const [name, value] of Object.entries(limits)) await client.query(`ALTER ROLE ${role} SET ${name} = ${value}`);
  }
}

/** The members first, as all others refer to them. */
async function tablesOfMembers(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT conrelid::regclass::text AS name FROM pg_constraint
      WHERE contype = 'f' AND confrelid = 'app_user'::regclass AND conparentid = 0
        AND connamespace = 'public'::regnamespace ORDER BY 1`,
  );
  return ['app_user', ...rows.map(({ name }) => name)];
}

/** Gives the rows of each table; throws, so that nothing is changed, where they are not as many as before. */
async function distributeTables(client: pg.Client, tables: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const before = await countRows(client, tables);
  for (const table of tables) {
    if (await isDistributed(client, table)) continue;
    const beside = table === 'app_user' ? 'none' : 'app_user';
    await client.query(`SELECT create_distributed_table('${table}', 'user_id', colocate_with => '${beside}')`);
  }
  const after = await countRows(client, tables);
  const lost = tables.filter((table) => before.get(table) !== after.get(table));
  if (lost.length === 0) return after;
  const counts = lost.map((table) => `${table} ${before.get(table)} before, ${after.get(table)} after`).join('; ');
  throw new Error(`Rows would have been lost: ${counts}. None was moved.`);
}

async function countRows(client: pg.Client, tables: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const table of tables) {
    const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM ${table}`);
    counts.set(table, Number(rows[0]?.count));
  }
  return counts;
}

async function requireNoneLeft(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'user_id' AND NOT a.attisdropped
      WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND c.relname <> ALL ($1)
        AND c.oid NOT IN (SELECT logicalrelid FROM pg_catalog.pg_dist_partition) ORDER BY 1`,
    [STAY],
  );
  if (rows.length === 0) return;
  const names = rows.map(({ name }) => name).join(', ');
  throw new Error(
    `Rows of members are still on the coordinator alone, in tables without a reference to app_user: ${names}.`,
  );
}

async function inOneTransaction<Result>(client: pg.Client, work: () => Promise<Result>): Promise<Result> {
  await client.query('BEGIN');
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
