import { TRADE_SORTS } from '@singularity/contract';
import type { Page, TradeAnswer } from '@singularity/contract';
import type { AddTradeBody } from '@singularity/contract/wire';
import type { Browser } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';
import { Ledger } from '../event-store/ledger.js';
import { toAddTrade } from './trades.commands.js';
import { tradeStreamHandler } from './trades.stream-handler.js';

/** More than are looked up one by one. */
const MANY = 1_200;

let app: TestApp;
let member: Browser;
let version: number;
let accountId: string;

beforeAll(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
  await addMany(await member.userId());
  await write();
  ({ version } = (await member.get('/api/user/trades/totals')).body as { version: number });
}, 120_000);
afterAll(() => app.close());

function tradeOn(day: number, more: object): AddTradeBody {
  const at = (hour: number) => new Date(Date.UTC(2024, 0, 1 + day, hour)).toISOString();
  const one = { symbol: `S${day % 7}`, assetType: 'stock', direction: 'LONG', quantity: '2', entryPrice: '10' };
  const exit = day % 4 > 0 && { exitAt: at(16), exitPrice: `${8 + (day % 5)}` };
  const stop = day % 3 === 0 && { stopPrice: '9' };
  return { ...one, entryAt: at(15), ...exit, ...stop, ...more } as AddTradeBody;
}

/** By commands, in one transaction: all have the tag `many`, some have others too. */
async function addMany(userId: string): Promise<void> {
  const others = [[], ['some'], ['a']];
  const commands = Array.from({ length: MANY }, (_, index) => {
    const tags = ['many', ...((index % 150 < 3 && others[index % 3]) || [])];
    return { streamId: null, command: toAddTrade(tradeOn((index * 7) % 400, { tags, fees: `${index % 11}` })) };
  });
  await app.nest.get(Ledger).handleAll(tradeStreamHandler, { userId, origin: 'import', commands });
}

/** What changes the tags of a trade, and the moment that it is dated by. */
async function write(): Promise<void> {
  const send = async (method: string, path: string, body?: object) => {
    const reply = await member.send(method, `/api/user${path}`, body);
    expect(reply.status).toBeLessThan(300);
    return reply.body as { id: string; ledger: { version: number } };
  };
  const ids: string[] = [];
  for (const tags of [['a'], ['a', 'b'], ['b'], [], ['b', 'a'], ['gone', 'a'], ['a'], ['b']])
    ids.push((await send('POST', '/trades', tradeOn(3 * ids.length, { tags }))).id);
  const [first, second, third, fourth, fifth, sixth, seventh] = ids;
  await send('POST', `/trades/${first}/close`, { exitPrice: '12', exitAt: '2025-03-03T15:00:00Z' });
  await send('PATCH', `/trades/${second}`, { tags: ['b', 'c'] });
  const { ledger } = await send('PATCH', `/trades/${third}`, { tags: [] });
  await send('POST', `/history/${ledger.version}/undo`, {});
  await send('PATCH', `/trades/${fourth}`, { tags: ['a'], entryAt: '2023-05-05T15:00:00Z' });
  await send('DELETE', `/trades/${fifth}`);
  await send('POST', `/trades/${fifth}/restore`);
  await send('DELETE', `/trades/${sixth}`);
  const account = { name: 'Main', platform: 'Tradier', currency: 'USD', startingBalance: '1000' };
  accountId = (await send('POST', '/accounts', account)).id;
  await send('POST', '/trades', tradeOn(1, { accountId }));
  const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  await send('POST', '/trades', tradeOn(1, { accountId, entryAt: ago(2), exitAt: ago(1) }));
  await send('POST', '/trades', { ...tradeOn(0, { accountId }), entryAt: ago(3) });
  await send('POST', '/trades/bulk', { ids: [third, seventh], edit: { addTags: ['c'], removeTags: ['a'] } });
}

/** All pages, one after the other. */
async function pagesOf(query: string, limit: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const address = `/api/user/trades?limit=${limit}&${query}${cursor && `&cursor=${cursor}`}`;
    const page = (await member.get(address)).body as Page<TradeAnswer>;
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  return ids;
}

/** The list of now, and the same out of nothing but the events. */
async function expectTruth(query: string, limit: number): Promise<number> {
  const ids = await pagesOf(query, limit);
  expect(ids).toEqual(await pagesOf(`asOfVersion=${version}&${query}`, 200));
  return ids.length;
}

async function expectTotals(filter: string): Promise<void> {
  const totals = async (past: string) => (await member.get(`/api/user/trades/totals?${filter}${past}`)).body;
  expect(await totals('')).toEqual(await totals(`&asOfVersion=${version}`));
}

const ORDERS = TRADE_SORTS.flatMap((sort) => ['asc', 'desc'].map((order) => `sort=${sort}&order=${order}`));

describe('the trades of a tag', () => {
  it.each(ORDERS)('that few have, page by page: %s', async (order) => {
    expect(await expectTruth(`tag=a&${order}`, 3)).toBeGreaterThan(10);
    expect(await expectTruth(`tag=b&tag=c&${order}`, 2)).toBe(5);
    expect(await expectTruth(`tag=gone&${order}`, 2)).toBe(0);
    expect(await expectTruth(`tag=never&${order}`, 2)).toBe(0);
  });

  it.each(ORDERS)('that many have, page by page: %s', async (order) => {
    expect(await expectTruth(`tag=many&${order}`, 200)).toBe(MANY);
    expect(await expectTruth(`tag=many&tag=b&${order}`, 200)).toBeGreaterThan(MANY);
  });

  it.each(['asc', 'desc'])('under further filters, by date, %s', async (order) => {
    for (const filter of ['from=2024-02-01&to=2024-02-20', 'symbol=S3', 'status=open', 'direction=PUT', 'result=loss'])
      await expectTruth(`tag=many&order=${order}&${filter}`, 7);
  });

  it('are a row each, as a replay makes them', async () => {
    const rows = await app.sql<{ tag: string }>(`SELECT tag FROM trade_tag`);
    const tags = await app.sql<{ tag: string }>(`SELECT unnest(tags) AS tag FROM trade`);
    expect(rows.map(({ tag }) => tag).sort()).toEqual(tags.map(({ tag }) => tag).sort());
    expect(await app.audit()).toEqual([]);
  });
});

describe('few trades among many', () => {
  it.each([
    '',
    ...['symbol=S3', 'symbol=NONE', 'symbolPrefix=S', 'symbolPrefix=ZZ', 'assetType=crypto', 'assetType=stock'],
    ...['direction=SHORT', 'direction=LONG', 'status=open', 'status=closed', 'result=breakeven'],
    ...['accountId=0198c0de-0000-7000-8000-000000000001', 'symbol=S3&status=open&direction=LONG'],
  ])('are the same by any filter: %s', async (filter) => {
    for (const order of ['sort=date', 'sort=netPnl&order=asc', 'sort=exitAt'])
      await expectTruth(`${filter}&${order}`, 100);
    await expectTotals(filter);
  });

  it('come to as much as buckets say, with the month under way: of all, of an account, of a year', async () => {
    for (const filter of ['', `accountId=${accountId}`, 'from=2024-01-01&to=2024-12-31']) await expectTotals(filter);
  });
});

describe('rows of an older version of the projections', () => {
  it('do not tell the trades of a tag, which are found all the same', async () => {
    await app.sql(`UPDATE user_head SET projection_version = 5`);
    await app.sql(`DELETE FROM trade_tag`);
    for (const tag of ['a', 'many', 'never']) await expectTruth(`tag=${tag}`, 200);
  });
});
