import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import type { CompareAnswer, LedgerPosition, Page, StatsAnswer, TradeAnswer } from '@singularity/contract';
import { fillLedger } from '@singularity/harness/bench/bench-ledger.js';
import { Tenants } from '../database/tenants.js';
import { Replay } from '../event-store/replay.js';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { tradeQueries } from '../trades/trades.queries.js';
import type { Browser } from '../../testing/browser.js';
import { countReceivedRows } from '../../testing/received-rows.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';
import { LedgerReader } from './ledger-reader.js';
import { PastThread } from './past-thread.js';

const receivedRows = countReceivedRows();
let app: TestApp;
let member: Browser;
let userId: string;

beforeAll(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
  userId = await member.userId();
});
afterEach(async () => expect(await app.audit()).toEqual([]));
afterAll(() => app.close());

async function read<Answer>(address: string): Promise<Answer> {
  const { status, body, text } = await member.get(address);
  if (status !== 200) throw new Error(`${address}: ${text}`);
  return body as Answer;
}

async function write(method: string, address: string, body?: object): Promise<{ id: string; version: number }> {
  const reply = await member.send(method, address, body);
  const { id, ledger } = reply.body as { id: string; ledger: { version: number } };
  return { id, version: ledger.version };
}

const aTrade = (exitPrice?: string, more = {}) => ({
  symbol: 'AAPL',
  assetType: 'stock',
  direction: 'LONG',
  quantity: '10',
  entryPrice: '100',
  entryAt: '2026-01-05T15:00:00Z',
  ...(exitPrice && { exitPrice, exitAt: '2026-01-05T16:00:00Z' }),
  ...more,
});
const anAccount = { platform: 'Tradier', name: 'Main', startingBalance: '1000', currency: 'USD' };

describe('a moment of the past', () => {
  it('is refused at its field where it is given twice, lies beyond the head or is none', async () => {
    const { version } = await read<StatsAnswer>('/api/user/stats');
    const fieldsOf = async (query: string) => {
      const { status, body } = await member.get(`/api/user/trades?${query}`);
      return { status, fields: (body as { errors: { field: string }[] }).errors.map(({ field }) => field) };
    };
    expect(await fieldsOf(`asOfVersion=1&recordedBefore=2026-01-05T15:00:00Z`)).toEqual({
      status: 422,
      fields: ['recordedBefore'],
    });
    expect(await fieldsOf(`asOfVersion=${version + 1}`)).toEqual({ status: 422, fields: ['asOfVersion'] });
    expect(await fieldsOf('asOfVersion=-1')).toEqual({ status: 422, fields: ['asOfVersion'] });
    expect(await fieldsOf('asOfVersion=soon')).toEqual({ status: 422, fields: ['asOfVersion'] });
    expect(await fieldsOf('recordedBefore=soon')).toEqual({ status: 422, fields: ['recordedBefore'] });
    expect(await fieldsOf('asOfVersion=1&cursor=nonsense')).toEqual({ status: 422, fields: ['cursor'] });
  });

  it('is before everything at version 0', async () => {
    await write('POST', '/api/user/accounts', anAccount);
    expect(await read('/api/user/stats?asOfVersion=0')).toEqual({ version: 0, metrics: 1, currencies: [] });
    expect(await read('/api/user/accounts?asOfVersion=0')).toEqual({ items: [], nextCursor: null });
    expect((await member.get('/api/user/trades.csv?asOfVersion=0&columns=id')).text).toBe('\uFEFFid\r\n');
  });

  it('sorts symbols as they are sorted now, in a database whose own order passes over punctuation', async () => {
    const inOrder = ['BRK-C', 'BRK.B', 'BRK/D', 'BRKA'];
    for (const symbol of inOrder) await write('POST', '/api/user/trades', aTrade(undefined, { symbol, tags: ['brk'] }));
    const { version } = await read<StatsAnswer>('/api/user/stats');
    const symbolsOf = async (query: string) =>
      (await read<Page<TradeAnswer>>(`/api/user/trades?tag=brk&sort=symbol&${query}`)).items.map(
        ({ symbol }) => symbol,
      );
    expect(await symbolsOf('order=asc')).toEqual(inOrder);
    expect(await symbolsOf('order=desc')).toEqual(inOrder.toReversed());
    expect(await symbolsOf(`order=asc&asOfVersion=${version}`)).toEqual(inOrder);
  });

  it('means the last version that was recorded at or before it', async () => {
    for (let trades = 0; trades < 5; trades++) await write('POST', '/api/user/trades', aTrade());
    const events = await app.sql<{ version: number; at: Date }>(
      'SELECT version::int, recorded_at AS at FROM event WHERE user_id = $1 ORDER BY version',
      [userId],
    );
    const shifts = [-1, 0, 1];
    for (const moment of events.flatMap(({ at }) => shifts.map((shift) => at.getTime() + shift))) {
      const expected = events.filter(({ at }) => at.getTime() <= moment).at(-1)?.version ?? 0;
      const answer = await read<StatsAnswer>(`/api/user/stats?recordedBefore=${new Date(moment).toISOString()}`);
      expect({ moment, version: answer.version }).toEqual({ moment, version: expected });
    }
  });

  it('is found with its version, and a version with its moment', async () => {
    const { version } = await write('POST', '/api/user/trades', aTrade());
    const head = await read<LedgerPosition>('/api/user/ledger/at');
    expect(head).toEqual({ version, recordedAt: expect.stringMatching(/^\d{4}-.*Z$/) as string });
    expect(await read(`/api/user/ledger/at?asOfVersion=${version}`)).toEqual(head);
    expect(await read(`/api/user/ledger/at?recordedBefore=${head.recordedAt}`)).toEqual(head);
    expect(await read('/api/user/ledger/at?recordedBefore=2001-01-01T00:00:00Z')).toEqual({
      version: 0,
      recordedAt: null,
    });
  });

  it('knows a trade from when it was recorded until it was deleted, and from when it was restored', async () => {
    const { id, version } = await write('POST', '/api/user/trades', aTrade());
    await write('PATCH', `/api/user/trades/${id}`, { notes: 'later' });
    await write('DELETE', `/api/user/trades/${id}`);
    await write('POST', `/api/user/trades/${id}/restore`);
    const notes = async (asOf: number) => {
      const { status, body } = await member.get(`/api/user/trades/${id}?asOfVersion=${asOf}`);
      return status === 200 ? (body as TradeAnswer).notes : status;
    };
    expect(await Promise.all([-1, 0, 1, 2, 3].map((later) => notes(version + later)))).toEqual([
      404,
      null,
      'later',
      404,
      'later',
    ]);
  });
});

