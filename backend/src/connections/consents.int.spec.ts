import type { AddedConnectionAnswer, BrokersAnswer, ConnectionAnswer, ConsentAnswer } from '@singularity/contract';
import { openAccount, tradeOfEverySort } from '@singularity/local/brokers/testing/seed.js';
import { hashOf } from '@singularity/local/brokers/schwab/schwab.js';
import type { Browser } from '../../testing/browser.js';
import { CONNECTIONS, connectionOf, DAY, settled, startSyncApp } from '../../testing/sync-app.js';
import type { SyncApp } from '../../testing/sync-app.js';
import { PUBLIC_URL } from '../../testing/test-world.js';

const BACK = `${PUBLIC_URL}/api/user/consent`;
const ACCOUNT = '12345678';
const APP = { appKey: 'canary-app-1', appSecret: 'canary-secret-1' };

let run: SyncApp;
let one: Browser;
let two: Browser;
let accountId: string;
let id: string;

beforeAll(async () => {
  run = await startSyncApp();
  const { book } = run.brokers;
  openAccount(book, 'schwab', { id: ACCOUNT, credentials: { ...APP, redirectUri: BACK } });
  book.clock.set('2026-10-09T21:00:00Z');
  tradeOfEverySort(book, ACCOUNT);
  [one, two] = [await run.app.signIn('one'), await run.app.signIn('two')];
  const account = await one.send('POST', '/api/user/accounts', {
    ...{ platform: 'Charles Schwab', name: 'Schwab', startingBalance: '25000', currency: 'USD' },
  });
  accountId = (account.body as { id: string }).id;
}, 120_000);
afterEach(async () => {
  run.brokers.faults.clear();
  expect(await run.app.audit()).toEqual([]);
});
afterAll(() => run.close());

const read = () => connectionOf(one, id);
const credentials = (changes = {}) => ({ ...APP, ...changes });

async function added(changes = {}): Promise<AddedConnectionAnswer> {
  const reply = await one.send('POST', CONNECTIONS, { broker: 'schwab', credentials: credentials(changes) });
  expect(reply).toMatchObject({ status: 201 });
  return reply.body as AddedConnectionAnswer;
}

async function page(browser = one): Promise<string> {
  const reply = await browser.send('POST', `${CONNECTIONS}/${id}/consent`);
  expect(reply).toMatchObject({ status: 200 });
  return (reply.body as ConsentAnswer).url;
}

/** The way back from Schwab, as a path of ours. */
async function choose(choice: 'allow' | 'cancel', url: string): Promise<string> {
  const at = new URL(url);
  const body = new URLSearchParams([...at.searchParams, ['choice', choice]]);
  const answer = await fetch(new URL(at.pathname, at), { method: 'POST', body, redirect: 'manual' });
  const back = new URL(answer.headers.get('location') ?? '');
  expect(back.origin + back.pathname).toBe(BACK);
  return back.pathname + back.search;
}

/** As a browser comes that another site sends. */
const come = async (path: string, browser = one) => {
  const headers = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };
  const reply = await browser.get(path, headers);
  expect(reply).toMatchObject({ status: 302 });
  return reply.location;
};

const agree = async () => come(await choose('allow', await page()));
const ended = (end: string) => `/connections/${id}?consent=${end}`;

it('is told where it comes back to, which the member registers at the broker', async () => {
  const { items } = (await one.get('/api/user/brokers')).body as BrokersAnswer;
  const told = items.filter(({ redirectUri }) => redirectUri !== null);
  expect(told.map(({ broker, redirectUri }) => [broker, redirectUri])).toEqual([['schwab', BACK]]);
});

it('keeps what was pasted, and says where to go', async () => {
  const connection = await added();
  ({ id } = connection);
  expect(connection).toMatchObject({
    ...{ status: 'needs_attention', needs: 'consent', accounts: [], nextRunAt: null, consentUntil: null },
    credentials: [{ lastFour: 'pp-1' }, { lastFour: 'et-1' }],
  });
  const url = new URL(connection.consentUrl ?? '');
  expect(url.origin + url.pathname).toBe(`${run.brokers.origin}/schwab/v1/oauth/authorize`);
  expect((await fetch(url)).status).toBe(200);
  expect(await one.send('POST', `${CONNECTIONS}/${id}/sync`)).toMatchObject({ status: 409 });
  const resumed = await one.send('PATCH', `${CONNECTIONS}/${id}`, { paused: false });
  expect(resumed.body).toMatchObject({ status: 'needs_attention', needs: 'consent' });
});

