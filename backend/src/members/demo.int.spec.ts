import type { SessionAnswer, StatsAnswer } from '@singularity/contract';
import { replayLedgers } from '../replay-cli.js';
import type { Browser, Reply } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

let app: TestApp;
let one: Browser;

beforeAll(async () => (app = await startTestApp()));
afterAll(() => app.close());
beforeEach(async () => {
  one = await app.signIn('one');
  await one.send('DELETE', '/api/user/demo');
});
afterEach(async () => expect(await app.audit()).toEqual([]));

const enter = (browser: Browser) => browser.send('POST', '/api/user/demo');
const leave = (browser: Browser) => browser.send('POST', '/api/user/demo/leave');
const remove = (browser: Browser) => browser.send('DELETE', '/api/user/demo');
const sessionOf = async (browser: Browser) => (await browser.get('/api/auth/session')).body as SessionAnswer;
const countsOf = async (browser: Browser) =>
  ((await browser.get('/api/user/stats')).body as StatsAnswer).currencies.map((currency) => [
    currency.totalAccounts,
    currency.totalTrades,
  ]);

const TRADE = {
  ...{ symbol: 'OWN', assetType: 'stock', direction: 'LONG' },
  ...{ quantity: '1', entryPrice: '1', entryAt: '2026-01-05T14:30:00Z' },
};
const add = (browser: Browser, symbol: string): Promise<Reply> =>
  browser.send('POST', '/api/user/trades', { ...TRADE, symbol });

async function holds(browser: Browser, symbol: string): Promise<boolean> {
  const { items } = (await browser.get(`/api/user/trades?symbol=${symbol}`)).body as { items: unknown[] };
  return items.length > 0;
}

it('is a ledger of three accounts and 141 trades, under a user id of its own', async () => {
  const own = await sessionOf(one);
  expect(own.demo).toBe(false);
  expect((await enter(one)).status).toBe(204);
  const shown = await sessionOf(one);
  expect(shown).toMatchObject({ demo: true, user: { username: own.user.username } });
  expect(shown.user.dbUserId).not.toBe(own.user.dbUserId);
  expect(await countsOf(one)).toEqual([[3, 141]]);
  expect((await one.get('/api/user/ledger/verify')).body).toMatchObject({ valid: true, version: 179 });
});

it('was kept as a member keeps one: by the month at first, then change by change', async () => {
  await enter(one);
  const { items } = (await one.get('/api/user/history?limit=100')).body as {
    items: { version: number; batchId: string | null; undoes: number | null; type: string; origin: string }[];
  };
  expect(items.slice(0, 2).map(({ batchId }) => batchId)).not.toContain(null);
  const singly = items.filter(({ version }) => version > 116 && version < 178);
  expect(singly.filter(({ batchId }) => batchId !== null)).toEqual([]);
  // Newest first: the other one that was deleted stays so.
  const deleted = singly.find(({ type }) => type === 'TradeDeleted');
  const restored = singly.find(({ type }) => type === 'TradeRestored');
  expect(restored).toMatchObject({ origin: 'undo', undoes: deleted!.version });
});

it('has balances of what was traded, and of what was paid in and out', async () => {
  await enter(one);
  const { items } = (await one.get('/api/user/accounts')).body as {
    items: { id: string; name: string; startingBalance: string; balance: string }[];
  };
  const flows = await Promise.all(
    items.map(async ({ id, name, startingBalance, balance }) => {
      const stats = (await one.get(`/api/user/stats?accountId=${id}`)).body as StatsAnswer;
      const traded = Number(stats.currencies[0]!.netPnl) + Number(startingBalance);
      return [name, (Number(balance) - traded).toFixed(2)];
    }),
  );
  expect(Object.fromEntries(flows)).toEqual({
    Stocks: '970.50',
    Options: '2000.00',
    '50K Express Funded': '-900.00',
  });
});

it('mixes in neither direction', async () => {
  const ownCounts = await countsOf(one);
  await enter(one);
  await add(one, 'DEMO');
  const settings = (await one.send('PATCH', '/api/user/settings', { timeZone: 'Europe/Vienna' })).body;
  expect(settings).toMatchObject({ timeZone: 'Europe/Vienna' });
  await leave(one);
  expect(await holds(one, 'DEMO')).toBe(false);
  expect(await countsOf(one)).toEqual(ownCounts);
  expect((await sessionOf(one)).user.settings.timeZone).toBe('America/New_York');

  expect((await add(one, 'OWN')).status).toBe(201);
  await enter(one);
  expect([await holds(one, 'DEMO'), await holds(one, 'OWN')]).toEqual([true, false]);
  expect(await countsOf(one)).toEqual([[3, 142]]);
});

it('answers for what is in the own ledger as for what is nowhere, and the other way round', async () => {
  const { id: own } = (await add(one, 'OWN')).body as { id: string };
  await enter(one);
  const { id: demo } = (await add(one, 'DEMO')).body as { id: string };
  expect((await one.get(`/api/user/trades/${own}`)).status).toBe(404);
  await leave(one);
  expect((await one.send('DELETE', `/api/user/trades/${demo}`)).status).toBe(404);
  expect((await one.get(`/api/user/trades/${own}`)).status).toBe(200);
});

it('is replayed like any other ledger', async () => {
  await enter(one);
  const { dbUserId } = (await sessionOf(one)).user;
  await app.sql('DELETE FROM trade WHERE user_id = $1', [dbUserId]);
  const lines: string[] = [];
  expect(await replayLedgers(app.config, { check: false }, (line) => lines.push(line))).toBe(true);
  expect(lines).toContain(`${dbUserId}: rebuilt from 179 events, rows mended: 141.`);
});

