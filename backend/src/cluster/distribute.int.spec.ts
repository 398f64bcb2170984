import { execFile } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import type { QueryRunner } from 'typeorm';
import { callsOf, installCitusStub } from '../../testing/citus-stub.js';
import { TENANT_TABLES } from '../../testing/tenant-tables.js';
import { startProcess } from '../../testing/test-app.js';
import { startTestWorld } from '../../testing/test-world.js';
import type { TestWorld } from '../../testing/test-world.js';
import { Browser } from '../../testing/browser.js';
import { raiseTenantWall } from '../database/migrations/tenant-wall.js';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { distribute } from './distribute.js';

const PROGRAM = join(import.meta.dirname, '../../dist/distribute-cli.js');
const OTHERS = TENANT_TABLES.filter((table) => table !== 'app_user');

let world: TestWorld;
beforeEach(async () => (world = await startTestWorld()));
afterEach(() => world.close());
// The roles are of all databases of the test run.
afterAll(async () => {
  const outside = new pg.Client({ connectionString: process.env['TEST_POSTGRES_SUPERUSER_URL'] });
  await outside.connect();
  for (const role of ['singularity_app', 'singularity_eraser'])
    await outside.query(`ALTER ROLE ${role} NOLOGIN; ALTER ROLE ${role} RESET ALL`);
  await outside.end();
});

const configOf = ({ config: { database }, superuserUrl }: TestWorld) => ({ database, superuserUrl });

async function distributed(): Promise<readonly string[]> {
  const lines: string[] = [];
  await distribute(configOf(world), (line) => lines.push(line));
  return lines;
}

/** As an operator runs it. */
function run(): Promise<{ code: number; text: string }> {
  const { database, superuserUrl } = configOf(world);
  const env = { DATABASE_URL: database.url, DATABASE_SUPERUSER_URL: superuserUrl };
  return new Promise((resolve) =>
    execFile(process.execPath, [PROGRAM], { env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), text: stdout + stderr }),
    ),
  );
}

/** One of the community, whose app has ended. */
async function leaveAMember(): Promise<void> {
  const server = await startProcess(world);
  await new Browser(server.url).signIn(DEMO_IDS.one);
  await server.close();
}

const roles = () =>
  world.sql(
    `SELECT rolname, rolcanlogin, rolconfig, rolbypassrls FROM pg_roles WHERE rolname LIKE 'singularity%' ORDER BY 1`,
  );

it('says that plain PostgreSQL is no cluster, and changes nothing', async () => {
  const before = await roles();
  expect(await run()).toEqual({
    code: 1,
    text: 'This is plain PostgreSQL, without the extension citus: there is nothing to distribute. Nothing was changed.\n',
  });
  expect(await roles()).toEqual(before);
});

