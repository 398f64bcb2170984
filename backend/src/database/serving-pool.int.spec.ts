import { vi } from 'vitest';
import { Logger } from '@nestjs/common';
import { within } from '../runtime/request-context.js';
import { createTestDatabase } from '../../testing/test-database.js';
import type { TestDatabase } from '../../testing/test-database.js';
import { withoutOptions } from '@singularity/harness/resilience/startup-packet.js';
import { startTcpProxy } from '@singularity/harness/resilience/tcp-proxy.js';
import { CONNECTIONS, ERASER_OPTIONS, RUNTIME_OPTIONS } from './connections.js';
import { requireRoles, WrongRole } from './connection-check.js';
import { createAppDataSource } from './data-source.js';
import { APP_ROLE, ERASER_ROLE } from './roles.js';
import { ServingPool } from './serving-pool.js';

let database: TestDatabase;
let drops = false;
let url: string;
const closing: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  closing.push(database.drop);
  const target = new URL(database.config.url);
  const passes = () => (drops ? withoutOptions() : (asked: Buffer) => asked);
  const proxy = await startTcpProxy({ defer: (close) => void closing.push(close) }, Number(target.port), passes);
  url = Object.assign(target, { port: String(proxy.port) }).href;
});
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});
beforeEach(() => {
  vi.restoreAllMocks();
  vi.spyOn(Logger.prototype, 'fatal').mockReturnValue(undefined);
  drops = false;
});

const pools = [
  ['members', APP_ROLE, RUNTIME_OPTIONS],
  ['erasing', ERASER_ROLE, ERASER_OPTIONS],
] as const;

it.each(pools)('gives connections for %s, where they are of the role %s', async (_what, role, options) => {
  const pool = new ServingPool({ connectionString: url, role, options });
  expect((await pool.query('SELECT current_user AS role')).rows).toEqual([{ role }]);
  await pool.end();
});

it('keeps a connection while its members read, and gives it back when they are gone', async () => {
  const pool = new ServingPool({ connectionString: url, role: APP_ROLE, options: RUNTIME_OPTIONS });
  const connection = async () => (await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const first = await connection();
    vi.advanceTimersByTime(5 * 60_000);
    expect(await connection()).toEqual(first);
    vi.advanceTimersByTime(CONNECTIONS.idleTimeoutMillis);
    expect(pool.totalCount).toBe(0);
  } finally {
    vi.useRealTimers();
    await pool.end();
  }
});

it.each(pools)('gives none for %s behind what drops the startup options', async (_what, role, options) => {
  const pool = new ServingPool({ connectionString: url, role, options });
  drops = true;
  await expect(pool.query('SELECT 1')).rejects.toThrow(WrongRole);
  await expect(within(1_000, () => pool.connect())).rejects.toThrow(`not as ${role}`);
  // Once, and not for each of all the connections that are tried.
  expect(Logger.prototype.fatal).toHaveBeenCalledTimes(1);
  expect(pool.totalCount).toBe(0);
  drops = false;
  expect((await pool.query('SELECT current_user AS role')).rows).toEqual([{ role }]);
  await pool.end();
});

it.each(['row_security=off', 'role=none'])('gives none where a connection starts with %s', async (setting) => {
  const pool = new ServingPool({ connectionString: url, role: APP_ROLE, options: `${RUNTIME_OPTIONS} -c ${setting}` });
  await expect(pool.query('SELECT 1')).rejects.toThrow(WrongRole);
  await pool.end();
});

it('has the app not begin', async () => {
  drops = true;
  await expect(createAppDataSource({ ...database.config, url }, []).initialize()).rejects.toThrow(WrongRole);
  await expect(requireRoles({ ...database.config, url })).rejects.toThrow(WrongRole);
  drops = false;
  await requireRoles({ ...database.config, url });
});

it('refuses a role that bypasses the walls', async () => {
  const pool = new ServingPool({ connectionString: database.superuserUrl, role: 'postgres' });
  await expect(pool.query('SELECT 1')).rejects.toThrow('bypasses');
  await pool.end();
});
