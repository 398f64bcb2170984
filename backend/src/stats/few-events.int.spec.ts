import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import type { StatsAnswer } from '@singularity/contract';
import { fillLedger } from '@singularity/harness/bench/bench-ledger.js';
import { Tenants } from '../database/tenants.js';
import { LedgerThread } from '../event-store/ledger-thread.js';
import { Replay } from '../event-store/replay.js';
import { ProjectionUpgrade } from '../event-store/projection-upgrade.js';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import type { Browser } from '../../testing/browser.js';
import { countReceivedRows } from '../../testing/received-rows.js';
import { startProcess, startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

/** 13 events and 10,824 rows: what it takes to fold them is nothing that events tell of. */
const [TRADES, EXITS] = [12, 450];
const owner = randomUUID();
const receivedRows = countReceivedRows();
let app: TestApp;
let trader: Browser;
let accountId: string;

beforeAll(async () => {
  app = await startTestApp();
  await app.sql('INSERT INTO identity (discord_id, user_id, created_at) VALUES ($1, $2, now())', [DEMO_IDS.two, owner]);
  await fillLedger(app.nest.get(Tenants), owner, TRADES, { exits: EXITS });
  await app.nest.get(Replay).rebuild(owner);
  trader = await app.signIn('two');
  const account = { platform: 'Tradier', name: 'Main', startingBalance: '1000', currency: 'USD' };
  accountId = ((await trader.send('POST', '/api/user/accounts', account)).body as { id: string }).id;
}, 60_000);
afterEach(() => vi.restoreAllMocks());
afterAll(() => app.close());

const ASKED = [
  '?',
  '/equity?',
  '/days?',
  '/equity?points=12&from=2006-01-04&',
  '/days?points=12&',
  '/setups?',
  '/accounts?',
  '/breakdown?by=weekday&',
  '/breakdown?by=month&',
  '?symbol=AAPL&',
  '?tag=late&from=2006-01-04&',
  '/equity?tag=late&tag=gap&',
  '/days?direction=LONG&',
  '/setups?symbol=AAPL&',
  '/breakdown?by=symbol&',
  '/breakdown?by=hour&tag=gap&',
  '/breakdown?by=weekday&tag=late&',
  '/explain?figure=maxDrawdown&currency=USD&limit=5&',
  '/explain?figure=longestLossStreak&currency=USD&',
  '/explain?figure=netPnl&currency=USD&',
  '/explain?figure=fees&currency=USD&tag=late&',
  '/explain?figure=winRate&currency=USD&',
  '/explain?figure=totalBalance&currency=USD&',
  '?from=2006-01-03&to=2006-01-05&',
  '/days?accountId=ACCOUNT&',
];

async function answersOf(browser: Browser, paths: readonly string[], more = ''): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const path of paths) {
    const address = `/api/user/stats${path.replace('ACCOUNT', accountId)}${more}`;
    const { status, text } = await browser.get(address);
    if (status !== 200) throw new Error(`${address}: ${text}`);
    answers.push(`${path} ${text}`);
  }
  return answers;
}

/** What is answered of now is what a fold of the events says, which knows nothing of rows. */
async function expectTruth(browser = trader): Promise<void> {
  const { version } = (await browser.get('/api/user/stats')).body as StatsAnswer;
  expect(await answersOf(browser, ASKED)).toEqual(await answersOf(trader, ASKED, `asOfVersion=${version}`));
}

async function change(fields: object): Promise<void> {
  expect(await trader.send('PATCH', '/api/user/settings', fields)).toMatchObject({ status: 200 });
}

const add = async (more: object) => {
  const entry = { quantity: '10', entryPrice: '100', entryAt: '2006-01-03T02:00:00Z' };
  const exit = { exitPrice: '130', exitAt: '2006-01-04T03:30:00Z' };
  const trade = { symbol: 'AAPL', assetType: 'stock', direction: 'LONG', tags: ['late'], ...entry, ...exit, ...more };
  const reply = await trader.send('POST', '/api/user/trades', trade);
  expect(reply).toMatchObject({ status: 201 });
  return (reply.body as { id: string }).id;
};

/** By which settings the buckets were made, where not by those that stand. */
async function madeBy(): Promise<unknown> {
  const [head] = await app.sql<{ bucket_settings: object | null }>(
    'SELECT bucket_settings FROM user_head WHERE user_id = $1',
    [owner],
  );
  return head?.bucket_settings ?? null;
}

/** Keeps the thread from making the buckets anew; a process that ends before it has done so leaves the same behind. */
function withoutRebuild() {
  return vi.spyOn(app.nest.get(LedgerThread), 'rebuild').mockImplementation(() => Promise.reject(new Error('ended')));
}

