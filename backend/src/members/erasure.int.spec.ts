import pg from 'pg';
import { ERASER_OPTIONS } from '../database/connections.js';
import { Tenants } from '../database/tenants.js';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import type { Browser } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

let app: TestApp;
beforeAll(async () => (app = await startTestApp()));
afterAll(() => app.close());
afterEach(async () => expect(await app.audit()).toEqual([]));

interface Session {
  readonly user: { readonly dbUserId: string; readonly username: string };
}

const sessionOf = async (browser: Browser) => (await browser.get('/api/auth/session')).body as Session;
const erase = (browser: Browser, confirm: string) => browser.send('DELETE', '/api/user', { confirm });

/** A member with something in every table. */
async function signInBusy(member: 'one' | 'two'): Promise<Browser> {
  const browser = await app.signIn(member);
  const account = { platform: 'Tradier', name: 'Main', startingBalance: '1000', currency: 'USD' };
  const { id } = (await browser.send('POST', '/api/user/accounts', account)).body as { id: string };
  await browser.send('PUT', `/api/user/accounts/${id}/balance`, { balance: '1500', reason: 'deposit' });
  const trade = {
    ...{ symbol: 'AAPL', assetType: 'stock', direction: 'LONG', accountId: id },
    ...{ quantity: '10', entryPrice: '187.23', entryAt: '2026-01-05T14:30:00Z' },
    ...{ exitPrice: '191.10', exitAt: '2026-01-06T15:30:00Z' },
  };
  const made = await browser.send('POST', '/api/user/trades', trade, { 'Idempotency-Key': `${member}-${id}` });
  expect(made.status).toBe(201);
  await browser.send('PUT', '/api/user/preferences', { density: 'compact' });
  return browser;
}

/** Every row, in every table, that says one of these ids. */
async function rowsOf(...ids: readonly string[]): Promise<Record<string, unknown[]>> {
  const tables = await app.sql<{ name: string }>(
    `SELECT relname AS name FROM pg_class
      WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace ORDER BY relname`,
  );
  const found: Record<string, unknown[]> = {};
  for (const { name } of tables) {
    const rows = await app.sql(
      `SELECT t::text AS row FROM ${name} t
        WHERE EXISTS (SELECT FROM unnest($1::text[]) id WHERE position(id IN to_jsonb(t)::text) > 0) ORDER BY 1`,
      [ids],
    );
    if (rows.length > 0) found[name] = rows;
  }
  return found;
}

it('leaves no row of the member in any table, nor of their demo, and every row of others', async () => {
  const [one, two] = [await signInBusy('one'), await signInBusy('two')];
  const { user } = await sessionOf(one);
  await one.send('POST', '/api/user/demo');
  const ids = [user.dbUserId, (await sessionOf(one)).user.dbUserId, DEMO_IDS.one];
  const theirs = [(await sessionOf(two)).user.dbUserId, DEMO_IDS.two];
  const before = await rowsOf(...theirs);
  const tables = Object.keys(await rowsOf(...ids));
  expect(tables).toEqual(
    expect.arrayContaining(['app_user', 'command', 'event', 'identity', 'preferences', 'session', 'trade']),
  );

  const revoked = app.discord.requestsTo('revoke');
  const reply = await erase(one, user.username);
  expect([reply.status, reply.headers['clear-site-data']]).toEqual([204, '"cache", "storage"']);
  expect(await rowsOf(...ids)).toEqual({});
  expect(await rowsOf(...theirs)).toEqual(before);
  expect([...one.cookies.keys()]).toEqual([]);
  expect(app.discord.requestsTo('revoke')).toBe(revoked + 1);
  expect((await two.get('/api/user/trades')).status).toBe(200);
});

it('ends every device of the member, and signing in again begins an empty ledger', async () => {
  const [here, elsewhere] = [await signInBusy('one'), await app.signIn('one')];
  const { user } = await sessionOf(here);
  expect((await erase(here, user.username)).status).toBe(204);
  expect((await elsewhere.get('/api/user/trades')).status).toBe(401);
  const again = await app.signIn('one');
  expect((await sessionOf(again)).user.dbUserId).not.toBe(user.dbUserId);
  for (const list of ['trades', 'accounts'])
    expect((await again.get(`/api/user/${list}`)).body).toMatchObject({ items: [] });
  expect((await again.get('/api/user/ledger/verify')).body).toMatchObject({ valid: true, version: 1 });
});

