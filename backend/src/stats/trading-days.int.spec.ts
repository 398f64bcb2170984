import { randomUUID } from 'node:crypto';
import type { AccountAnswer, DaysAnswer } from '@singularity/contract';
import { Replay } from '../event-store/replay.js';
import type { Browser } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

let app: TestApp;
let trader: Browser;
let userId: string;

beforeAll(async () => {
  app = await startTestApp();
  trader = await app.signIn('one');
  userId = ((await trader.get('/api/auth/session')).body as { user: { dbUserId: string } }).user.dbUserId;
}, 60_000);
afterAll(() => app.close());

async function addAccount(fields: object): Promise<AccountAnswer> {
  const account = { name: randomUUID(), startingBalance: '1000', currency: 'USD', ...fields };
  const reply = await trader.send('POST', '/api/user/accounts', account);
  expect(reply).toMatchObject({ status: 201 });
  return reply.body as AccountAnswer;
}

/** Enters at noon and exits at 18:30 in Chicago on 23 November, which is 19:30 in New York. */
async function addTrade(accountId: string | null): Promise<void> {
  const entry = { quantity: '1', entryPrice: '100', entryAt: '2026-11-23T12:00:00-06:00' };
  const exit = { exitPrice: '110', exitAt: '2026-11-23T18:30:00-06:00' };
  const trade = { symbol: 'AAPL', assetType: 'stock', direction: 'LONG', tags: ['late'], ...entry, ...exit };
  expect(await trader.send('POST', '/api/user/trades', { ...trade, accountId })).toMatchObject({ status: 201 });
}

const path = (accountId: string | undefined, more = '') =>
  `/api/user/stats/days?${accountId === undefined ? '' : `accountId=${accountId}`}${more}`;

async function daysOf(accountId: string | undefined, more = ''): Promise<readonly (readonly [string, string])[]> {
  const { currencies } = (await trader.get(path(accountId, more))).body as DaysAnswer;
  return currencies.flatMap(({ days }) => days.map(({ day, netPnl }) => [day, netPnl] as const));
}

async function edit({ id }: AccountAnswer, fields: object): Promise<void> {
  expect(await trader.send('PATCH', `/api/user/accounts/${id}`, fields)).toMatchObject({ status: 200 });
}

it('begins with the usual trading day of the platform, and says it', async () => {
  expect(await addAccount({ platform: 'TopstepX' })).toMatchObject({ tradingDay: 'session' });
  expect(await addAccount({ platform: 'Tradier' })).toMatchObject({ tradingDay: 'midnight' });
  expect(await addAccount({ platform: 'TopstepX', tradingDay: 'midnight' })).toMatchObject({ tradingDay: 'midnight' });
  const account = { platform: 'TopstepX', name: 'x', startingBalance: '0', currency: 'USD', tradingDay: 'noon' };
  expect(await trader.send('POST', '/api/user/accounts', account)).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'tradingDay' }] },
  });
});

it('counts what was realized in the evening on the day of the account, everywhere and in the past', async () => {
  const futures = await addAccount({ platform: 'TopstepX' });
  const stocks = await addAccount({ platform: 'Tradier' });
  for (const accountId of [futures.id, stocks.id, null]) await addTrade(accountId);
  expect(await daysOf(futures.id)).toEqual([['2026-11-24', '10']]);
  expect(await daysOf(stocks.id)).toEqual([['2026-11-23', '10']]);
  expect(await daysOf(undefined)).toEqual([
    ['2026-11-23', '20'],
    ['2026-11-24', '10'],
  ]);
  // Filters that no bucket is kept for fold the rows, and cut them by the same days.
  expect(await daysOf(undefined, '&symbol=AAPL&from=2026-11-24&to=2026-11-24')).toEqual([['2026-11-24', '10']]);
  expect(await daysOf(undefined, '&symbol=AAPL&to=2026-11-23')).toEqual([['2026-11-23', '20']]);

  const { version } = (await trader.get(path(undefined))).body as DaysAnswer;
  await edit(futures, { tradingDay: 'midnight' });
  expect(await daysOf(futures.id)).toEqual([['2026-11-23', '10']]);
  expect(await daysOf(undefined)).toEqual([['2026-11-23', '30']]);
  expect(await daysOf(undefined, `&asOfVersion=${version}`)).toEqual([
    ['2026-11-23', '20'],
    ['2026-11-24', '10'],
  ]);
  expect((await app.nest.get(Replay).check(userId)).differences).toEqual([]);

  await edit(stocks, { tradingDay: 'session' });
  expect(await daysOf(stocks.id)).toEqual([['2026-11-24', '10']]);
  const newest = ((await trader.get(path(undefined))).body as DaysAnswer).version;
  expect(await trader.send('POST', `/api/user/history/${newest}/undo`, {})).toMatchObject({ status: 200 });
  expect(await daysOf(stocks.id)).toEqual([['2026-11-23', '10']]);
  expect((await app.nest.get(Replay).check(userId)).differences).toEqual([]);
});
