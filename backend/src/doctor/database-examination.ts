import pg from 'pg';
import type { Config } from '../config.js';
import { checkConnection, roleRemedy, WrongRole } from '../database/connection-check.js';
import { RUNTIME_OPTIONS } from '../database/connections.js';
import { createOwnerDataSource } from '../database/data-source.js';
import { codeOf, DatabaseStartError } from '../database/database-start-error.js';
import { firstConnection, settingsThatLose } from '../database/durability.js';
import { MIGRATES } from '../database/migrate.js';
import { isRebalancing, ownerOf, REMEDY } from '../database/owner-bypass.js';
import { APP_ROLE } from '../database/roles.js';
import { examineClock } from './clock-examination.js';
import { examineConsumers } from './consumers-examination.js';
import { examineEraser } from './eraser-examination.js';
import { hint, well, wrong } from './finding.js';
import type { Finding } from './finding.js';
import { examinePooling } from './pooling-examination.js';

const OLDEST = 16;

/** Looks at the database and changes nothing. */
export async function examineDatabase(database: Config['database']): Promise<Finding[]> {
  let client: pg.Client;
  try {
    client = await firstConnection(database);
  } catch (error) {
    if (error instanceof DatabaseStartError) return [wrong(error.what, error.remedy)];
    throw error;
  }
  try {
    const role = await examineRole(database);
    return [
      well('The database answers at DATABASE_URL.'),
      await examineVersion(client),
      await examineDurability(client),
      await examineRoom(client),
      await examineMigrations(database),
      await examineChanges(client),
      await examineSorting(client),
      role,
      await examineWalls(client),
      ...(await examineOwner(client)),
      ...(await examineEraser(client, database)),
      // What the app reads over its own connections: where those cannot be had, that is the finding.
      ...(role.state === 'well' ? [await examinePooling(database)] : []),
      ...(role.state === 'well' ? await examineClock(database).catch(() => []) : []),
      ...(role.state === 'well' ? await examineConsumers(database).catch(() => []) : []),
    ];
  } finally {
    await client.end();
  }
}

async function examineVersion(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ version: number }>(
    `SELECT current_setting('server_version_num')::int / 10000 AS version`,
  );
  const version = rows[0]?.version ?? 0;
  return version >= OLDEST
    ? well(`It is PostgreSQL ${version}.`)
    : wrong(`It is PostgreSQL ${version}.`, `The app needs ${OLDEST} or newer.`);
}

async function examineDurability(client: pg.Client): Promise<Finding> {
  const off = await settingsThatLose(client);
  return off.length === 0
    ? well('It keeps what it has confirmed: fsync, full_page_writes and synchronous_commit are on.')
    : wrong(`It may lose what it has confirmed: ${off.join(', ')} off.`, 'Switch on, in postgresql.conf or by ALTER.');
}

/** More than fits its memory for it, so that it has to write to its disk; nothing of it stays. */
const SPILLS = `SELECT count(*) FROM (SELECT repeat(md5(n::text), 32) AS text FROM generate_series(1, 20000) n ORDER BY 1 OFFSET 0) s`;
const DISK_FULL = '53100';

/** Whether its disk takes some 20 MB more. */
export async function examineRoom(client: Pick<pg.Client, 'query'>): Promise<Finding> {
  try {
    await client.query(`BEGIN; SET LOCAL work_mem = '1MB'`);
    await client.query(SPILLS);
    return well('Its disk has room.');
  } catch (error) {
    if (codeOf(error) !== DISK_FULL) throw error;
    return wrong(
      'Its disk is full. Reads go on, changes do not.',
      'Free some room or enlarge the disk: what was confirmed is there, and the app goes on by itself.',
    );
  } finally {
    await client.query('ROLLBACK');
  }
}

