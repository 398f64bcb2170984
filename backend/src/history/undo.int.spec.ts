import type { HistoryEntry, Page, UndoAnswer } from '@singularity/contract';
import type { Browser, Reply } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

let app: TestApp;
let member: Browser;

beforeAll(async () => (app = await startTestApp()));
beforeEach(async () => (member = await app.signIn('one')));
afterEach(async () => expect(await app.audit()).toEqual([]));
afterAll(() => app.close());

const AAPL = {
  symbol: 'AAPL',
  assetType: 'stock',
  direction: 'LONG',
  quantity: '10',
  entryPrice: '187.23',
  entryAt: '2026-01-05T14:30:00Z',
  exitPrice: '191.10',
  exitAt: '2026-01-05T19:00:00Z',
  fees: '1.30',
};

type Committed = { id: string; ledger: { version: number; hash: string } } & Record<string, unknown>;

async function done(reply: Promise<Reply>): Promise<Committed> {
  const { status, body } = await reply;
  expect(status).toBeLessThan(300);
  return body as Committed;
}

const add = (more: object = {}) => done(member.send('POST', '/api/user/trades', { ...AAPL, ...more }));
const edit = (id: string, change: object) => done(member.send('PATCH', `/api/user/trades/${id}`, change));
const undo = (version: number, headers: Record<string, string> = {}) =>
  member.send('POST', `/api/user/history/${version}/undo`, undefined, headers);
const trade = async (id: string) => (await member.get(`/api/user/trades/${id}`)).body as Record<string, unknown>;
const history = async (query = '') =>
  ((await member.get(`/api/user/history?${query}`)).body as Page<HistoryEntry>).items;

const undoBatch = ({ batchId }: Committed) =>
  done(member.send('POST', `/api/user/history/batches/${String(batchId)}/undo`));

