import pg from 'pg';
import { TENANT_TABLES } from '../../testing/tenant-tables.js';
import { startTestWorld } from '../../testing/test-world.js';
import type { TestWorld } from '../../testing/test-world.js';
import { RUNTIME_OPTIONS } from './connections.js';
import { JOBS_SCHEMA } from './jobs-schema.js';

/** Found without knowing the member, and so without a wall: they hold nothing but who is who, and who is to be erased. */
const NOT_TENANT = ['erasure', 'identity', 'session'];

let world: TestWorld;
let runtime: pg.Pool;

beforeAll(async () => {
  world = await startTestWorld();
  runtime = new pg.Pool({ connectionString: world.config.database.url, options: RUNTIME_OPTIONS, max: 1 });
});
afterAll(async () => {
  await runtime.end();
  await world.close();
});

async function tenantTables(): Promise<string[]> {
  const rows = await world.sql<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND a.attname = 'user_id'`,
  );
  return rows.map(({ name }) => name).filter((name) => !NOT_TENANT.includes(name));
}

describe('every table with members’ data', () => {
  it('is one of these, so that a new one is noticed', async () => {
    expect((await tenantTables()).sort()).toEqual(TENANT_TABLES);
  });

  it('stands behind row level security, its owner too', async () => {
    const open = await world.sql(
      `SELECT relname FROM pg_class WHERE relname = ANY($1) AND NOT (relrowsecurity AND relforcerowsecurity)`,
      [await tenantTables()],
    );
    expect(open).toEqual([]);
    const policies = await world.sql<{ tablename: string; cmd: string; qual: string; with_check: string }>(
      `SELECT tablename, cmd, qual, with_check FROM pg_policies WHERE schemaname = 'public'`,
    );
    expect(policies.map(({ tablename }) => tablename).sort()).toEqual((await tenantTables()).sort());
    for (const { cmd, qual, with_check } of policies) {
      expect(cmd).toBe('ALL');
      expect(qual).toContain('app.user_id');
      expect(with_check).toBe(qual);
    }
  });

  it('has the member first in every key, and no index without', async () => {
    const indexes = await world.sql<{ table: string; first: string }>(
      `SELECT i.indrelid::regclass::text AS table, a.attname AS first
         FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        WHERE i.indrelid::regclass::text = ANY($1)`,
      [await tenantTables()],
    );
    expect(indexes.length).toBeGreaterThan(12);
    expect(indexes.filter(({ first }) => first !== 'user_id')).toEqual([]);
  });

  it('goes when its member goes', async () => {
    const cascading = await world.sql<{ name: string }>(
      `SELECT conrelid::regclass::text AS name FROM pg_constraint
        WHERE contype = 'f' AND confrelid = 'app_user'::regclass AND confdeltype = 'c'`,
    );
    const others = (await tenantTables()).filter((name) => name !== 'app_user');
    expect(cascading.map(({ name }) => name).sort()).toEqual(others.sort());
    const foreign = await world.sql(
      `SELECT FROM pg_constraint
        WHERE contype = 'f' AND confrelid <> 'app_user'::regclass AND connamespace = 'public'::regnamespace`,
    );
    expect(foreign).toEqual([]);
  });

  it('sorts each text by its code points, whatever the database does: write COLLATE "C" at a new column', async () => {
    const others = await world.sql(
      `SELECT attrelid::regclass::text || '.' || attname AS text
         FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'i') AND attnum > 0
          AND attcollation NOT IN (0, '"C"'::regcollation)`,
    );
    expect(others).toEqual([]);
  });

  it('needs nothing that a cluster cannot have', async () => {
    expect(await world.sql(`SELECT tgname FROM pg_trigger WHERE NOT tgisinternal`)).toEqual([]);
    expect(
      await world.sql(
        `SELECT conname FROM pg_constraint WHERE condeferrable AND connamespace = 'public'::regnamespace`,
      ),
    ).toEqual([]);
    const sequences = await world.sql<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace`,
    );
    expect(sequences.map(({ name }) => name)).toEqual(['migration_id_seq']);
  });
});

it('no schema is there but ours and that of jobs', async () => {
  const others = await world.sql<{ name: string }>(
    `SELECT nspname AS name FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema|public$)'`,
  );
  expect(others).toEqual([{ name: JOBS_SCHEMA }]);
});

describe('the role that the app runs as', () => {
  it('is no superuser, bypasses nothing and owns nothing', async () => {
    const { rows } = await runtime.query('SELECT current_user AS role');
    expect(rows).toEqual([{ role: 'singularity_app' }]);
    expect(
      await world.sql(
        `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = 'singularity_app'`,
      ),
    ).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }]);
    const owned = await world.sql(
      `SELECT c.relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = 'singularity_app'`,
    );
    expect(owned).toEqual([]);
  });

  it.each([
    ['change an event', `UPDATE event SET type = 'x'`],
    ['remove an event', 'DELETE FROM event'],
    ['empty the events', 'TRUNCATE event'],
    ['remove a member, and with them their events', 'DELETE FROM app_user'],
    ['move a member', `UPDATE app_user SET user_id = user_id`],
    ['remove an identity', 'DELETE FROM identity'],
    ['see who is being erased', 'SELECT FROM erasure'],
    ['have somebody erased', 'INSERT INTO erasure VALUES (gen_random_uuid(), now())'],
    ['keep somebody from being erased', 'DELETE FROM erasure'],
    ['give an identity to another member', 'UPDATE identity SET user_id = demo_user_id'],
    ['let the safeguard on denials go', 'INSERT INTO brake_release VALUES (now())'],
    ['remove a head', 'DELETE FROM user_head'],
    ['change a digest', 'UPDATE digest SET count = 0'],
    ['remove a digest', 'DELETE FROM digest'],
    ['change a key', `UPDATE digest_key SET public_key = ''`],
    ['change a proof', 'UPDATE digest_proof SET version = 0'],
    ['switch the wall off', 'ALTER TABLE event DISABLE ROW LEVEL SECURITY'],
    ['make a table', 'CREATE TABLE mine ()'],
    ['make a table beside the jobs', `CREATE TABLE ${JOBS_SCHEMA}.mine ()`],
    ['change the shape of jobs', `ALTER TABLE ${JOBS_SCHEMA}.job ADD COLUMN mine text`],
    ['change a file of an import', `UPDATE import_file SET content = ''`],
  ])('cannot %s', async (_deed, sql) => {
    await expect(runtime.query(sql)).rejects.toMatchObject({ code: '42501' });
  });
});
