import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { fillLedger } from '@singularity/harness/bench/bench-ledger.js';
import { Tenants } from '../database/tenants.js';
import type { Browser } from '../../testing/browser.js';
import { recordSent } from '../../testing/sent-statements.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';
import { READ_MODELS } from './projection.js';
import type { History, ReadModels } from './projection.js';
import { Replay } from './replay.js';
import { RowComparison } from './row-comparison.js';
import { RowDigest } from './row-digest.js';
import { RowWriter } from './row-writer.js';

const sent = recordSent();
let app: TestApp;
let replay: Replay;
let a: Browser;
let userId: string;

beforeEach(async () => {
  app = await startTestApp();
  replay = app.nest.get(Replay);
  a = await app.signIn('one');
  userId = await a.userId();
});
afterEach(async () => {
  const faults = await app.audit();
  await app.close();
  expect(faults).toEqual([]);
});

async function add(day: number, more: object = {}): Promise<void> {
  const at = (hour: number) => `2026-01-${String(day).padStart(2, '0')}T${hour}:00:00.250Z`;
  const entry = { quantity: '1', entryPrice: '1000', entryAt: at(15) };
  const exit = { exitPrice: '1003.5', exitAt: at(16) };
  const trade = { symbol: 'AAPL', assetType: 'stock', direction: 'LONG', tags: ['gap'], ...entry, ...exit, ...more };
  expect(await a.send('POST', '/api/user/trades', trade)).toMatchObject({ status: 201 });
}

/** Of each kind of damage some: rows that are gone, that are wrong, and that nobody knows of. */
async function damage(): Promise<void> {
  await app.sql(`DELETE FROM realization WHERE at < '2026-01-06'`);
  await app.sql(`UPDATE realization SET net = net + 100 WHERE at > '2026-01-08'`);
  await app.sql(`UPDATE trade SET symbol = 'WRONG' WHERE entry_at > '2026-01-07'`);
  await app.sql(`DELETE FROM trade WHERE entry_at < '2026-01-06'`);
  for (const table of ['execution', 'trade'])
    await app.sql(
      `INSERT INTO ${table} SELECT (jsonb_populate_record(t, jsonb_build_object('trade_id', gen_random_uuid()))).*
         FROM ${table} t WHERE user_id = $1 LIMIT 2`,
      [userId],
    );
  await app.sql(`UPDATE day_stats SET net = net + 1 WHERE grain = 'month'`);
}

const rows = async () =>
  (await Promise.all(
    ['trade', 'execution', 'realization', 'day_stats', 'setup_stats'].map((table) =>
      app.sql(`SELECT t::text FROM ${table} t ORDER BY 1`),
    ),
  )) as unknown;

describe('a replay that finds more than it keeps in memory', () => {
  beforeEach(async () => {
    for (const day of [5, 6, 7, 8, 9, 12]) await add(day);
  });

  it('counts all and keeps the first', async () => {
    await damage();
    const all = await replay.check(userId);
    expect(all.count).toBe(all.differences.length);
    expect(all.count).toBeGreaterThan(10);
    const some = await replay.check(userId, { mostKept: 4 });
    expect(some.differences.slice(0, 4)).toEqual(all.differences.slice(0, 4));
    expect(some.count).toBeGreaterThan(10);
    await replay.rebuild(userId);
  });

  it('writes the same rows as one that keeps all', async () => {
    const before = await rows();
    await damage();
    const kept = await replay.rebuild(userId);
    expect(kept).toMatchObject({ underLock: false });
    expect(await rows()).toEqual(before);
    await damage();
    expect(await replay.rebuild(userId, { mostKept: 3 })).toEqual({ ...kept, underLock: true });
    expect(await rows()).toEqual(before);
  });

  it('takes into account what was recorded before it locked the ledger', async () => {
    await damage();
    const plan = await replay.plan(userId, { mostKept: 3 });
    await add(9, { symbol: 'LATER' });
    await a.send('PATCH', '/api/user/settings', { timeZone: 'Asia/Tokyo' });
    expect(await replay.carryOut(userId, plan)).toMatchObject({ events: 9, underLock: true });
    expect(await app.sql(`SELECT FROM trade WHERE symbol = 'LATER'`)).toHaveLength(1);
  });

  it('loses nothing of what is recorded meanwhile', async () => {
    await damage();
    const adding = [13, 14, 15, 16].map((day) => add(day));
    const replays = [1, 2, 3].map(() => replay.rebuild(userId, { mostKept: 0 }));
    await Promise.all([...adding, ...replays]);
    expect(await app.sql('SELECT FROM trade WHERE user_id = $1', [userId])).toHaveLength(10);
  });

  it('leaves all rows and their version as they were when it is broken off', async () => {
    await damage();
    await app.sql('UPDATE user_head SET projection_version = 1');
    const damaged = await rows();
    const plan = await replay.plan(userId, { mostKept: 3 });
    const controller = new AbortController();
    const watch = { signal: controller.signal, progress: () => controller.abort(new Error('stopped')) };
    const writing = vi.spyOn(app.nest.get(RowWriter), 'upsert');
    writing.mockRejectedValueOnce(new Error('broken off'));
    await expect(replay.carryOut(userId, plan)).rejects.toThrow('broken off');
    writing.mockRestore();
    await expect(replay.rebuild(userId, watch)).rejects.toThrow('stopped');
    expect(await rows()).toEqual(damaged);
    expect(await app.sql('SELECT projection_version AS version FROM user_head')).toEqual([{ version: 1 }]);
    await replay.rebuild(userId);
  });
});

