import pg from 'pg';
import type { SessionAnswer } from '@singularity/contract';
import { Notary } from '../digests/notary.js';
import type { Browser } from '../../testing/browser.js';
import { startProcess, startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';
import { Eraser } from './eraser.js';

const PORTION = 5_000;
const EVENTS = 21_000;

let app: TestApp;
let outside: pg.Client;

beforeAll(async () => {
  app = await startTestApp();
  const [{ address }] = (await app.sql<{ address: string }>(`SELECT format('%s', current_database()) AS address`)) as [
    { address: string },
  ];
  const url = new URL(process.env['TEST_POSTGRES_SUPERUSER_URL'] ?? '');
  url.pathname = `/${address}`;
  outside = new pg.Client({ connectionString: url.href });
  await outside.connect();
});
afterEach(async () => {
  await outside.query('ROLLBACK');
  expect(await app.audit()).toEqual([]);
});
afterAll(async () => {
  await outside.end();
  await app.close();
});

const userOf = async (browser: Browser) => ((await browser.get('/api/auth/session')).body as SessionAnswer).user;
const erase = async (browser: Browser) =>
  browser.send('DELETE', '/api/user', { confirm: (await userOf(browser)).username });
const add = (browser: Browser) =>
  browser.send('POST', '/api/user/trades', {
    ...{ symbol: 'AAPL', assetType: 'stock', direction: 'LONG', quantity: '1', entryPrice: '1' },
    entryAt: '2026-01-05T14:30:00Z',
  });

/** Each look is a question to the database. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition()));
}

async function count(table: string, userId: string): Promise<number> {
  const [row] = await app.sql<{ count: string }>(`SELECT count(*) FROM ${table} WHERE user_id = $1`, [userId]);
  return Number(row?.count);
}

/** As many events as a member has in years; what they say does not matter to whoever erases them. */
async function writeFor(userId: string): Promise<void> {
  await app.sql(
    `INSERT INTO event
     SELECT r.* FROM event e, generate_series(1, $2::integer) n,
            jsonb_populate_record(e, jsonb_build_object('version', 10 + n, 'stream_version', 10 + n)) r
      WHERE e.user_id = $1 AND e.version = 1`,
    [userId, EVENTS],
  );
}

/** Keeps whoever erases from going past the last event. */
async function holdLastEvent(userId: string): Promise<void> {
  await outside.query('BEGIN');
  await outside.query('SELECT FROM event WHERE user_id = $1 ORDER BY version DESC LIMIT 1 FOR UPDATE', [userId]);
}

const ERASERS = `FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'singularity eraser' AND wait_event_type = 'Lock'`;

async function isHeldUp(): Promise<boolean> {
  return (await app.sql(`SELECT ${ERASERS}`)).length > 0;
}

const isMarked = async (userId: string) => (await count('erasure', userId)) > 0;

/** Of an id, in which tables there is something. */
async function tablesWith(userId: string): Promise<string[]> {
  const tables = await app.sql<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace`,
  );
  const found = [];
  for (const { name } of tables) {
    const rows = await app.sql(`SELECT FROM ${name} t WHERE position($1 IN to_jsonb(t)::text) > 0 LIMIT 1`, [userId]);
    if (rows.length > 0) found.push(name);
  }
  return found;
}

describe('a long ledger', () => {
  it('goes in transactions of some thousand rows, and after a crash the next process goes on', async () => {
    const first = await startProcess(app);
    const two = await app.signIn('two');
    await app.nest.get(Notary).attest();
    const [here, elsewhere] = [(await app.signIn('one')).at(first.url), await app.signIn('one')];
    await add(here);
    const { dbUserId } = await userOf(here);
    await writeFor(dbUserId);
    const events = await count('event', dbUserId);
    await holdLastEvent(dbUserId);

    const answered = erase(here).catch(() => null);
    await until(isHeldUp);
    expect(await count('event', dbUserId)).toBe(events % PORTION);
    expect(await count('trade', dbUserId)).toBe(1);

    // While that goes on, the member is nobody, may begin anew, and others do not wait.
    expect((await elsewhere.get('/api/user/trades')).status).toBe(401);
    expect((await add(elsewhere)).status).toBe(401);
    expect(await count('identity', dbUserId)).toBe(0);
    const again = await app.signIn('one');
    expect((await userOf(again)).dbUserId).not.toBe(dbUserId);
    expect((await again.get('/api/user/trades')).body).toMatchObject({ items: [] });
    expect((await add(again)).status).toBe(201);
    expect((await add(two)).status).toBe(201);

    await app.sql(`SELECT pg_terminate_backend(pid) ${ERASERS}`);
    await answered;
    await first.close();
    expect(await isMarked(dbUserId)).toBe(true);
    expect(await count('event', dbUserId)).toBe(events % PORTION);
    await outside.query('ROLLBACK');

    const second = await startProcess(app);
    await until(async () => !(await isMarked(dbUserId)));
    await second.close();
    expect(await tablesWith(dbUserId)).toEqual([]);
    expect((await again.get('/api/user/trades')).body).toMatchObject({ items: [{ symbol: 'AAPL' }] });
    expect((await again.get('/api/user/ledger/verify')).body).toMatchObject({ valid: true });
  });

  it('is erased by several processes at once as by one', async () => {
    const browser = await app.signIn('one');
    const user = await userOf(browser);
    await writeFor(user.dbUserId);
    await app.nest.get(Eraser).markMember({ memberId: user.dbUserId, discordId: user.discordId });
    const [second, third] = await Promise.all([startProcess(app), startProcess(app)]);
    await until(async () => !(await isMarked(user.dbUserId)));
    await Promise.all([second.close(), third.close()]);
    expect(await tablesWith(user.dbUserId)).toEqual([]);
  });
});

it('takes a second request for the first', async () => {
  const browser = await app.signIn('one');
  const { dbUserId, username } = await userOf(browser);
  const ask = () => browser.send('DELETE', '/api/user', { confirm: username });
  const replies = await Promise.all([ask(), ask(), ask()]);
  for (const { status } of replies) expect([204, 401]).toContain(status);
  expect(replies.map(({ status }) => status)).toContain(204);
  await until(async () => !(await isMarked(dbUserId)));
  expect(await tablesWith(dbUserId)).toEqual([]);
});

it('takes along what was written beside the ledger by a request that was under way', async () => {
  const browser = await app.signIn('one');
  const { dbUserId, discordId } = await userOf(browser);
  const eraser = app.nest.get(Eraser);
  const ids = await eraser.markMember({ memberId: dbUserId, discordId });
  // What preferences, a session and a grant that come late leave behind.
  await app.sql(`INSERT INTO preferences VALUES ($1, '{}')`, [dbUserId]);
  await app.sql(
    `INSERT INTO session (sid, sess, expire)
     SELECT 'late', json_build_object('passport', json_build_object('user', json_build_object('dbUserId', $1::text))), now() + interval '1 day'`,
    [dbUserId],
  );
  await eraser.erase(ids);
  expect(await tablesWith(dbUserId)).toEqual([]);
});

it('leaves the digests of others as they were signed', async () => {
  const [one, two] = [await app.signIn('one'), await app.signIn('two')];
  await app.sql('DELETE FROM digest');
  await app.sql('DELETE FROM digest_proof');
  expect(await app.nest.get(Notary).attest()).toBe(true);
  const { items } = (await two.get('/api/user/ledger/digests')).body as { items: { day: string }[] };
  const file = async () => (await two.get(`/api/user/ledger/digests/${items[0]?.day}`)).body as { path: string[] };
  const before = await file();
  // One other ledger is under the root: all else beside the path is empty.
  expect(before.path.filter((hash) => !/^0+$/.test(hash))).toHaveLength(1);
  const { dbUserId } = await userOf(one);
  expect((await erase(one)).status).toBe(204);
  expect(await file()).toEqual(before);
  expect(await tablesWith(dbUserId)).toEqual([]);
});