describe('taking a change back', () => {
  it('is an event of its own that names what it undoes, and everything follows from it', async () => {
    const { id } = await add();
    const { ledger } = await edit(id, { exitPrice: '191.40' });
    expect(await trade(id)).toMatchObject({ netPnl: '40.4' });

    const undone = await done(undo(ledger.version));
    expect(undone).toMatchObject({ undone: ledger.version, stream: { type: 'trade', id }, streamVersion: 3 });
    expect(undone['undoneBy']).toBe(undone.ledger.version);
    expect(await trade(id)).toMatchObject({ exitPrice: '191.1', netPnl: '37.4', streamVersion: 3 });

    const [back, edited, added] = await history('limit=3');
    expect(back).toMatchObject({
      version: undone.ledger.version,
      hash: undone.ledger.hash,
      origin: 'undo',
      undoes: ledger.version,
      undoneBy: null,
      changes: [{ field: 'exitPrice', from: '191.4', to: '191.1' }],
      effect: { currency: 'USD', netPnl: { from: '40.4', to: '37.4' } },
    });
    expect(edited).toMatchObject({
      undoes: null,
      undoneBy: undone.ledger.version,
      effect: { netPnl: { from: '37.4', to: '40.4' } },
    });
    expect(added).toMatchObject({
      type: 'TradeAdded',
      undoneBy: null,
      subject: { type: 'trade', trade: { symbol: 'AAPL', direction: 'LONG' } },
      effect: { netPnl: { from: null, to: '37.4' } },
    });
  });

  it('is done again by undoing the undo', async () => {
    const { id } = await add();
    const { ledger } = await edit(id, { notes: 'late' });
    const first = (await done(undo(ledger.version))) as unknown as UndoAnswer;
    await done(undo(first.ledger.version));
    expect(await trade(id)).toMatchObject({ notes: 'late' });
    const [redo, back, edited] = await history('limit=3');
    expect([redo?.undoes, back?.undoneBy, edited?.undoneBy]).toEqual([first.ledger.version, redo?.version, null]);
  });

  it('says that nothing was left to take back, whatever came after', async () => {
    const { id } = await add();
    const { ledger } = await edit(id, { notes: 'late' });
    await done(undo(ledger.version));
    await edit(id, { tags: ['gap'] });
    expect(await done(undo(ledger.version))).toMatchObject({ undoneBy: null, streamVersion: 4 });
    expect(await trade(id)).toMatchObject({ tags: ['gap'] });
  });

  it('is refused where the same field was changed again: the answer names it, and nothing happens', async () => {
    const { id } = await add();
    const { ledger } = await edit(id, { exitPrice: '191.40', notes: 'x' });
    await edit(id, { exitPrice: '191.60' });
    expect(await undo(ledger.version)).toMatchObject({
      status: 409,
      body: { type: '/problems/changed-since', errors: [{ field: 'exitPrice' }] },
    });
    expect(await trade(id)).toMatchObject({ exitPrice: '191.6', notes: 'x', streamVersion: 3 });
  });

  it('deletes what was added and restores what was deleted', async () => {
    const { id, ledger } = await add();
    const undone = await done(undo(ledger.version));
    expect(await member.get(`/api/user/trades/${id}`)).toMatchObject({ status: 404 });
    await done(undo(undone.ledger.version));
    expect(await trade(id)).toMatchObject({ netPnl: '37.4' });
  });

  it('takes an account and its balance back, in the opposite order', async () => {
    const account = { platform: 'Tradier', name: 'Margin', startingBalance: '1000', currency: 'USD' };
    const { id, ledger } = await done(member.send('POST', '/api/user/accounts', account));
    const path = `/api/user/accounts/${id}`;
    const balance = { balance: '1500', reason: 'deposit', at: '2026-01-06T12:00:00Z' };
    const { ledger: updated } = await done(member.send('PUT', `${path}/balance`, balance));
    expect(await undo(ledger.version)).toMatchObject({ status: 409, body: { errors: [{ field: 'balanceUpdates' }] } });
    const removedUpdate = await done(undo(updated.version));
    expect((await member.get(path)).body).toMatchObject({ balance: '1000' });
    await done(undo(removedUpdate.ledger.version));
    expect((await member.get(path)).body).toMatchObject({ balance: '1500' });
    const again = await history('limit=1');
    await done(undo(again[0]?.version ?? 0));

    const inside = await add({ accountId: id });
    expect(await undo(ledger.version)).toMatchObject({ status: 409, body: { errors: [{ field: 'trades' }] } });
    await done(undo(inside.ledger.version));
    const removed = await done(undo(ledger.version));
    expect(await member.get(path)).toMatchObject({ status: 404 });
    expect(await member.send('POST', `/api/user/trades/${inside.id}/restore`)).toMatchObject({ status: 409 });
    await done(undo(removed.ledger.version));
    expect((await member.get(path)).body).toMatchObject({ balance: '1000', status: 'open' });
    await done(member.send('POST', `/api/user/trades/${inside.id}/restore`));
  });

  it('takes settings back, days and all, but not the beginning', async () => {
    const { body } = await member.send('PATCH', '/api/user/settings', { timeZone: 'Asia/Tokyo' });
    await add({ exitAt: '2026-01-05T19:00:00Z' });
    const days = async () => JSON.stringify((await member.get('/api/user/stats/days')).body);
    expect(await days()).toContain('2026-01-06');
    await done(undo((body as Committed).ledger.version));
    expect(await days()).toContain('2026-01-05');
    expect(await undo(1)).toMatchObject({ status: 409 });
  });

  it('answers a retry with the first answer, and a stale one with 412', async () => {
    const { id } = await add();
    const { ledger } = await edit(id, { notes: 'late' });
    expect(await undo(ledger.version, { 'If-Match': '"1"' })).toMatchObject({ status: 412 });
    const retry = { 'Idempotency-Key': `undo-${ledger.version}` };
    const [first, second] = [await undo(ledger.version, retry), await undo(ledger.version, retry)];
    expect(first.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect(await trade(id)).toMatchObject({ notes: null, streamVersion: 3 });
  });

  it('finds no version that is not in the ledger', async () => {
    for (const version of ['0', '-1', '1e3', '99999999', 'x'])
      expect(await member.send('POST', `/api/user/history/${version}/undo`)).toMatchObject({ status: 404 });
  });

  it('beside an edit of the same field: one of them is first, and the ledger says what happened', async () => {
    const { id } = await add();
    const { ledger } = await edit(id, { notes: 'one' });
    const [undone, edited] = await Promise.all([
      undo(ledger.version),
      member.send('PATCH', `/api/user/trades/${id}`, { notes: 'two' }),
    ]);
    expect(edited.status).toBe(200);
    expect([200, 409]).toContain(undone.status);
    expect(await trade(id)).toMatchObject({ notes: 'two' });
  });
});

describe('taking back what was done to many at once', () => {
  it('takes all of it back, but for what was changed since, which it names', async () => {
    const [one, two] = [await add(), await add({ symbol: 'TSLA' })];
    const bulk = await done(
      member.send('POST', '/api/user/trades/bulk', { ids: [one.id, two.id], edit: { addTags: ['gap'] } }),
    );
    await edit(two.id, { tags: ['late'] });
    const undone = await undoBatch(bulk);
    expect(undone).toMatchObject({ undone: [one.id], refused: [{ id: two.id, errors: [{ field: 'tags' }] }] });
    expect(await trade(one.id)).toMatchObject({ tags: [] });
    expect(await trade(two.id)).toMatchObject({ tags: ['late'] });
    const [entry] = await history('limit=1');
    expect(entry).toMatchObject({ origin: 'undo', stream: { id: one.id } });
    expect(entry?.batchId).toBe(undone['batchId']);
    await undoBatch(undone);
    expect(await trade(one.id)).toMatchObject({ tags: ['gap'] });
  });

  it('brings back what was deleted', async () => {
    const [one, two] = [await add(), await add()];
    const bulk = await done(member.send('POST', '/api/user/trades/bulk', { ids: [one.id, two.id], delete: true }));
    await undoBatch(bulk);
    expect([await trade(one.id), await trade(two.id)]).toMatchObject([{ netPnl: '37.4' }, { netPnl: '37.4' }]);
  });
});

describe('deleted trades', () => {
  it('are listed, the last deleted first, page by page, until they are restored', async () => {
    const trades = [await add({ symbol: 'A1' }), await add({ symbol: 'A2' }), await add({ symbol: 'A3' })];
    for (const { id } of trades) await done(member.send('DELETE', `/api/user/trades/${id}`));
    const first = (await member.get('/api/user/trades/deleted?limit=2')).body as Page<Record<string, unknown>>;
    expect(first.items).toMatchObject([{ symbol: 'A3', netPnl: '37.4' }, { symbol: 'A2' }]);
    const next = (await member.get(`/api/user/trades/deleted?limit=1&cursor=${first.nextCursor}`)).body;
    expect(next).toMatchObject({ items: [{ symbol: 'A1' }] });
    await done(member.send('POST', `/api/user/trades/${trades[2]?.id}/restore`));
    expect((await member.get('/api/user/trades/deleted?limit=2')).body).toMatchObject({
      items: [{ symbol: 'A2' }, { symbol: 'A1' }],
    });
    await done(undo(Number(first.items[1]?.['deletedBy'])));
    expect((await member.get('/api/user/trades/deleted?limit=1')).body).toMatchObject({ items: [{ symbol: 'A1' }] });
  });
});

describe('history', () => {
  it('is narrowed to types, a trade, an account with all trades that were in it, and days of recording', async () => {
    const account = { platform: 'Tradier', name: 'Narrow', startingBalance: '1000', currency: 'USD' };
    const { id: accountId } = await done(member.send('POST', '/api/user/accounts', account));
    const [inside, moved, outside] = [await add({ accountId }), await add(), await add()];
    await edit(moved.id, { accountId });
    await edit(outside.id, { notes: 'elsewhere' });
    const types = async (query: string) => (await history(query)).map(({ type }) => type);
    expect(await types(`accountId=${accountId}`)).toEqual(['TradeEdited', 'TradeAdded', 'TradeAdded', 'AccountAdded']);
    expect(await types(`tradeId=${moved.id}`)).toEqual(['TradeEdited', 'TradeAdded']);
    expect(await types(`accountId=${accountId}&type=TradeAdded`)).toEqual(['TradeAdded', 'TradeAdded']);
    expect((await history(`accountId=${accountId}&tradeId=${inside.id}`)).map(({ stream }) => stream.id)).toEqual([
      inside.id,
    ]);
    expect(await types('to=2020-01-01')).toEqual([]);
    expect((await types('from=2020-01-01&limit=2')).length).toBe(2);
    expect(await member.get('/api/user/history?type=Nothing')).toMatchObject({ status: 422 });
  });
});
