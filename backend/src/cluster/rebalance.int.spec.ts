import { execFile } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import { callsOf, installCitusStub } from '../../testing/citus-stub.js';
import { startTestWorld } from '../../testing/test-world.js';
import type { TestWorld } from '../../testing/test-world.js';
import { REBALANCE_LOCK } from '../database/owner-bypass.js';
import { examineDatabase } from '../doctor/database-examination.js';
import { rebalance } from './rebalance.js';

const PROGRAM = join(import.meta.dirname, '../../dist/rebalance-cli.js');
/** Not that of all test databases, whom row level security must bind meanwhile. */
const OWNER = 'owner_of_rebalance';
const MINUTES = 60;

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld();
  await world.sql(`DROP ROLE IF EXISTS ${OWNER}`);
  await world.sql(`CREATE ROLE ${OWNER}`);
  await world.sql(`ALTER TABLE app_user OWNER TO ${OWNER}`);
});
afterAll(async () => {
  await world.sql(`REASSIGN OWNED BY ${OWNER} TO singularity_owner; DROP ROLE ${OWNER}`);
  await world.close();
});

async function rebalanced(limits: Partial<Parameters<typeof rebalance>[1]> = {}): Promise<readonly string[]> {
  const lines: string[] = [];
  const { config, superuserUrl } = world;
  await rebalance({ ...config, superuserUrl }, { minutes: MINUTES, ...limits }, (line) => lines.push(line));
  return lines;
}

/** What a rebalance then runs, in the place of moving anything. */
async function behave(sql: string): Promise<void> {
  await world.sql('INSERT INTO stub.behaviour VALUES ($1)', [sql]);
}

async function ownerPasses(): Promise<boolean> {
  const [owner] = await world.sql<{ passes: boolean }>(
    'SELECT rolbypassrls AS passes FROM pg_roles WHERE rolname = $1',
    [OWNER],
  );
  return owner!.passes;
}

const examined = async () =>
  (await examineDatabase(world.config.database)).filter(({ what }) => what.includes('lets the owner'));

it('says that plain PostgreSQL is no cluster, and changes nothing', async () => {
  const env = { DATABASE_URL: world.config.database.url, DATABASE_SUPERUSER_URL: world.superuserUrl };
  const { code, text } = await new Promise<{ code: unknown; text: string }>((resolve) =>
    execFile(process.execPath, [PROGRAM], { env }, (error, stdout, stderr) =>
      resolve({ code: error?.code, text: stdout + stderr }),
    ),
  );
  expect(text).toMatch(/^This is plain PostgreSQL, without the extension citus: .* Nothing was changed\.\n$/);
  expect(code).toBe(1);
  expect(await ownerPasses()).toBe(false);
});

describe('on a cluster', () => {
  beforeAll(() => installCitusStub(world));
  beforeEach(() => world.sql(`INSERT INTO pg_catalog.pg_dist_partition VALUES ('app_user') ON CONFLICT DO NOTHING`));
  afterEach(async () => {
    await world.sql('TRUNCATE stub.behaviour');
    await callsOf(world);
    expect(await ownerPasses()).toBe(false);
  });

  it('lets the owner pass row level security for as long as it takes', async () => {
    expect(await rebalanced()).toEqual(['The members are evened out over the workers, of which there are 2.']);
    expect(await callsOf(world)).toEqual([{ name: 'rebalance', table: 'app_user', beside: null, ownerPasses: true }]);
    expect(await examined()).toEqual([]);
  });

  it('and no longer where it fails', async () => {
    await behave('SELECT 1 / 0');
    await expect(rebalanced()).rejects.toThrow('division by zero');
  });

  it('and no longer where its connection is lost', async () => {
    await behave('SELECT pg_terminate_backend(pg_backend_pid())');
    await expect(rebalanced()).rejects.toThrow('terminating connection');
  });

  it('breaks off when its time is over', async () => {
    await behave('SELECT pg_sleep(600)');
    await expect(rebalanced({ minutes: 0.005 })).rejects.toThrow('It has taken 0.005 minutes. What has moved stays');
  });

  it('breaks off when it is told to', async () => {
    await behave('SELECT pg_sleep(600)');
    const stopping = new AbortController();
    const over = rebalanced({ signal: stopping.signal });
    while (!(await ownerPasses()));
    expect(await examined()).toEqual([expect.objectContaining({ state: 'hint' })]);
    stopping.abort();
    await expect(over).rejects.toThrow('It was told to stop. What has moved stays');
  });

  it('is told of by the doctor, and mended by the next one, where its process was killed', async () => {
    await world.sql(`ALTER ROLE ${OWNER} BYPASSRLS`);
    expect(await examined()).toEqual([
      {
        state: 'wrong',
        what: expect.stringContaining(`the owner of the tables pass, ${OWNER}: a rebalance has broken off`),
        remedy: expect.stringContaining('Run npm run rebalance again'),
      },
    ]);
    expect(await rebalanced()).toContain(
      `A rebalance has broken off before, and ${OWNER} still passes row level security.`,
    );
  });

  it('refuses beside another one, and before members are distributed', async () => {
    const other = new pg.Client({ connectionString: world.superuserUrl });
    await other.connect();
    await other.query('SELECT pg_advisory_lock($1)', [REBALANCE_LOCK]);
    await expect(rebalanced()).rejects.toThrow('Another rebalance is under way. Nothing was changed.');
    await other.end();
    await world.sql('TRUNCATE pg_catalog.pg_dist_partition');
    await expect(rebalanced()).rejects.toThrow('Members are not distributed yet');
    expect(await callsOf(world)).toEqual([]);
  });
});