describe('a comparison', () => {
  it('tells what was added, changed, deleted and restored, and what came of it', async () => {
    const account = await write('POST', '/api/user/accounts', { ...anAccount, name: 'Compared', currency: 'CAD' });
    const on = { accountId: account.id };
    const corrected = await write('POST', '/api/user/trades', aTrade('110', on));
    const deleted = await write('POST', '/api/user/trades', aTrade('90', { ...on, symbol: 'MSFT' }));
    const restored = await write('POST', '/api/user/trades', aTrade(undefined, { ...on, symbol: 'SPY' }));
    const untouched = await write('POST', '/api/user/trades', aTrade(undefined, { ...on, symbol: 'QQQ' }));
    const { version: from } = await write('DELETE', `/api/user/trades/${restored.id}`);
    await write('PATCH', `/api/user/trades/${untouched.id}`, { notes: 'x' });
    await write('PATCH', `/api/user/trades/${untouched.id}`, { notes: null });
    await write('PATCH', `/api/user/trades/${corrected.id}`, { exitPrice: '120' });
    await write('DELETE', `/api/user/trades/${deleted.id}`);
    await write('POST', `/api/user/trades/${restored.id}/restore`);
    const passing = await write('POST', '/api/user/trades', aTrade('101', on));
    await write('DELETE', `/api/user/trades/${passing.id}`);
    const added = await write('POST', '/api/user/trades', aTrade('105', { ...on, symbol: 'NVDA' }));
    await write('PUT', `/api/user/accounts/${account.id}/balance`, { balance: '2000', reason: 'deposit' });
    const { version: to } = await write('PATCH', `/api/user/accounts/${account.id}`, { name: 'Renamed' });

    const { items, currencies, ...rest } = await read<CompareAnswer>(`/api/user/compare?fromVersion=${from}`);
    expect(rest).toEqual({
      fromVersion: from,
      toVersion: to,
      metrics: 1,
      counts: { added: 1, changed: 2, deleted: 1, restored: 1 },
      nextCursor: null,
    });
    expect(currencies.find(({ currency }) => currency === 'CAD')).toEqual({
      currency: 'CAD',
      from: { totalTrades: 3, closedTrades: 2, winRate: '0.5', netPnl: '0', totalBalance: '1000' },
      to: { totalTrades: 4, closedTrades: 2, winRate: '1', netPnl: '250', totalBalance: '2000' },
    });
    expect(items).toMatchObject([
      {
        kind: 'changed',
        stream: { type: 'account', id: account.id },
        subject: { type: 'account', account: { name: 'Renamed', currency: 'CAD' } },
        netPnl: null,
        changes: [
          { field: 'name', from: 'Compared', to: 'Renamed' },
          { field: 'adjustments', from: '0', to: '750' },
        ],
      },
      {
        kind: 'added',
        stream: { id: added.id },
        subject: { type: 'trade', trade: { symbol: 'NVDA', direction: 'LONG' } },
        currency: 'CAD',
        netPnl: { from: null, to: '50' },
      },
      { kind: 'restored', stream: { id: restored.id }, changes: [], netPnl: { from: null, to: null } },
      { kind: 'deleted', stream: { id: deleted.id }, changes: [], netPnl: { from: '-100', to: null } },
      {
        kind: 'changed',
        stream: { type: 'trade', id: corrected.id },
        changes: [{ field: 'exitPrice', from: '110', to: '120' }],
        netPnl: { from: '100', to: '200' },
      },
    ]);
    expect(items[1]?.changes).toContainEqual({ field: 'exitPrice', from: null, to: '105' });

    const pages: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: CompareAnswer = await read(
        `/api/user/compare?fromVersion=${from}&toVersion=${to}&limit=2${cursor && `&cursor=${cursor}`}`,
      );
      expect(page.counts).toEqual(rest.counts);
      pages.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(pages).toEqual(items);
  });

  it('tells of day notes and of settings too', async () => {
    const day = '/api/user/days/2026-01-06/note';
    const other = '/api/user/days/2026-01-07/note';
    await write('PUT', day, { notes: 'Early.' });
    const { version } = await write('PATCH', '/api/user/settings', { theme: 'dark' });
    await write('PUT', day, { notes: null });
    await write('PUT', other, { notes: 'Late.' });
    await write('PATCH', '/api/user/settings', { theme: 'light' });
    const { items } = await read<CompareAnswer>(`/api/user/compare?fromVersion=${version}`);
    expect(items).toEqual([
      {
        kind: 'changed',
        stream: { type: 'user', id: expect.any(String) },
        subject: { type: 'user' },
        currency: null,
        changedAt: expect.any(String),
        changes: [{ field: 'theme', from: 'dark', to: 'light' }],
        netPnl: null,
      },
      expect.objectContaining({
        kind: 'added',
        subject: { type: 'day', day: '2026-01-07' },
        changes: [{ field: 'notes', from: null, to: 'Late.' }],
      }),
      expect.objectContaining({ kind: 'deleted', subject: { type: 'day', day: '2026-01-06' }, changes: [] }),
    ]);
  });

  it('finds no difference between a version and itself', async () => {
    expect(await read('/api/user/compare?fromVersion=2&toVersion=2')).toMatchObject({
      counts: { added: 0, changed: 0, deleted: 0, restored: 0 },
      items: [],
    });
  });

  it.each([
    ['', 'fromVersion'],
    ['fromVersion=1&fromMoment=2026-01-05T15:00:00Z', 'fromMoment'],
    ['fromVersion=1&toVersion=1&toMoment=2026-01-05T15:00:00Z', 'toMoment'],
    ['fromVersion=2&toVersion=1', 'fromVersion'],
    ['fromMoment=2099-01-05T15:00:00Z&toVersion=1', 'fromMoment'],
    ['fromVersion=1000000', 'fromVersion'],
    ['fromVersion=1&toVersion=1000000', 'toVersion'],
    ['fromVersion=1&cursor=nonsense', 'cursor'],
  ])('is refused at its field: %s', async (query, field) =>
    expect(await member.get(`/api/user/compare?${query}`)).toMatchObject({
      status: 422,
      body: { errors: [{ field }] },
    }),
  );
});

