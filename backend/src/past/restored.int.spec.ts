import type { StatsAnswer } from '@singularity/contract';
import { keepRows } from '@singularity/harness/resilience/sabotage/kept-rows.js';
import type { Browser } from '../../testing/browser.js';
import { startProcess, startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

let app: TestApp;
let member: Browser;

beforeAll(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
});
afterEach(async () => expect(await app.audit()).toEqual([]));
afterAll(() => app.close());

async function addTrade(symbol: string, exitPrice: string): Promise<void> {
  const entry = { quantity: '10', entryPrice: '100', entryAt: '2026-01-05T15:00:00Z' };
  const exit = { exitPrice, exitAt: '2026-01-05T16:00:00Z' };
  const trade = { symbol, assetType: 'stock', direction: 'LONG', ...entry, ...exit };
  expect(await member.send('POST', '/api/user/trades', trade)).toMatchObject({ status: 201 });
}

async function answers(browser: Browser, versions: readonly number[]): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const version of versions)
    for (const path of ['stats', 'stats/days', 'trades'])
      texts.push((await browser.get(`/api/user/${path}?asOfVersion=${version}`)).text);
  return texts;
}

it('answers of the past out of the history that is there, also where a backup was brought back beneath it', async () => {
  await addTrade('KEPT', '101');
  const { version } = (await member.get('/api/user/stats')).body as StatsAnswer;
  const bringBack = await keepRows(app.sql, await member.userId());
  for (const price of ['200', '300', '400']) await addTrade('LOST', price);
  const versions = [version, version + 1, version + 3];
  const lost = await answers(member, versions);
  expect(lost.join()).toContain('LOST');

  await bringBack();
  for (const price of ['110', '120', '130', '140']) await addTrade('NEW', price);
  const now = await answers(member, [...versions, version + 4]);
  expect(now.join()).not.toContain('LOST');
  const another = await startProcess(app);
  expect(now).toEqual(await answers(member.at(another.url), [...versions, version + 4]));
  await another.close();
}, 60_000);
