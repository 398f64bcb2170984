import { setImmediate } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { timeLeft, within } from '../runtime/request-context.js';
import { startTestWorld } from '../../testing/test-world.js';
import type { TestWorld } from '../../testing/test-world.js';
import { createAppDataSource } from './data-source.js';
import { Tenants } from './tenants.js';

const LATE = { code: 'ETIMEDOUT' };
const LONG = 'SELECT pg_sleep(9)';

let world: TestWorld;
let dataSource: DataSource;
let tenants: Tenants;
const member = randomUUID();

/** The process on the other side of the one connection. */
const backend = async () =>
  ((await dataSource.query('SELECT pg_backend_pid() AS pid')) as { pid: number }[]).map(({ pid }) => pid);

beforeAll(async () => {
  world = await startTestWorld();
  dataSource = await createAppDataSource({ ...world.config.database, poolSize: 1 }, []).initialize();
  tenants = new Tenants(dataSource);
});
afterAll(async () => {
  await dataSource.destroy();
  // PostgreSQL does not notice that nobody listens any more before it has something to say.
  await world.sql(`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE query = $1`, [LONG]);
  await world.close();
});

it.each([
  ['in a transaction', () => tenants.withTenant(member, (tx) => tx.query(LONG))],
  ['by the way of TypeORM', () => tenants.withTenant(member, (tx) => tx.manager.query(LONG))],
  ['outside of any', () => dataSource.query(LONG)],
])('gives up a connection that does not answer a request in time %s, and goes on with another', async (_how, ask) => {
  const before = await backend();
  await expect(within(50, ask)).rejects.toMatchObject(LATE);
  expect(await backend()).not.toEqual(before);
});

it('keeps the connection where the request came to it too late, and does nothing', async () => {
  const before = await backend();
  await expect(within(0, () => tenants.withTenant(member, (tx) => tx.query(LONG)))).rejects.toMatchObject(LATE);
  expect(await backend()).toEqual(before);
});

it('takes everything back where there is no time left to commit', async () => {
  const insert = `INSERT INTO app_user (user_id, discord_id, username, avatar, created_at, updated_at)
                  VALUES ($1, '1', 'name', '', now(), now())`;
  const tooLate = within(200, () =>
    tenants.withTenant(member, async (tx) => {
      await tx.query(insert, [member]);
      while (timeLeft() > 0) await setImmediate();
    }),
  );
  await expect(tooLate).rejects.toMatchObject(LATE);
  expect(await world.sql('SELECT 1 FROM app_user')).toEqual([]);
});

it('waits on where there is no request, or it is allowed to', async () => {
  const [slept] = await tenants.withTenant(member, async (tx) => {
    tx.takeTime();
    return tx.query<{ limit: string }>(`SELECT current_setting('statement_timeout') AS limit`);
  });
  expect(slept).toEqual({ limit: '0' });
  expect(await dataSource.query(`SELECT current_setting('statement_timeout') AS limit`)).toEqual([{ limit: '10s' }]);
});