describe('on a cluster', () => {
  beforeEach(() => installCitusStub(world));

  it('distributes every table of members, themselves first, and compares all with the events', async () => {
    await leaveAMember();
    const { code, text } = await run();
    expect(text).toMatch(
      new RegExp(`^Tables: ${TENANT_TABLES.length}, rows: \\d+, as many as before\\. Workers: 2\\.\n`),
    );
    expect(text).toMatch(/\nMembers: 1, failed: 0, different: 0\. Events: 1, .*\n$/);
    expect(code).toBe(0);
    expect(await callsOf(world)).toEqual([
      { name: 'create_distributed_table', table: 'app_user', beside: 'none', ownerPasses: false },
      ...OTHERS.map((table) => ({
        name: 'create_distributed_table',
        table,
        beside: 'app_user',
        ownerPasses: false,
      })),
      { name: 'truncate', table: 'app_user', beside: null, ownerPasses: false },
    ]);
  });

  it('opens the roles that the coordinator comes to the workers as, and gives them their limits', async () => {
    await distributed();
    expect(
      await world.sql(`SELECT rolcanlogin, rolconfig FROM pg_roles WHERE rolname ~ '_(app|eraser)$' ORDER BY rolname`),
    ).toEqual([
      { rolcanlogin: true, rolconfig: ['lock_timeout=3000', 'idle_in_transaction_session_timeout=15000'] },
      { rolcanlogin: true, rolconfig: ['lock_timeout=30000', 'idle_in_transaction_session_timeout=15000'] },
    ]);
  });

  it('may run again, and then does what is missing', async () => {
    await distributed();
    await callsOf(world);
    await world.sql(`DELETE FROM pg_catalog.pg_dist_partition WHERE logicalrelid = 'trade'::regclass`);
    await distributed();
    expect((await callsOf(world)).map(({ name, table }) => [name, table])).toEqual([
      ['create_distributed_table', 'trade'],
      ['truncate', 'app_user'],
    ]);
  });

  it('takes everything back where a row is lost on the way', async () => {
    await leaveAMember();
    await world.sql(`
      CREATE OR REPLACE FUNCTION stub.note(name text, noted regclass, beside text) RETURNS void LANGUAGE sql AS
      $$ DELETE FROM event $$`);
    await expect(distributed()).rejects.toThrow('Rows would have been lost: event 1 before, 0 after. None was moved.');
    expect(await world.sql('SELECT FROM pg_catalog.pg_dist_partition')).toEqual([]);
    expect(await world.sql('SELECT FROM event')).toHaveLength(1);
  });

  it('refuses while the app is connected, and names it', async () => {
    const server = await startProcess(world);
    await expect(distributed()).rejects.toThrow(
      /^The app is connected: singularity \(\d+\).*Stop all of its processes/,
    );
    await server.close();
    expect(await callsOf(world)).toEqual([]);
  });

  it('refuses where there are no workers', async () => {
    await world.sql('DELETE FROM pg_catalog.pg_dist_node WHERE groupid > 0');
    await expect(distributed()).rejects.toThrow('The cluster has no workers. Add each by SELECT citus_add_node');
    expect(await callsOf(world)).toEqual([]);
  });

  it('refuses where a migration is pending', async () => {
    await world.sql(`DELETE FROM migration WHERE name = 'RoleAnswers1763900000060'`);
    await expect(distributed()).rejects.toThrow('Migrations are pending.');
    expect(await callsOf(world)).toEqual([]);
  });

  it('refuses whoever is no superuser, and another database than that of the app', async () => {
    const { database, superuserUrl } = configOf(world);
    const say = () => undefined;
    await expect(distribute({ database, superuserUrl: database.url }, say)).rejects.toThrow('must name a superuser');
    const elsewhere = Object.assign(new URL(database.url), { pathname: '/postgres' }).href;
    await expect(distribute({ database: { ...database, url: elsewhere }, superuserUrl }, say)).rejects.toThrow(
      'lead to different databases',
    );
    expect(await callsOf(world)).toEqual([]);
  });

  it('says which tables are left out, as they do not refer to a member', async () => {
    await world.sql('CREATE TABLE loose (user_id uuid PRIMARY KEY)');
    await expect(distributed()).rejects.toThrow('in tables without a reference to app_user: loose.');
  });

  it('is joined by the tables of later migrations, each once', async () => {
    const owner = new pg.Client({ connectionString: world.config.database.ownerUrl });
    await owner.connect();
    const runner = { query: (sql: string) => owner.query(sql) } as unknown as QueryRunner;
    const wall = async (table: string) => {
      await owner.query(`CREATE TABLE ${table} (user_id uuid PRIMARY KEY REFERENCES app_user ON DELETE CASCADE)`);
      await raiseTenantWall(runner, table, 'SELECT');
    };
    await wall('before');
    expect(await callsOf(world)).toEqual([]);
    await distributed();
    await callsOf(world);
    await wall('later');
    expect(await callsOf(world)).toEqual([
      { name: 'create_distributed_table', table: 'later', beside: 'app_user', ownerPasses: false },
    ]);
    await owner.end();
  });
});