it('changes nothing where the member does not agree', async () => {
  const before = await read();
  const back = await choose('cancel', await page());
  expect(await come(back)).toBe(ended('denied'));
  expect(await come(back)).toBe('/connections?consent=stale');
  expect(await read()).toEqual(before);
});

describe('what was not begun so', () => {
  it.each([
    ['a state of nobody', (back: string) => back.replace(/state=[^&]+/, 'state=forged'), () => one],
    ['no state', (back: string) => back.replace(/&state=[^&]+/, ''), () => one],
    ['a state twice', (back: string) => `${back}&${/state=[^&]+/.exec(back)?.[0] ?? ''}`, () => one],
    ['another member', (back: string) => back, () => two],
  ])('is not taken from %s', async (_case, forge, browser) => {
    const back = await choose('allow', await page());
    expect(await come(forge(back), browser())).toBe('/connections?consent=stale');
    expect(await read()).toMatchObject({ needs: 'consent', accounts: [] });
  });

  it('is not taken in another session of the same member', async () => {
    const back = await choose('allow', await page());
    expect(await come(back, await run.app.signIn('one'))).toBe('/connections?consent=stale');
  });

  it('is not taken after a quarter of an hour', async () => {
    const url = await page();
    run.brokers.book.clock.advance(15 * 60_000 + 1);
    expect(await come(await choose('allow', url))).toBe('/connections?consent=stale');
  });

  it('is not taken where it was begun anew, or other credentials came', async () => {
    const first = await choose('allow', await page());
    const second = await choose('allow', await page());
    expect(await come(first)).toBe('/connections?consent=stale');
    const changed = await one.send('PATCH', `${CONNECTIONS}/${id}`, { credentials: credentials() });
    expect(changed).toMatchObject({ status: 200, body: { needs: 'consent' } });
    expect(await come(second)).toBe('/connections?consent=stale');
  });

  it('is for nobody who is not signed in, for no token, and not of others’ connections', async () => {
    const back = await choose('allow', await page());
    expect(await run.app.browser().get(back)).toMatchObject({ status: 401 });
    const { body } = await one.send('POST', '/api/user/tokens', { name: 'Program', scopes: ['read', 'write'] });
    const program = { Authorization: `Bearer ${(body as { token: string }).token}` };
    expect(await run.app.browser().get(back, program)).toMatchObject({ status: 403 });
    expect(await two.send('POST', `${CONNECTIONS}/${id}/consent`)).toMatchObject({ status: 404 });
  });
});

it.each([
  ['is away', { kind: 'status', status: 500, path: '/oauth/token' }],
  ['says something else', { kind: 'html', path: '/oauth/token' }],
  ['does not tell of accounts', { kind: 'status', status: 502, path: '/accountNumbers' }],
] as const)('says that it failed where the broker %s', async (_case, fault) => {
  run.brokers.faults.add({ ...fault, broker: 'schwab' });
  expect(await agree()).toBe(ended('failed'));
  expect(await read()).toMatchObject({ status: 'needs_attention', needs: 'consent', accounts: [] });
});

it('says that the secret is wrong, and goes on with another', async () => {
  await one.send('PATCH', `${CONNECTIONS}/${id}`, { credentials: credentials({ appSecret: 'wrong' }) });
  expect(await agree()).toBe(ended('failed'));
  expect(await read()).toMatchObject({ needs: 'credentials', reason: expect.stringMatching(/secret/) as string });
  expect(await one.send('POST', `${CONNECTIONS}/${id}/consent`)).toMatchObject({ status: 409 });
  await one.send('PATCH', `${CONNECTIONS}/${id}`, { credentials: credentials() });
  expect(await read()).toMatchObject({ status: 'needs_attention', needs: 'consent' });
});

