import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate } from './migrate.js';
import { migrations } from './migrations/index.js';

const name = `test_${randomBytes(8).toString('hex')}`;
const at = (variable: string, database: string) =>
  Object.assign(new URL(process.env[variable] ?? ''), { pathname: `/${database}` }).href;
const url = at('TEST_POSTGRES_OWNER_URL', name);
const database = { url, ownerUrl: url, eraserUrl: url };

const outside = new pg.Client({ connectionString: at('TEST_POSTGRES_SUPERUSER_URL', 'postgres') });
beforeAll(() => outside.connect());
beforeEach(() => outside.query(`CREATE DATABASE ${name} OWNER singularity_owner`));
afterEach(() => outside.query(`DROP DATABASE ${name} WITH (FORCE)`));
afterAll(() => outside.end());

it('migrates once where many start together on an empty database, and none of them fails', async () => {
  const ran = await Promise.all(Array.from({ length: 5 }, () => migrate(database)));
  expect(ran.toSorted((a, b) => a - b)).toEqual([0, 0, 0, 0, migrations.length]);
});

it('lets another migrate where the first one ends halfway', async () => {
  const all = Array.from({ length: 3 }, () => migrate(database));
  const settled = Promise.allSettled(all);
  // The one that holds the lock, once the others wait for it or are done.
  const first = new Set<number>();
  let over = false;
  void settled.then(() => (over = true));
  while (first.size === 0 && !over) {
    const { rows } = await outside.query<{ pid: number }>(
      `SELECT pid, pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = $1)`,
      [name],
    );
    for (const { pid } of rows) first.add(pid);
  }
  const results = await settled;
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  expect(await migrate(database)).toBe(0);
});

it('has nothing to change where nothing is to be migrated, so that a standby can be read', async () => {
  await migrate(database);
  await outside.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
  expect(await migrate(database)).toBe(0);
});