describe('the rows of a long ledger', () => {
  it('are held a page at a time, whether they are written or compared', async () => {
    const long = randomUUID();
    await app.sql(`INSERT INTO identity VALUES ('100000000000000009', $1, now())`, [long]);
    await fillLedger(app.nest.get(Tenants), long, 2_500);
    const { history } = app.nest.get<ReadModels>(READ_MODELS);
    const held = { now: 0, most: 0, all: 0 };
    const [writer, comparison] = [app.nest.get(RowWriter), app.nest.get(RowComparison)];
    const upsert = writer.upsert.bind(writer);
    vi.spyOn(writer, 'upsert').mockImplementation(async (...asked) => {
      await upsert(...asked);
      held.now -= asked[2].length;
    });
    const differences = comparison.differences.bind(comparison);
    vi.spyOn(comparison, 'differences').mockImplementation(async (...asked) => {
      const found = await differences(...asked);
      [held.now, held.all] = [held.now + found.length, held.all + found.length];
      held.most = Math.max(held.most, held.now);
      return found;
    });
    const pages: number[] = [];
    const readPages = history.readPages.bind(history);
    vi.spyOn(history, 'readPages').mockImplementation(async function* (...asked): ReturnType<History['readPages']> {
      for await (const page of readPages(...asked)) {
        pages.push(page.length);
        yield page;
      }
    });

    const plan = await replay.plan(long, { mostKept: 100 });
    Object.assign(held, { now: 0, most: 0, all: 0 });
    const { rows: written } = await replay.carryOut(long, plan);
    expect(written).toBe(held.all);
    expect(held.all).toBeGreaterThan(10_000);
    expect(held.most).toBeLessThan(4_000);
    expect(held.now).toBe(0);
    expect(pages.reduce((sum, length) => sum + length, 0)).toBe(5_000);
    expect(Math.max(...pages)).toBeLessThanOrEqual(1_000);

    await app.sql(`UPDATE trade SET symbol = 'WRONG' WHERE user_id = $1`, [long]);
    const { count, differences: kept } = await replay.check(long, { mostKept: 100 });
    expect(count).toBe(2_500);
    expect(kept).toHaveLength(100);
    vi.restoreAllMocks();
    await replay.rebuild(long);
  }, 60_000);

  it('are not compared one by one where all is as it should be, whatever is written in them', async () => {
    await add(5, { notes: 'a, "b" (c) \\ {d}\nnaïve 🚀', tags: ['null', 'two words'] });
    const option = { assetType: 'option', direction: 'PUT', side: 'sell', strike: '512.50', expiration: '2026-02-20' };
    await add(20, { ...option, symbol: 'BRK B', tags: [] });
    await add(21, { quantity: '0.00012', stopPrice: '999.9999' });
    const account = { platform: 'Tradier', name: 'Main, "one"', startingBalance: '1000.10', currency: 'USD' };
    const { id } = (await a.send('POST', '/api/user/accounts', account)).body as { id: string };
    await a.send('PUT', `/api/user/accounts/${id}/balance`, { balance: '1500.5', reason: 'deposit' });
    await a.send('PUT', '/api/user/days/2026-01-05/note', { notes: 'Calm, (mostly).' });
    sent.length = 0;
    expect(await replay.check(userId)).toMatchObject({ count: 0 });
    const compared = sent.flatMap(({ statements }) =>
      statements.map(({ text }) => /FROM (\w+) WHERE .*FULL JOIN/s.exec(text)?.[1] ?? []).flat(),
    );
    expect(compared).toEqual([]);
  });
});

it('a digest of rows is the same here and in the database, whatever is written in them', async () => {
  const types = {
    a: 'text',
    b: 'text[]',
    c: 'timestamp with time zone',
    d: 'numeric',
    e: 'uuid',
    f: 'date',
    g: 'jsonb',
  } as const;
  const columns = Object.entries(types).map(([name, type]) => ({ propertyName: name, databaseName: name, type }));
  const digest = new RowDigest(columns);
  const part = fc.constantFrom('"', '\\', ',', '(', '}', ' ', '\n', '\t', '\u00a0', 'null', 'NULL', 'é', '🚀', '');
  const text = fc.array(part, { maxLength: 4 }).map((parts) => parts.join(''));
  const moment = fc.date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true });
  const row = fc.record({
    a: fc.option(text),
    b: fc.array(text, { maxLength: 3 }),
    c: moment.map((date) => date.toISOString()),
    d: fc.constantFrom('0', '-1.5', '123456789012345678.0000000001'),
    e: fc.uuid(),
    f: fc.constant('2026-01-05'),
    g: fc.dictionary(
      fc.stringMatching(/^[a-zA-Z]{1,9}$/),
      fc.oneof(text, fc.integer(), fc.constant(null), fc.array(text, { maxLength: 2 })),
    ),
  });
  const list = Object.entries(types).map(([name, type]) => `${name} ${type}`);
  const from = `jsonb_to_recordset($1::jsonb) AS r(${list.join(', ')})`;
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (rows) => {
      const [{ digest: theirs }] = (await app.sql(digest.sql(from), [JSON.stringify(rows)])) as [{ digest: string }];
      expect(digest.of(rows)).toBe(theirs);
      expect(digest.of([...rows, rows[0] as object])).not.toBe(theirs);
    }),
    { numRuns: 200 },
  );
});