it('wants the username, exactly', async () => {
  const browser = await signInBusy('one');
  const { user } = await sessionOf(browser);
  for (const confirm of ['', user.username.toUpperCase(), `${user.username} `, 'yes']) {
    const refused = await erase(browser, confirm);
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: 'confirm' }] } });
  }
  expect((await browser.send('DELETE', '/api/user')).status).toBe(422);
  expect((await browser.get('/api/user/accounts')).status).toBe(200);
});

it('does not need Discord', async () => {
  const browser = await signInBusy('one');
  const { user } = await sessionOf(browser);
  app.discord.fail('server-error');
  const reply = await erase(browser, user.username);
  app.discord.fail('none');
  expect(reply.status).toBe(204);
  expect(await rowsOf(user.dbUserId)).toEqual({});
});

it('waits for a command that is under way, and erases it too', async () => {
  const browser = await signInBusy('one');
  const { user } = await sessionOf(browser);
  const trade = { symbol: 'AAPL', assetType: 'stock', direction: 'LONG', quantity: '1', entryPrice: '1' };
  const writes = Array.from({ length: 8 }, () =>
    browser.send('POST', '/api/user/trades', { ...trade, entryAt: '2026-01-05T14:30:00Z' }),
  );
  const [reply, ...written] = await Promise.all([erase(browser, user.username), ...writes]);
  expect(reply.status).toBe(204);
  for (const { status } of written) expect([201, 401]).toContain(status);
  expect(await rowsOf(user.dbUserId)).toEqual({});
});

it('leaves no demo behind that was being made at that moment', async () => {
  const browser = await signInBusy('one');
  const { user } = await sessionOf(browser);
  const [, reply] = await Promise.all([browser.send('POST', '/api/user/demo'), erase(browser, user.username)]);
  if (reply.status === 503) expect((await erase(browser, user.username)).status).toBe(204);
  else expect(reply.status).toBe(204);
  const strays = await app.sql(
    `SELECT user_id FROM app_user WHERE user_id NOT IN
       (SELECT user_id FROM identity UNION ALL SELECT demo_user_id FROM identity WHERE demo_user_id IS NOT NULL)`,
  );
  expect(strays).toEqual([]);
});

it('says that the database is away where its connection is lost before it has begun, and has erased nothing', async () => {
  const browser = await signInBusy('one');
  const { user } = await sessionOf(browser);
  const erasers = `FROM pg_stat_activity WHERE application_name = 'singularity eraser' AND wait_event_type = 'Lock'`;
  const reply = await app.nest.get(Tenants).withTenant(user.dbUserId, async (tx) => {
    await tx.query('SELECT FROM identity WHERE user_id = $1 FOR KEY SHARE', [tx.userId]);
    const asked = erase(browser, user.username);
    while ((await app.sql(`SELECT pid ${erasers}`)).length === 0);
    await app.sql(`SELECT pg_terminate_backend(pid) ${erasers}`);
    return asked;
  });
  expect(reply.status).toBe(503);
  expect((await sessionOf(browser)).user).toMatchObject({ dbUserId: user.dbUserId });
});

it('works as the one role that may, without a limit of time', async () => {
  const client = new pg.Client({ connectionString: app.config.database.url, options: ERASER_OPTIONS });
  await client.connect();
  const { rows } = await client.query(
    `SELECT current_user AS role, current_setting('statement_timeout') AS "timeLimit",
            rolsuper OR rolbypassrls AS "passesWalls" FROM pg_roles WHERE rolname = current_user`,
  );
  expect(rows).toEqual([{ role: 'singularity_eraser', timeLimit: '0', passesWalls: false }]);
  const { rowCount } = await client.query('DELETE FROM app_user');
  await client.end();
  expect(rowCount).toBe(0);
});
