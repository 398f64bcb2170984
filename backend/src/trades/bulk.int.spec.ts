import { randomUUID } from 'node:crypto';
import type {
  AccountCommandAnswer,
  BulkTradesAnswer,
  StatsAnswer,
  TradeAnswer,
  TradeCommandAnswer,
} from '@singularity/contract';
import type { RecordedEvent } from '../event-store/recorded-event.js';
import type { Browser } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

let app: TestApp;
let member: Browser;

async function start(): Promise<void> {
  app = await startTestApp();
  member = await app.signIn('one');
}

async function add(net: number, more: object = {}, browser = member): Promise<TradeCommandAnswer> {
  const reply = await browser.send('POST', '/api/user/trades', {
    symbol: 'AAPL',
    assetType: 'stock',
    direction: 'LONG',
    quantity: '1',
    entryPrice: '1000',
    entryAt: '2026-01-05T15:00:00Z',
    exitPrice: String(1000 + net),
    exitAt: `2026-01-0${6 + (Math.abs(net) % 3)}T16:00:00Z`,
    ...more,
  });
  expect(reply).toMatchObject({ status: 201 });
  return reply.body as TradeCommandAnswer;
}

async function addAccount(more: object = {}): Promise<AccountCommandAnswer> {
  const account = { platform: 'Tradier', name: 'Own', startingBalance: '1000', currency: 'USD', ...more };
  return (await member.send('POST', '/api/user/accounts', account)).body as AccountCommandAnswer;
}

const bulk = (body: object, headers: Record<string, string> = {}, browser = member) =>
  browser.send('POST', '/api/user/trades/bulk', body, headers);

async function done(body: object): Promise<BulkTradesAnswer> {
  const reply = await bulk(body);
  expect(reply).toMatchObject({ status: 200 });
  return reply.body as BulkTradesAnswer;
}

async function recorded(after: number): Promise<RecordedEvent[]> {
  const lines = (await member.get('/api/user/ledger/export')).text.trimEnd().split('\n');
  const events = lines.slice(1).map((line) => JSON.parse(line) as RecordedEvent);
  return events.filter(({ version }) => version > after);
}

const netOf = async () => ((await member.get('/api/user/stats')).body as StatsAnswer).currencies[0]?.netPnl;

describe('an edit of many trades', () => {
  beforeEach(start);
  afterEach(async () => {
    expect(await app.audit()).toEqual([]);
    await app.close();
  });

  it('gives each its own event, all in one batch, and moves every sum once', async () => {
    const account = await addAccount();
    const [a, b, c] = [await add(3, { tags: ['old'] }), await add(4, { tags: ['keep', 'new'] }), await add(5)];
    const edit = { addTags: ['new'], removeTags: ['old'], accountId: account.id, fees: '1' };
    const { changed, refused, ledger } = await done({ ids: [a.id, b.id, c.id], edit });
    expect(refused).toEqual([]);
    expect(changed).toMatchObject([
      { id: a.id, tags: ['new'], accountId: account.id, netPnl: '2', streamVersion: 2 },
      { id: b.id, tags: ['keep', 'new'], netPnl: '3' },
      { id: c.id, tags: ['new'], netPnl: '4' },
    ]);

    const events = await recorded(c.ledger.version);
    expect(events.map(({ type, streamId }) => [type, streamId])).toEqual(
      [a, b, c].map(({ id }) => ['TradeEdited', id]),
    );
    expect(new Set(events.map(({ batchId }) => batchId)).size).toBe(1);
    expect(events[0]?.batchId).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(events.map(({ commandId }) => commandId)).size).toBe(3);
    expect(events.at(-1)).toMatchObject({ version: ledger.version, hash: ledger.hash });
    expect(await netOf()).toBe('9');
    expect((await member.get(`/api/user/accounts/${account.id}`)).body).toMatchObject({ balance: '1009' });
    for (const trade of changed as TradeAnswer[])
      expect((await member.get(`/api/user/trades/${trade.id}`)).body).toEqual(trade);
  });

  it('refuses some and changes the others', async () => {
    const many = await add(1, {
      exitPrice: undefined,
      exitAt: undefined,
      quantity: undefined,
      entryPrice: undefined,
      entryAt: undefined,
      executions: [1, 2].map((hour) => ({
        type: 'open',
        at: `2026-01-05T1${hour}:00:00Z`,
        quantity: '1',
        price: '10',
      })),
    });
    const foreign = await add(1, {}, await app.signIn('two'));
    const gone = await add(7);
    await member.send('DELETE', `/api/user/trades/${gone.id}`);
    const good = await add(5);
    const nobodys = randomUUID();
    const ids = [many.id, nobodys, foreign.id, good.id, gone.id];
    const { changed, refused } = await done({ ids, edit: { fees: '2' } });
    expect(changed).toMatchObject([{ id: good.id, netPnl: '3' }]);
    expect(refused).toMatchObject([
      { id: many.id, errors: [{ field: 'fees' }] },
      { id: nobodys },
      { id: foreign.id },
      { id: gone.id },
    ]);
    expect(new Set(refused.slice(1).map(({ message, errors }) => `${message} ${String(errors)}`)).size).toBe(1);
    expect(await netOf()).toBe('3');
  });

  it('names the account at fault with every trade, and the tags with the trade that has too many', async () => {
    const full = await add(1, { tags: Array.from({ length: 20 }, (_, index) => `t${index}`) });
    const free = await add(2);
    const ids = [full.id, free.id];
    expect(await done({ ids, edit: { addTags: ['one more'] } })).toMatchObject({
      changed: [{ id: free.id }],
      refused: [{ id: full.id, errors: [{ field: 'tags' }] }],
    });
    const euros = await addAccount({ currency: 'EUR' });
    for (const accountId of [randomUUID(), euros.id])
      expect(await done({ ids, edit: { accountId } })).toMatchObject({
        changed: [],
        refused: ids.map((id) => ({ id, errors: [{ field: 'accountId' }] })),
      });
  });

  it('that changes nothing records nothing', async () => {
    const { id, ledger } = await add(1, { tags: ['a'] });
    const answer = await done({ ids: [id, id.toUpperCase()], edit: { addTags: ['a'], accountId: null } });
    expect(answer).toMatchObject({ changed: [{ id }], refused: [], ledger });
    expect(answer.changed).toHaveLength(1);
  });
});