const fillsHere = async () =>
  (
    await run.app.sql(`SELECT FROM trade t JOIN execution e USING (user_id, trade_id) WHERE t.account_id = $1`, [
      accountId,
    ])
  ).length;

it('reads the accounts with what it opened, syncs, and refreshes access by itself', async () => {
  expect(await agree()).toBe(ended('given'));
  const connected = await read();
  expect(connected).toMatchObject({ status: 'testing', needs: null, accounts: [{ brokerAccountId: hashOf(ACCOUNT) }] });
  expect(Date.parse(connected.consentUntil ?? '') - run.brokers.book.clock.millis()).toBeGreaterThan(6.9 * DAY);
  expect(connected.consentDue).toBe(false);
  const accounts = [{ brokerAccountId: hashOf(ACCOUNT), accountId }];
  await one.send('PATCH', `${CONNECTIONS}/${id}`, { accounts });
  expect(await settled(one, id, 1)).toMatchObject({ status: 'working', nextRunAt: expect.any(String) as string });
  await expect.poll(fillsHere, { timeout: 20_000 }).toBeGreaterThan(5);
  // Access ends after half an hour; what comes in its place is kept, and good in the run after.
  for (const [runs, seconds, refreshed] of [
    [2, 1_900, 1],
    [3, 61, 0],
  ] as const) {
    run.brokers.book.clock.advance(seconds * 1_000);
    run.brokers.calls.clear();
    await one.send('POST', `${CONNECTIONS}/${id}/sync`);
    await settled(one, id, runs);
    const asked = run.brokers.calls.all('schwab').filter(({ path }) => path.endsWith('/oauth/token'));
    expect(asked).toHaveLength(refreshed);
  }
});

it('is told before it ends, needs the member after, and goes on once they agree again', async () => {
  const { clock } = run.brokers.book;
  const { consentUntil } = await read();
  clock.set(Date.parse(consentUntil ?? '') - 2 * DAY);
  expect(await read()).toMatchObject({ status: 'working', consentDue: true });
  expect(await come(await choose('cancel', await page()))).toBe(ended('denied'));
  expect(await read()).toMatchObject({ status: 'working', needs: null, consentUntil });
  clock.advance(2 * DAY);
  await one.send('POST', `${CONNECTIONS}/${id}/sync`);
  const over = await settled(one, id, 4, 'failed');
  const reason = expect.stringMatching(/consent every seven days/) as string;
  expect(over).toMatchObject({ status: 'needs_attention', needs: 'consent', reason, nextRunAt: null });
  const mapped = over.accounts.map((account) => account.accountId);
  expect(await agree()).toBe(ended('given'));
  const again = await settled(one, id, 5);
  expect(again).toMatchObject({ status: 'working', needs: null, consentDue: false });
  expect(again.accounts.map((account) => account.accountId)).toEqual(mapped);
  expect(again.nextRunAt).not.toBeNull();
});

it('does not connect an account twice', async () => {
  const first = id;
  ({ id } = await added());
  expect(await agree()).toBe(ended('taken'));
  expect(await read()).toMatchObject({ needs: 'consent', accounts: [] });
  await one.send('DELETE', `${CONNECTIONS}/${id}`);
  id = first;
});

it('has no key, token or state in any row', async () => {
  const url = await page();
  const { state } = Object.fromEntries(new URL(url).searchParams);
  const { book } = run.brokers;
  expect(book.access.members.length).toBeGreaterThan(0);
  const tables = await run.app.sql<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^(pg_|information_schema)'`,
  );
  for (const { name } of tables)
    for (const word of ['canary-', state])
      expect({
        name,
        rows: await run.app.sql(`SELECT FROM ${name} t WHERE to_jsonb(t)::text LIKE '%' || $1 || '%'`, [word]),
      }).toEqual({ name, rows: [] });
  const { id: _, ...kept } = (await one.get(`${CONNECTIONS}/${id}`)).body as ConnectionAnswer;
  expect(JSON.stringify(kept)).not.toContain('canary');
});
