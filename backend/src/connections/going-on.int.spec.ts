import { vi } from 'vitest';
import type { AccountAnswer, AddedConnectionAnswer, ImportAnswer } from '@singularity/contract';
import type { Future, Stock } from '@singularity/local/brokers/facts.js';
import type { Browser } from '../../testing/browser.js';
import { CONNECTIONS, connectionOf, DAY, runsOf, settled, startSyncApp } from '../../testing/sync-app.js';
import type { SyncApp } from '../../testing/sync-app.js';
import { Jobs } from '../jobs/jobs.js';
import { SyncRounds } from './sync-rounds.js';

const AMD: Stock = { type: 'stock', symbol: 'AMD' };
/** A contract whose worth is in no table. */
const UNKNOWN: Future = { type: 'future', root: 'ZZQ', month: 'Z26', projectX: 'ZZQ', tick: '0.5', tickValue: '5' };
const OLDER = '/openapi/trade/order/history';
const NEWER = '/trading/orders/historical-orders/list';

let run: SyncApp;
let one: Browser;
let made = 0;

beforeAll(async () => {
  run = await startSyncApp();
  one = await run.app.signIn('one');
}, 120_000);
afterEach(async () => {
  run.brokers.faults.clear();
  expect(await run.app.audit()).toEqual([]);
});
afterAll(() => run.close());

const ago = (days: number) => new Date(run.brokers.book.clock.millis() - days * DAY).toISOString();

/** Somebody at Webull who bought and sold so many days ago, and their connection, whose trades go into an account here. */
async function connected(instrument: Stock | Future, days: readonly number[]) {
  const { book } = run.brokers;
  made += 1;
  const [member, account] = [`ada${made}`, `W${made}`];
  const credentials = { appKey: `app-key-${made}`, appSecret: `app-secret-${made}` };
  book.addMember({ broker: 'webull', name: member, credentials });
  const opened = { openedAt: ago(1_000), openingBalance: '10000' };
  book.addAccount({ id: account, broker: 'webull', member, name: 'Margin', ...opened });
  for (const each of days)
    for (const [side, price, later] of [
      ['buy', '100', 0],
      ['sell', '101', 0.01],
    ] as const)
      book.trade({ account, instrument, side, quantity: '1', price, at: ago(each - later) });
  const added = await one.send('POST', CONNECTIONS, { broker: 'webull', credentials });
  const { id, consentUrl } = added.body as AddedConnectionAnswer;
  expect(consentUrl).toBeNull();
  const own = await one.send('POST', '/api/user/accounts', {
    ...{ platform: 'Webull', name: account, startingBalance: '25000', currency: 'USD' },
  });
  const accountId = (own.body as AccountAnswer).id;
  const map = () => one.send('PATCH', `${CONNECTIONS}/${id}`, { accounts: [{ brokerAccountId: account, accountId }] });
  return { id, accountId, map };
}

const again = async (id: string, runs: number) => {
  run.brokers.book.clock.advance(61_000);
  expect(await one.send('POST', `${CONNECTIONS}/${id}/sync`)).toMatchObject({ status: 202 });
  return settled(one, id, runs);
};

const fillsIn = async (accountId: string) =>
  (
    await run.app.sql(`SELECT FROM trade t JOIN execution e USING (user_id, trade_id) WHERE t.account_id = $1`, [
      accountId,
    ])
  ).length;

