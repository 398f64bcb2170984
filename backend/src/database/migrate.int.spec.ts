import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { vi } from 'vitest';
import { createOwnerDataSource } from './data-source.js';
import { migrate } from './migrate.js';
import { migrations } from './migrations/index.js';

/** It takes `user_head` first and `app_user` then. */
const CONSUMERS = 1_763_900_000_270;

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

it('begins anew where a member of a running process and it wait for each other', async () => {
  await migrate(database);
  const owner = await createOwnerDataSource({ ownerUrl: url }).initialize();
  while ((await latest(owner)) >= CONSUMERS) await owner.undoLastMigration();
  await owner.destroy();

  const member = new pg.Client({ connectionString: at('TEST_POSTGRES_SUPERUSER_URL', name) });
  await member.connect();
  // Only who has waited for so long looks whether the other waits, too: that is to be the migration.
  await member.query(`SET deadlock_timeout = '1min'`);
  await member.query('BEGIN; LOCK app_user IN ROW EXCLUSIVE MODE');
  const warned = vi.spyOn(Logger, 'warn').mockReturnValue();
  const migrated = migrate(database);
  while (!(await isWaiting(member, 'app_user'))) await setTimeout(10);
  await member.query('LOCK user_head IN ACCESS SHARE MODE; COMMIT');
  await member.end();

  expect(await migrated).toBeGreaterThan(0);
  expect(warned).toHaveBeenCalledWith(expect.stringContaining('begins anew'), 'migrations');
  warned.mockRestore();
});

/** When the last migration was made that has run. */
async function latest(owner: DataSource): Promise<number> {
  const [last] = await owner.query<{ at: string }[]>('SELECT timestamp AS at FROM migration ORDER BY id DESC LIMIT 1');
  return Number(last?.at);
}

async function isWaiting(client: pg.Client, table: string): Promise<boolean> {
  const { rowCount } = await client.query('SELECT FROM pg_locks WHERE relation = $1::regclass AND NOT granted', [
    table,
  ]);
  return rowCount !== 0;
}