describe('a large ledger', () => {
  let trader: Browser;
  let events: number;

  beforeAll(async () => {
    const owner = randomUUID();
    await app.sql('INSERT INTO identity (discord_id, user_id, created_at) VALUES ($1, $2, now())', [
      DEMO_IDS.two,
      owner,
    ]);
    events = await fillLedger(app.nest.get(Tenants), owner, 4_000);
    await app.nest.get(Replay).rebuild(owner);
    trader = await app.signIn('two');
  });

  it('is folded in the other thread, where it holds up nobody else', async () => {
    const foldedHere = vi.spyOn(LedgerReader.prototype, 'at');
    const askedThere = vi.spyOn(app.nest.get(PastThread), 'ask');
    const past = await trader.get(`/api/user/stats?asOfVersion=${events}`);
    expect(past.text).toBe((await trader.get('/api/user/stats')).text);
    expect(askedThere).toHaveBeenCalledTimes(1);
    expect(foldedHere).not.toHaveBeenCalled();
    askedThere.mockRestore();
    foldedHere.mockRestore();
  });

  it('is worked out by the database where now means all trades, which do not come over', async () => {
    const workedOut = [
      '?symbol=AAPL',
      '/equity?direction=LONG',
      '/breakdown?by=symbol',
      '/setups?symbol=AAPL',
      '/explain?figure=maxDrawdown&currency=USD&limit=5',
    ];
    for (const address of workedOut) {
      const before = receivedRows();
      const now = await trader.get(`/api/user/stats${address}`);
      // Of 4,000 trades on 200 days.
      expect(receivedRows() - before).toBeLessThan(300);
      expect({ address, status: now.status }).toEqual({ address, status: 200 });
      expect(now.text).toBe((await trader.get(`/api/user/stats${address}&asOfVersion=${events}`)).text);
    }
  });
});

describe('a member who is erased', () => {
  it('is not held any longer', async () => {
    const { items } = await read<Page<TradeAnswer>>('/api/user/trades?asOfVersion=5');
    const past = app.nest.get(PastThread);
    const ask = () => past.ask(tradeQueries.one, userId, [5], { id: items[0]?.id ?? '' });
    expect(await ask()).toEqual(items[0]);
    const { user } = await read<{ user: { username: string } }>('/api/auth/session');
    expect((await member.send('DELETE', '/api/user', { confirm: user.username })).status).toBe(204);
    await expect(ask()).rejects.toMatchObject({ problem: { status: 503 } });
  });
});
