import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { vi } from 'vitest';
import type { MockInstance } from 'vitest';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';
import type { Browser } from '../../testing/browser.js';
import { FairQueue } from '../runtime/fair-queue.js';
import { READ_LIMITS } from './limit-reads.js';

const LIST = '/api/user/trades?limit=200';
const CSV = '/api/user/trades.csv';
/** Together far more than what lies between two sockets, whatever the system lets that grow to. */
const TRADES = 2_000;
const NOTES = 'n'.repeat(20_000);

let app: TestApp;
let one: Browser;
let other: Browser;
const unread: IncomingMessage[] = [];

beforeAll(async () => {
  app = await startTestApp();
  [one, other] = [await app.signIn('one'), await app.signIn('two')];
  for (const browser of [one, other]) await add(browser);
  await copyTrade(await one.userId());
}, 120_000);
afterEach(() => {
  for (const answer of unread.splice(0)) answer.destroy();
});
afterAll(() => app.close());

async function add(browser: Browser): Promise<void> {
  const entry = { quantity: '1', entryPrice: '1', entryAt: '2026-01-05T15:00:00Z' };
  const trade = { accountId: null, symbol: 'AAPL', assetType: 'stock', direction: 'LONG', notes: NOTES, ...entry };
  const reply = await browser.send('POST', '/api/user/trades', trade);
  expect(reply.status).toBe(201);
}

/** As its rows alone, for nothing here asks for more. */
async function copyTrade(userId: string): Promise<void> {
  await app.sql(
    `INSERT INTO trade
     SELECT r.* FROM generate_series(2, $2::int) n, trade t,
            jsonb_populate_record(t, jsonb_build_object('trade_id', md5(n::text)::uuid)) r
      WHERE t.user_id = $1`,
    [userId, TRADES],
  );
}

/** An answer of which nobody takes more than its beginning. */
async function leaveUnread(browser: Browser, path: string): Promise<IncomingMessage> {
  const Cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const sent = request(new URL(path, app.url), { agent: false, headers: { Cookie } });
  sent.end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.on('error', () => undefined);
  unread.push(answer);
  return answer;
}

/** How many have entered the queue of reads: others have queues too. */
const readsOf = (entered: MockInstance<FairQueue['enter']>) =>
  entered.mock.contexts.filter((queue) => Reflect.get(queue as FairQueue, 'limits') === READ_LIMITS).length;

const isSettled = (promise: Promise<unknown>) =>
  Promise.race([
    promise.then(
      () => true,
      () => true,
    ),
    Promise.resolve(false),
  ]);

it('has a member who takes none of many answers wait, from whatever session, and nobody else', async () => {
  const entered = vi.spyOn(FairQueue.prototype, 'enter');
  const answers: IncomingMessage[] = [];
  for (let at = 0; at < READ_LIMITS.runningOfOne; at++) answers.push(await leaveUnread(one, CSV));
  const room = READ_LIMITS.mostOfOne - READ_LIMITS.runningOfOne;
  const waiting = Array.from({ length: room }, () => one.get('/api/user/stats'));
  // On other connections than what comes next, which could be there before them.
  while (readsOf(entered) < READ_LIMITS.mostOfOne) await setImmediate();
  entered.mockRestore();
  const fromElsewhere = (await app.signIn('one')).get(LIST);
  expect(await fromElsewhere).toMatchObject({ status: 429, headers: { 'retry-after': '2' } });

  expect((await other.get(LIST)).status).toBe(200);
  expect((await one.get('/api/auth/session')).status).toBe(200);
  await add(one);
  expect(await Promise.all(waiting.map(isSettled))).not.toContain(true);

  answers.pop()?.destroy();
  for (const { status } of await Promise.all(waiting)) expect(status).toBe(200);
});

it('lets go of a client that takes nothing, and has room again', async () => {
  const server = app.nest.getHttpServer();
  const before = server.timeout;
  server.timeout = 100;
  const cut: Promise<unknown>[] = [];
  server.on('connection', (socket: Socket) => cut.push(once(socket, 'close')));
  for (let at = 0; at < READ_LIMITS.runningOfOne; at++) await leaveUnread(one, at % 2 === 0 ? CSV : LIST);
  await Promise.all(cut);
  server.timeout = before;
  server.removeAllListeners('connection');
  expect((await one.get('/api/user/stats')).status).toBe(200);
});
