import type { SessionAnswer, TradeCommandAnswer } from '@singularity/contract';
import { Tenants } from '../database/tenants.js';
import { Ledger } from '../event-store/ledger.js';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { memberStreamHandler } from '../members/members.stream-handler.js';
import type { Browser } from '../../testing/browser.js';
import type { Listener } from '../../testing/listener.js';
import { startProcess, startTestApp } from '../../testing/test-app.js';
import type { TestApp, TestProcess } from '../../testing/test-app.js';
import { ROLE_ID } from '../../testing/test-world.js';
import { LiveStreams } from './live-streams.js';

/** Two servers on one database: what is written at the first is heard at both. */
let app: TestApp;
let other: TestProcess;
let one: Browser;
let opened: Listener[] = [];

beforeAll(async () => {
  app = await startTestApp();
  other = await startProcess(app);
});
beforeEach(async () => (one = await app.signIn('one')));
afterEach(async () => {
  for (const listener of opened) listener.close();
  opened = [];
  app.discord.setRoles(DEMO_IDS.one, [ROLE_ID]);
  expect(await app.audit()).toEqual([]);
});
afterAll(async () => {
  await other.close();
  await app.close();
});

const LIVE = '/api/user/live';
const sessionOf = async (browser: Browser) => (await browser.get('/api/auth/session')).body as SessionAnswer;
const versionOf = async (browser: Browser) => (await sessionOf(browser)).ledger.version;
const there = () => one.at(other.url);

async function listen(browser: Browser, since?: number, headers: Record<string, string> = {}): Promise<Listener> {
  const listener = await browser.listen(since === undefined ? LIVE : `${LIVE}?since=${since}`, headers);
  opened.push(listener);
  expect(listener.status).toBe(200);
  return listener;
}

/** Listens as a page does, which knows what there is. */
const listenFromNow = async (browser: Browser) => listen(browser, await versionOf(browser));

async function add(browser: Browser, symbol = 'AAPL'): Promise<TradeCommandAnswer> {
  const { status, body } = await browser.send('POST', '/api/user/trades', {
    ...{ symbol, assetType: 'stock', direction: 'LONG' },
    ...{ quantity: '1', entryPrice: '1', entryAt: '2026-01-05T14:30:00Z' },
  });
  expect(status).toBe(201);
  return body as TradeCommandAnswer;
}

const heardOf = ({ id, ledger }: TradeCommandAnswer) => ({
  version: ledger.version,
  streams: [{ type: 'trade', id }],
});

/** Another session of the same member. */
const anotherDevice = () => app.signIn('one');

describe('a change', () => {
  it('is heard by all devices of the member, at whichever server', async () => {
    const device = (await anotherDevice()).at(other.url);
    const listeners = [await listenFromNow(one), await listenFromNow(there()), await listenFromNow(device)];
    const trade = await add(one);
    for (const listener of listeners) expect(await listener.message()).toEqual(heardOf(trade));
    const back = await add(device);
    for (const listener of listeners) expect(await listener.message()).toEqual(heardOf(back));
  });

  it('is heard by no other member', async () => {
    const two = await app.signIn('two');
    const listeners = [await listenFromNow(two), await listenFromNow(two.at(other.url))];
    await add(one);
    const own = await add(two);
    for (const listener of listeners) expect(await listener.message()).toEqual(heardOf(own));
  });

  it('is heard in the ledger that the browser looks at', async () => {
    const demo = await anotherDevice();
    await demo.send('POST', '/api/user/demo');
    const [ofDemo, ofOwn] = [await listenFromNow(demo.at(other.url)), await listenFromNow(there())];
    const [inDemo, inOwn] = [await add(demo), await add(one)];
    expect(await ofDemo.message()).toEqual(heardOf(inDemo));
    expect(await ofOwn.message()).toEqual(heardOf(inOwn));
  });

  it('is told together with others that come soon after, and none is left out', async () => {
    const since = await versionOf(one);
    const listener = await listen(there(), since);
    const trades = await Promise.all(Array.from({ length: 40 }, () => add(one)));
    const messages = await listener.messagesUpTo(since + 40);
    expect(messages.map(({ version }) => version)).toEqual(
      messages.map(({ version }) => version).toSorted((a, b) => a - b),
    );
    const told = messages.flatMap(({ streams }) => streams?.map(({ id }) => id) ?? []);
    expect(told.toSorted()).toEqual(trades.map(({ id }) => id).toSorted());
  });

  it('that is refused, or changes nothing, is nothing to hear', async () => {
    const trade = await add(one);
    const listener = await listenFromNow(there());
    expect((await one.send('PATCH', `/api/user/trades/${trade.id}`, { quantity: '-1' })).status).toBe(422);
    expect((await one.send('PATCH', `/api/user/trades/${trade.id}`, { quantity: '1' })).status).toBe(200);
    const next = await add(one);
    expect(await listener.message()).toEqual(heardOf(next));
  });
});