it('goes on by itself once the question of its import is answered', async () => {
  const { id, accountId, map } = await connected(UNKNOWN, [10]);
  await map();
  const waits = await settled(one, id, 1);
  expect(waits).toMatchObject({ status: 'needs_attention', needs: 'import' });
  const at = `/api/user/imports/${waits.importId ?? ''}`;
  const { questions } = (await one.get(at)).body as ImportAnswer;
  expect(questions.map(({ field }) => field)).toEqual(['multipliers']);
  // Due meanwhile, it waits for the answer.
  run.brokers.book.clock.advance(2 * DAY);
  expect(await run.app.nest.get(SyncRounds).look()).toBe(0);
  const answered = await one.send('PATCH', at, { multipliers: [{ symbol: 'ZZQZ26', multiplier: '10' }] });
  expect(answered).toMatchObject({ status: 200, body: { questions: [] } });
  expect(await one.send('POST', `${at}/confirm`)).toMatchObject({ status: 202 });
  const goesOn = await settled(one, id, 2);
  expect(goesOn).toMatchObject({ status: 'working', needs: null, importId: null, lastRun: { imports: [] } });
  expect(goesOn.nextRunAt).not.toBeNull();
  expect(await fillsIn(accountId)).toBe(2);
  expect(await again(id, 3)).toMatchObject({ status: 'working', lastRun: { imports: [] } });
  const first = (await runsOf(one, id)).at(-1);
  expect(first).toMatchObject({ status: 'done', imports: [{ status: 'imported', counts: { new: 2 } }] });
});

it('goes on where the import that asks is put away', async () => {
  const { id, map } = await connected(UNKNOWN, [10]);
  await map();
  const { importId } = await settled(one, id, 1);
  expect(await one.send('DELETE', `/api/user/imports/${importId ?? ''}`)).toMatchObject({ status: 200 });
  const asksAgain = await settled(one, id, 2);
  expect(asksAgain).toMatchObject({ needs: 'import' });
  expect(asksAgain.importId).not.toBe(importId);
});

it('remembers how the broker answers, and stops where it knows no more', async () => {
  const { brokers } = run;
  brokers.switches.set('webull', 'generation', 'C');
  const { id, accountId, map } = await connected(AMD, [10, 70, 400]);
  brokers.faults.add({ kind: 'status', status: 417, broker: 'webull', path: OLDER, after: 9, times: 1_000 });
  await map();
  const synced = await settled(one, id, 1);
  brokers.faults.clear();
  const floor = synced.accounts[0]?.floor ?? '';
  expect(synced).toMatchObject({ status: 'working', reason: null });
  expect(floor > ago(400) && floor < ago(70)).toBe(true);
  await expect.poll(() => fillsIn(accountId), { timeout: 20_000 }).toBe(4);
  const times = () => brokers.calls.all('webull').map(({ path }) => path);
  expect(times()).toContain(NEWER);
  brokers.calls.clear();
  expect(await again(id, 2)).toMatchObject({ status: 'working', accounts: [{ floor }], lastRun: { imports: [] } });
  expect(times()).toContain(OLDER);
  expect(times()).not.toContain(NEWER);
  brokers.switches.set('webull', 'generation', 'A');
});

describe('a connection that is due and has no job', () => {
  const look = async () => {
    const rounds = run.app.nest.get(SyncRounds);
    return (await Promise.all([rounds.look(), rounds.look()])).reduce((sum, taken) => sum + taken, 0);
  };
  let id: string;

  beforeAll(async () => {
    const connection = await connected(AMD, [5]);
    ({ id } = connection);
    await connection.map();
  });

  it('gets one, of however many processes that look', async () => {
    await settled(one, id, 1);
    expect(await look()).toBe(0);
    await run.app.sql(`UPDATE pgboss.job SET state = 'failed' WHERE data ->> 'id' = $1 AND state = 'created'`, [id]);
    expect(await look()).toBe(0);
    run.brokers.book.clock.advance(2 * DAY);
    expect(await look()).toBe(1);
    const gone = await settled(one, id, 2);
    expect(gone).toMatchObject({ lastRun: { cause: 'scheduled' } });
    expect(gone.nextRunAt).not.toBeNull();
    expect(await look()).toBe(0);
  });

  it('has its open run gone on with', async () => {
    run.brokers.book.clock.advance(61_000);
    vi.spyOn(run.app.nest.get(Jobs), 'add').mockResolvedValueOnce();
    await one.send('POST', `${CONNECTIONS}/${id}/sync`);
    expect(await connectionOf(one, id)).toMatchObject({ lastRun: { status: 'waiting' } });
    await run.app.sql(`UPDATE pgboss.job SET state = 'failed' WHERE data ->> 'id' = $1 AND state = 'created'`, [id]);
    expect(await look()).toBe(1);
    await settled(one, id, 3);
  });
});