it('begins with the member’s settings', async () => {
  await one.send('PATCH', '/api/user/settings', { theme: 'light' });
  await enter(one);
  expect((await sessionOf(one)).user.settings.theme).toBe('light');
});

it('leaves looks and sessions to the member', async () => {
  await enter(one);
  await one.send('PUT', '/api/user/preferences', { density: 'compact' });
  const { items } = (await one.get('/api/user/sessions')).body as { items: { current: boolean }[] };
  expect(items.filter(({ current }) => current)).toHaveLength(1);
  await leave(one);
  expect((await one.get('/api/user/preferences')).body).toMatchObject({ density: 'compact' });
});

it('is shown in the browser that asked for it alone, and is one for all of them', async () => {
  const other = await app.signIn('one');
  await enter(one);
  expect((await sessionOf(other)).demo).toBe(false);
  await enter(other);
  expect((await sessionOf(other)).user.dbUserId).toBe((await sessionOf(one)).user.dbUserId);
});

it('is one, however many ask for it at once', async () => {
  const replies = await Promise.all(Array.from({ length: 4 }, () => enter(one)));
  expect(replies.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
  expect(await countsOf(one)).toEqual([[3, 141]]);
  const { user } = await sessionOf(one);
  const strays = await app.sql(
    `SELECT user_id FROM app_user
      WHERE user_id <> $1 AND user_id NOT IN (SELECT user_id FROM identity)`,
    [user.dbUserId],
  );
  expect(strays).toEqual([]);
});

it('goes wholly when it is removed, also from under another browser, and is made anew', async () => {
  const other = await app.signIn('one');
  await enter(one);
  await enter(other);
  const { dbUserId } = (await sessionOf(one)).user;
  await add(one, 'DEMO');
  const ownTrades = await app.sql('SELECT count(*) FROM trade WHERE user_id <> $1', [dbUserId]);
  expect((await remove(one)).status).toBe(204);
  expect((await sessionOf(one)).demo).toBe(false);
  expect((await sessionOf(other)).demo).toBe(false);
  for (const table of ['app_user', 'user_head', 'event', 'trade', 'day_stats'])
    expect(await app.sql(`SELECT FROM ${table} WHERE user_id = $1`, [dbUserId])).toEqual([]);
  expect(await app.sql('SELECT count(*) FROM trade')).toEqual(ownTrades);
  expect((await remove(one)).status).toBe(204);

  await enter(one);
  expect((await sessionOf(one)).user.dbUserId).not.toBe(dbUserId);
  expect(await holds(one, 'DEMO')).toBe(false);
  expect((await sessionOf(other)).demo).toBe(false);
});

it('opens to nobody else, whatever cookie they bring', async () => {
  await enter(one);
  const two = await app.signIn('two');
  for (const cookie of [one.cookies.get('demo')!, (await sessionOf(one)).user.dbUserId, '']) {
    two.cookies.set('demo', cookie);
    expect((await sessionOf(two)).demo).toBe(false);
  }
});

it('is not shown any more after signing out', async () => {
  await enter(one);
  await one.send('POST', '/api/auth/logout');
  expect([...one.cookies.keys()]).toEqual([]);
});

it('comes and goes with the role of the member', async () => {
  await enter(one);
  const line = (await enter(one)).headers['set-cookie']?.find((cookie) => cookie.startsWith('demo='));
  expect(line).toContain('HttpOnly');
  expect(line).toContain('SameSite=Lax');
  await one.send('POST', '/api/auth/logout-everywhere');
  expect((await one.get('/api/user/trades')).status).toBe(401);
});

describe('under an idempotency key', () => {
  const under = (key: string) => ({ 'Idempotency-Key': key });

  it('is entered and left once, and the first answer comes again, whatever happened since', async () => {
    const first = await one.send('POST', '/api/user/demo', undefined, under('enter'));
    await remove(one);
    const again = await one.send('POST', '/api/user/demo', undefined, under('enter'));
    expect([again.status, again.headers['set-cookie']]).toEqual([204, first.headers['set-cookie']]);
    expect((await sessionOf(one)).demo).toBe(false);
    expect((await one.send('POST', '/api/user/demo/leave', undefined, under('leave'))).status).toBe(204);
    expect((await one.send('POST', '/api/user/demo/leave', undefined, under('leave'))).status).toBe(204);
  });

  it('is removed once, and one that was made since stays', async () => {
    await enter(one);
    const first = await one.send('DELETE', '/api/user/demo', undefined, under('remove'));
    await enter(one);
    const { user } = await sessionOf(one);
    const again = await one.send('DELETE', '/api/user/demo', undefined, under('remove'));
    expect([first.status, again.status]).toEqual([204, 204]);
    await enter(one);
    expect((await sessionOf(one)).user.dbUserId).toBe(user.dbUserId);
  });

  it('is another request than any other under the key', async () => {
    await one.send('POST', '/api/user/demo/leave', undefined, under('one-key'));
    for (const [method, path] of [
      ['POST', '/api/user/demo'],
      ['DELETE', '/api/user/demo'],
      ['POST', '/api/user/trades'],
    ] as const)
      expect(await one.send(method, path, path.endsWith('trades') ? TRADE : undefined, under('one-key'))).toMatchObject(
        {
          status: 422,
          body: { type: '/problems/idempotency-key-reused' },
        },
      );
  });
});