describe('a client that comes', () => {
  it('is told at once what it has missed', async () => {
    const since = await versionOf(one);
    const [first, second] = [await add(one), await add(one)];
    const missed = { version: since + 2, streams: [first, second].map(({ id }) => ({ type: 'trade', id })) };
    expect(await (await listen(there(), since)).message()).toEqual(missed);
    const again = await listen(one, 0, { 'Last-Event-ID': String(since + 1) });
    expect(await again.message()).toEqual(heardOf(second));
  });

  it('without a version, or with one that is not of this ledger, is told that everything may be new', async () => {
    const version = await versionOf(one);
    for (const listener of [await listen(one), await listen(one, version + 1_000)])
      expect(await listener.message()).toEqual({ version, streams: null });
  });

  it('from far behind is not told every stream', async () => {
    await one.send('POST', '/api/user/demo');
    const { items } = (await one.get('/api/user/trades?limit=200')).body as { items: { id: string }[] };
    const edit = { ids: items.map(({ id }) => id), edit: { addTags: ['far'] } };
    expect((await one.send('POST', '/api/user/trades/bulk', edit)).status).toBeLessThan(300);
    expect(await (await listen(one, 1)).message()).toEqual({ version: await versionOf(one), streams: null });
  });

  it('with nonsense for a version is told so', async () => {
    expect((await one.get(`${LIVE}?since=x`)).body).toMatchObject({ errors: [{ field: 'since' }] });
  });

  it('gets a stream that nobody on the way keeps, gathers or compresses', async () => {
    const { headers } = await listen(one, 0, { 'Accept-Encoding': 'br, gzip' });
    expect(headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    expect(headers['content-encoding']).toBeUndefined();
  });

  it('for the eleventh time makes the oldest of its streams go', async () => {
    const oldest = await listenFromNow(one);
    const rest: Listener[] = [];
    for (let more = 0; more < 10; more++) rest.push(await listenFromNow(one));
    await oldest.ended;
    const trade = await add(one);
    for (const listener of rest) expect(await listener.message()).toEqual(heardOf(trade));
  });
});

describe('a hint that is lost', () => {
  it('is made good when the server hears the database again', async () => {
    const listener = await listenFromNow(there());
    const allow = (may: boolean) =>
      app.sql('UPDATE pg_database SET datallowconn = $1 WHERE datname = current_database()', [may]);
    await allow(false);
    const cut = await app.sql(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'singularity live'`,
    );
    expect(cut).toHaveLength(2);
    const trade = await add(one);
    await allow(true);
    expect(await listener.message()).toEqual(heardOf(trade));
    const next = await add(one);
    expect(await listener.message()).toEqual(heardOf(next));
  });

  it('is made good at the next heartbeat', async () => {
    const listener = await listenFromNow(there());
    const { user } = await sessionOf(one);
    const command = { type: 'ChangeSettings', fields: { theme: 'dark' } } as const;
    const asked = { userId: user.dbUserId, origin: 'api', streamId: user.dbUserId, command } as const;
    // Inside a transaction of somebody else nothing is announced.
    const { ledger } = await app.nest
      .get(Tenants)
      .withTenant(user.dbUserId, (tx) => app.nest.get(Ledger).handleIn(tx, memberStreamHandler, asked));
    await other.nest.get(LiveStreams).beat();
    const streams = [{ type: 'user', id: user.dbUserId }];
    expect(await listener.message()).toEqual({ version: ledger.version, streams });
  });
});

it('says at each heartbeat that it is there', async () => {
  const listener = await listenFromNow(one);
  await app.nest.get(LiveStreams).beat();
  expect(await listener.line(':')).toBe('');
});

describe('a stream ends', () => {
  const beat = () => other.nest.get(LiveStreams).beat();

  it('when its session is signed out, and no other does', async () => {
    const device = await anotherDevice();
    const [ending, staying] = [await listenFromNow(device.at(other.url)), await listenFromNow(there())];
    await device.send('POST', '/api/auth/logout');
    await ending.ended;
    const trade = await add(one);
    expect(await staying.message()).toEqual(heardOf(trade));
  });

  it('when the member signs out everywhere', async () => {
    const device = await anotherDevice();
    const listeners = [await listenFromNow(there()), await listenFromNow(one), await listenFromNow(device)];
    await device.send('POST', '/api/auth/logout-everywhere');
    for (const listener of listeners) await listener.ended;
  });

  it('when another device signs it out', async () => {
    const device = await anotherDevice();
    const listener = await listenFromNow(device.at(other.url));
    const { items } = (await device.get('/api/user/sessions')).body as { items: { id: string; current: boolean }[] };
    await one.send('DELETE', `/api/user/sessions/${items.find(({ current }) => current)?.id}`);
    await listener.ended;
  });

  it('when the session runs out', async () => {
    const listener = await listenFromNow(there());
    await app.sql(`UPDATE session SET expire = now() - interval '1 second'`);
    await beat();
    await listener.ended;
  });

  it('when the role is lost', async () => {
    const listener = await listenFromNow(there());
    app.discord.setRoles(DEMO_IDS.one, []);
    await app.sql(`UPDATE access_grant SET checked_at = now() - interval '16 minutes'`);
    await beat();
    await listener.ended;
  });

  it('when its ledger is no longer the one to look at', async () => {
    await one.send('POST', '/api/user/demo');
    const listener = await listenFromNow(there());
    await one.send('DELETE', '/api/user/demo');
    await beat();
    await listener.ended;
  });

  it('when the member is erased', async () => {
    const listener = await listenFromNow(there());
    const { user } = await sessionOf(one);
    expect((await one.send('DELETE', '/api/user', { confirm: user.username })).status).toBe(204);
    await listener.ended;
  });

  it('at once when its server stops, and goes on at another', async () => {
    const stopping = await startProcess(app);
    const [ending, staying] = [await listenFromNow(one.at(stopping.url)), await listenFromNow(there())];
    await stopping.close();
    await ending.ended;
    const trade = await add(one);
    expect(await staying.message()).toEqual(heardOf(trade));
  });
});