describe('many trades', () => {
  beforeEach(start);
  afterEach(async () => {
    expect(await app.audit()).toEqual([]);
    await app.close();
  });

  it('are deleted and restored together', async () => {
    const ids = [(await add(1)).id, (await add(2)).id, (await add(3)).id];
    expect(await done({ ids, delete: true })).toMatchObject({ changed: ids, refused: [] });
    expect(await member.get(`/api/user/trades/${ids[0]}`)).toMatchObject({ status: 404 });
    expect(await netOf()).toBeUndefined();
    expect(await done({ ids, restore: true })).toMatchObject({ changed: ids.map((id) => ({ id })), refused: [] });
    expect(await netOf()).toBe('6');
  });

  it('answer the same key the same way, once', async () => {
    const { id } = await add(1);
    const nobodys = randomUUID();
    const ask = (note: string) =>
      bulk({ ids: [id, nobodys], edit: { addTags: [note] } }, { 'Idempotency-Key': 'bulk-1' });
    const replies = await Promise.all(Array.from({ length: 5 }, () => ask('a')));
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    expect(replies[0]).toMatchObject({
      status: 200,
      body: { changed: [{ streamVersion: 2 }], refused: [{ id: nobodys }] },
    });
    expect(await ask('b')).toMatchObject({ status: 422 });
  });
});

describe('a request', () => {
  beforeAll(start);
  afterAll(() => app.close());

  it.each([
    ['nothing to do', { ids: [randomUUID()] }, 'edit'],
    ['two things to do', { ids: [randomUUID()], delete: true, restore: true }, 'edit'],
    ['no trades', { ids: [], delete: true }, 'ids'],
    ['too many trades', { ids: Array.from({ length: 501 }, () => randomUUID()), delete: true }, 'ids'],
    ['one id that is none', { ids: [randomUUID(), 'x'], delete: true }, 'ids'],
    ['an object for ids', { ids: { length: 1 }, delete: true }, 'ids'],
    ['delete: false', { ids: [randomUUID()], delete: false }, 'delete'],
    ['an empty list for an edit', { ids: [randomUUID()], edit: [] }, 'edit'],
    ['null for an edit', { ids: [randomUUID()], edit: null }, 'edit'],
    ['fees that are no number', { ids: [randomUUID()], edit: { fees: '1e400' } }, 'edit.fees'],
    ['a field that cannot be edited so', { ids: [randomUUID()], edit: { symbol: 'A' } }, 'edit.symbol'],
  ])('with %s is a field error', async (_fault, body, field) => {
    expect(await bulk(body)).toMatchObject({ status: 422, body: { errors: [{ field }] } });
  });
});