async function examineChanges(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ standby: boolean; readOnly: boolean }>(
    `SELECT pg_is_in_recovery() AS standby, current_setting('transaction_read_only') = 'on' AS "readOnly"`,
  );
  const { standby, readOnly } = rows[0] ?? {};
  if (standby)
    return wrong(
      'It is a standby, and takes no changes.',
      'Promote it, or have DATABASE_URL lead to the primary. The app goes on by itself.',
    );
  return readOnly
    ? wrong(
        'It takes no changes: default_transaction_read_only is on.',
        'Switch it off, in postgresql.conf or by ALTER SYSTEM, DATABASE or ROLE. The app goes on by itself.',
      )
    : well('It takes changes.');
}

/** An index over texts is only sound while the order it was built with stays, and that of a machine's C library does not. */
async function examineSorting(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT indexrelid::regclass::text AS name FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
      WHERE relnamespace = 'public'::regnamespace
        AND EXISTS (SELECT FROM unnest(indcollation) AS c WHERE c NOT IN (0, '"C"'::regcollation, '"POSIX"'::regcollation))
      ORDER BY 1`,
  );
  return rows.length === 0
    ? well('Its indexes sort texts by their code points, whatever the locale of its machine.')
    : hint(
        `Indexes sort texts by the locale of the database's machine: ${rows.map(({ name }) => name).join(', ')}.`,
        'Start the app, which migrates its own. Make others anew with COLLATE "C": an update of that machine may break them.',
      );
}

async function examineMigrations(database: Config['database']): Promise<Finding> {
  try {
    const owner = await createOwnerDataSource(database).initialize();
    const pending = await owner.showMigrations().finally(() => owner.destroy());
    return pending ? wrong('Migrations are pending.', MIGRATES) : well('All migrations have run.');
  } catch (error) {
    return wrong(`Migrations could not be looked at (${codeOf(error)}).`, MIGRATES);
  }
}

async function examineRole({ url }: Config['database']): Promise<Finding> {
  const client = new pg.Client({ connectionString: url, options: RUNTIME_OPTIONS, connectionTimeoutMillis: 5_000 });
  const remedy = `The app makes the role ${APP_ROLE} at its start; it must own nothing and be no superuser.`;
  try {
    await client.connect();
    await checkConnection(client, APP_ROLE);
    const { rows } = await client.query<{ strong: boolean; owned: number }>(
      `SELECT rolcreaterole AS strong, (SELECT count(*)::int FROM pg_class WHERE relowner = pg_roles.oid) AS owned
         FROM pg_roles WHERE rolname = current_user`,
    );
    const weak = rows[0] && !rows[0].strong && rows[0].owned === 0;
    return weak
      ? well(`The role ${APP_ROLE} owns nothing and bypasses nothing.`)
      : wrong('The role may too much.', remedy);
  } catch (error) {
    if (error instanceof WrongRole) return wrong(error.message, 'Then run this again: the app does not start before.');
    return wrong(`The login cannot take on the role ${APP_ROLE} (${codeOf(error)}).`, roleRemedy(error, remedy));
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function examineWalls(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ name: string; walled: boolean }>(
    `SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity
              AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid) AS walled
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'user_id' AND NOT a.attisdropped
      WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
        AND c.relname NOT IN ('erasure', 'identity', 'session')`,
  );
  const open = rows.filter(({ walled }) => !walled).map(({ name }) => name);
  const remedy = 'Let the app migrate an empty database, or restore the policies from a good one.';
  if (rows.length === 0) return wrong('There are no tables of members yet.', 'Start the app once.');
  return open.length === 0
    ? well('Row level security stands before every table of members.')
    : wrong(`Row level security is missing before ${open.join(', ')}.`, remedy);
}

/** The owner passes row level security for as long as a rebalance of the cluster takes, and not a moment longer. */
async function examineOwner(client: pg.Client): Promise<readonly Finding[]> {
  const owner = await ownerOf(client);
  if (!owner?.bypasses) return [];
  const what = `Row level security lets the owner of the tables pass, ${owner.name}`;
  if (await isRebalancing(client)) return [hint(`${what}: a rebalance is under way.`, 'Look again when it has ended.')];
  return [wrong(`${what}: a rebalance has broken off, or somebody has altered the role.`, REMEDY)];
}