describe('a ledger of few events with many executions', () => {
  it('is worked out by the database, and what is asked of all executions comes over in few rows', async () => {
    await expectTruth();
    const before = receivedRows();
    await answersOf(trader, ASKED);
    expect(receivedRows() - before).toBeLessThan(40 * ASKED.length);
    expect(await app.audit()).toEqual([]);
  });

  it('is made anew in the other thread when settings move every day, and answers by the new ones at once', async () => {
    const rebuild = vi.spyOn(app.nest.get(LedgerThread), 'rebuild');
    await change({ timeZone: 'Asia/Tokyo' });
    expect(await madeBy()).toMatchObject({ timeZone: 'America/New_York' });
    await expectTruth();
    await rebuild.mock.results[0]?.value;
    expect(rebuild).toHaveBeenCalledTimes(1);
    expect(await madeBy()).toBeNull();
    await expectTruth();
    expect(await app.audit()).toEqual([]);
  });

  it('mixes no old days with new ones whatever is written before that is done, at any process', async () => {
    const rebuild = withoutRebuild();
    const other = await startProcess(app);
    // It has seen the rows when they were current.
    await other.nest.get(ProjectionUpgrade).beforeAnswer(owner);
    await change({ timeZone: 'America/New_York', breakevenTolerance: { USD: '40' } });
    const gone = await add({});
    await expectTruth();
    await add({ accountId, tags: ['gap'], exitAt: '2006-01-05T23:30:00Z' });
    const edited = await add({ tags: ['gap', 'late'] });
    await trader.send('PATCH', `/api/user/trades/${edited}`, { exitAt: '2006-01-09T04:00:00Z', tags: ['news'] });
    await trader.send('DELETE', `/api/user/trades/${gone}`);
    await trader.send('PUT', `/api/user/accounts/${accountId}/balance`, { balance: '5000', reason: 'deposit' });
    expect((await trader.get('/api/user/accounts')).body).toMatchObject({ items: [{ balance: '5000' }] });
    await change({ timeZone: 'Europe/Berlin' });
    expect(await madeBy()).toMatchObject({ timeZone: 'Asia/Tokyo', breakevenTolerance: {} });
    await expectTruth();
    await expectTruth(trader.at(other.url));
    rebuild.mockRestore();
    await app.nest.get(LedgerThread).rebuild(owner);
    expect(await madeBy()).toBeNull();
    await expectTruth();
    await expectTruth(trader.at(other.url));
    await other.close();
    expect(await app.audit()).toEqual([]);
  });

  it('is current again once the old settings are back, with nothing to be made anew', async () => {
    withoutRebuild();
    await change({ timeZone: 'Asia/Tokyo' });
    await add({});
    await change({ timeZone: 'Europe/Berlin' });
    expect(await madeBy()).toBeNull();
    await expectTruth();
    expect(await app.audit()).toEqual([]);
  });

  it('is answered rightly out of rows that an older version of the projections has made', async () => {
    const rebuild = withoutRebuild();
    const attributes = ['symbol', 'asset_type', 'direction', 'tags', 'closed_net', 'r_multiple', 'holding_seconds'];
    await app.sql(
      `UPDATE realization SET ${attributes.map((name) => `${name} = NULL`).join(', ')} WHERE user_id = '${owner}'`,
    );
    await app.sql(`DELETE FROM day_stats WHERE grain <> 'day' AND user_id = '${owner}'`);
    await app.sql(`DELETE FROM setup_stats WHERE grain <> 'week' AND user_id = '${owner}'`);
    await app.sql(`UPDATE user_head SET projection_version = 3 WHERE user_id = '${owner}'`);
    await expectTruth();
    const id = await add({ tags: ['gap'], exitAt: '2006-01-05T10:00:00Z' });
    await trader.send('PATCH', `/api/user/trades/${id}`, { tags: ['late', 'gap'], exitAt: '2006-01-05T09:00:00Z' });
    await expectTruth();
    rebuild.mockRestore();
    await app.nest.get(LedgerThread).rebuild(owner);
    await expectTruth();
    expect(await app.audit()).toEqual([]);
  });

  it('is taken up by the next process where one ended before it was done', async () => {
    withoutRebuild();
    await change({ timeZone: 'Asia/Tokyo' });
    const next = await startProcess(app);
    await next.nest.get(ProjectionUpgrade).bringAll();
    expect(await madeBy()).toBeNull();
    await next.close();
    await expectTruth();
    expect(await app.audit()).toEqual([]);
  });

  it('goes by the newest settings where they are changed while it is made anew', async () => {
    const rebuild = vi.spyOn(app.nest.get(LedgerThread), 'rebuild');
    await Promise.all([change({ timeZone: 'UTC' }), add({})]);
    await change({ timeZone: 'America/Los_Angeles', breakevenTolerance: {} });
    await add({ exitAt: '2006-01-06T07:30:00Z' });
    await expectTruth();
    await Promise.all(rebuild.mock.results.map(({ value }) => value as Promise<unknown>));
    await app.nest.get(ProjectionUpgrade).bringAll();
    expect(await madeBy()).toBeNull();
    await expectTruth();
    expect(await app.audit()).toEqual([]);
  });
});
