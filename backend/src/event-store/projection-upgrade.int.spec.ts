import { randomUUID } from 'node:crypto';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { SetupsAnswer, TradeCommandAnswer } from '@singularity/contract';
import { Tenants } from '../database/tenants.js';
import { fillLedger } from '@singularity/harness/bench/bench-ledger.js';
import { createApp } from '../main.js';
import { Browser } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';
import { readStatRules } from '../database/settings.read.js';
import { readSetups } from '../stats/setups.table.js';
import { lockHead, readHead } from './events.table.js';
import { PROJECTION_VERSION } from './projection-version.js';
import { Replay } from './replay.js';
import { ProjectionUpgrade } from './projection-upgrade.js';

let app: TestApp;
let a: Browser;
let userId: string;
const others: NestExpressApplication[] = [];

beforeEach(async () => {
  app = await startTestApp();
  a = await app.signIn('one');
  userId = await a.userId();
});
afterEach(async () => {
  const faults = await app.audit();
  for (const other of others.splice(0)) await other.close();
  await app.close();
  expect(faults).toEqual([]);
});

/** The keeper of the rows in another process of the same app. */
async function another(): Promise<ProjectionUpgrade> {
  const nest = await createApp(app.config);
  others.push(nest);
  return nest.get(ProjectionUpgrade);
}

async function add(browser: Browser, net: number, more: object = {}): Promise<TradeCommandAnswer> {
  const exit = { exitPrice: String(1000 + net), exitAt: '2026-01-05T16:00:00Z' };
  const entry = { quantity: '1', entryPrice: '1000', entryAt: '2026-01-05T15:00:00Z' };
  const trade = { symbol: 'AAPL', assetType: 'stock', direction: 'LONG', ...entry, ...exit, ...more };
  const reply = await browser.send('POST', '/api/user/trades', trade);
  expect(reply).toMatchObject({ status: 201 });
  return reply.body as TradeCommandAnswer;
}

async function edit(trade: { id: string }, fields: object): Promise<void> {
  expect(await a.send('PATCH', `/api/user/trades/${trade.id}`, fields)).toMatchObject({ status: 200 });
}

const READ_MODELS = [
  'account',
  'balance_update',
  'trade',
  'execution',
  'realization',
  'day_stats',
  'setup_stats',
] as const;

/** As if an app had been here before that knew nothing of setups, first stops and longer buckets. */
async function makeOld(): Promise<void> {
  await app.sql('DELETE FROM setup_stats');
  await app.sql(`DELETE FROM day_stats WHERE grain <> 'day'`);
  await app.sql('UPDATE trade SET first_stop_price = NULL');
  await app.sql('UPDATE user_head SET projection_version = 1');
}

async function versionOf(id: string): Promise<number | undefined> {
  const [head] = await app.sql<{ projection_version: number }>(
    'SELECT projection_version FROM user_head WHERE user_id = $1',
    [id],
  );
  return head?.projection_version;
}

async function setups(browser: Browser, query = ''): Promise<SetupsAnswer['currencies']> {
  const reply = await browser.get(`/api/user/stats/setups${query}`);
  expect(reply).toMatchObject({ status: 200 });
  return (reply.body as SetupsAnswer).currencies;
}

const stored = () =>
  app.sql<{ tag: string }>(`SELECT tag, day::text FROM setup_stats WHERE grain = 'week' ORDER BY user_id, tag, day`);

/** What each tag came to, counted from whole trades. */
function scan(trades: readonly { net: number; tags: readonly string[] }[]) {
  const tags = [...new Set(trades.flatMap((trade) => trade.tags))].sort();
  return tags.map((tag) => {
    const nets = trades.filter((trade) => trade.tags.includes(tag)).map(({ net }) => net);
    const sum = (some: readonly number[]) => some.reduce((all, net) => all + net, 0);
    const [won, lost] = [nets.filter((net) => net > 0), nets.filter((net) => net < 0)];
    return {
      tag,
      closedTrades: nets.length,
      wins: won.length,
      losses: lost.length,
      netPnl: String(sum(nets)),
      winRate: String(Math.round((won.length / nets.length) * 1e4) / 1e4),
      profitFactor: lost.length === 0 ? null : String(Math.round((sum(won) / -sum(lost)) * 1e4) / 1e4),
    };
  });
}

describe('a read model that comes later than the ledger', () => {
  const history = Array.from({ length: 24 }, (_, index) => ({
    net: ((index * 7) % 11) - 4,
    tags: ['gap', 'late', 'news'].filter((_tag, bit) => (index >> bit) % 2 === 0),
    exitAt: `2026-0${1 + (index % 3)}-${String(6 + index).padStart(2, '0')}T16:00:00Z`,
  }));

  it('is filled from the past by the first visit, and is what a count of all trades says', async () => {
    const b = await app.signIn('two');
    for (const { net, tags, exitAt } of history) await add(a, net, { tags, exitAt });
    await edit(await add(a, 0, { stopPrice: '990' }), { stopPrice: '995' });
    await add(b, 3, { tags: ['other'] });
    await makeOld();

    await (await another()).beforeAnswer(userId);

    const weeks = await stored();
    expect(weeks.length).toBeGreaterThan(15);
    expect(weeks.map(({ tag }) => tag)).not.toContain('other');
    expect(await versionOf(userId)).toBe(PROJECTION_VERSION);
    expect(await versionOf(await b.userId())).toBe(1);
    expect(await app.sql('SELECT first_stop_price AS price FROM trade WHERE stop_price IS NOT NULL')).toEqual([
      { price: '990' },
    ]);
    const [{ currency, setups: found }] = (await setups(a)) as [SetupsAnswer['currencies'][number]];
    expect(currency).toBe('USD');
    expect(found).toMatchObject(scan(history));
    expect(found).toHaveLength(3);
    await app.nest.get(Replay).rebuild(await b.userId());
  });

  it('is asked for again by no later request of the same process', async () => {
    await add(a, 1, { tags: ['gap'] });
    await makeOld();
    expect(await setups(a)).toMatchObject([{ setups: [{ tag: 'gap' }] }]);
    expect(await stored()).toEqual([]);
    await app.nest.get(Replay).rebuild(userId);
  });

  it('is filled in the background for those who do not come, by as many processes as there are', async () => {
    const b = await app.signIn('two');
    for (const browser of [a, b]) await add(browser, 5, { tags: ['gap'] });
    await makeOld();
    const processes = [await another(), await another()];
    await Promise.all(processes.map((one) => one.bringAll()));
    for (const one of processes) expect(one.standing()).toEqual({ behind: 0, failed: 0 });
    expect((await stored()).map(({ tag }) => tag)).toEqual(['gap', 'gap']);
    expect(await versionOf(await b.userId())).toBe(PROJECTION_VERSION);
  });

  it('does not keep the member of a long ledger waiting, who sees the same by another way', async () => {
    const tenants = app.nest.get(Tenants);
    const long = randomUUID();
    await app.sql(`INSERT INTO identity VALUES ('100000000000000009', $1, now())`, [long]);
    expect(await fillLedger(tenants, long, 2_600)).toBeGreaterThan(5_000);
    await app.nest.get(Replay).rebuild(long);
    await makeOld();
    const read = () =>
      tenants.readTenant(long, async (tx) =>
        readSetups(tx, {}, { ...(await readHead(tx)), rules: await readStatRules(tx) }),
      );
    const other = await another();

    // Nobody can write to the ledger until we let go of it, and yet the answer comes.
    const letGo = Promise.withResolvers<undefined>();
    const locked = Promise.withResolvers<undefined>();
    const holding = tenants.withTenant(long, async (tx) => {
      await lockHead(tx);
      locked.resolve(undefined);
      await letGo.promise;
    });
    await locked.promise;
    await other.beforeAnswer(long);
    expect(other.standing()).toEqual({ behind: 1, failed: 0 });
    const before = await read();
    const counts = before.map((one) => one.setups.map(({ tag, closedTrades }) => [tag, closedTrades]));
    expect(counts).toEqual([
      [
        ['breakout', 1_300],
        ['gap', 650],
        ['news', 650],
      ],
    ]);
    expect(await stored()).toEqual([]);
    letGo.resolve(undefined);
    await holding;

    await other.bringAll();
    expect(await versionOf(long)).toBe(PROJECTION_VERSION);
    expect((await stored()).length).toBeGreaterThan(15);
    expect(await read()).toEqual(before);
  }, 60_000);
});

describe('a ledger that cannot be replayed', () => {
  it('keeps its old rows, takes commands, is counted without a name, and is mended by the next replay', async () => {
    const broken = await add(a, 5, { tags: ['gap'] });
    await makeOld();
    await app.sql(`UPDATE event SET schema_version = 99 WHERE stream_id = $1`, [broken.id]);
    const other = await another();
    await other.beforeAnswer(userId);
    expect(other.standing()).toEqual({ behind: 0, failed: 1 });

    // This process has known the rows to be current; they are as old to it as to a process that has given up.
    await add(a, 7, { tags: ['gap', 'late'] });
    expect(await versionOf(userId)).toBe(1);
    expect(await stored()).toEqual([]);
    const said = [
      {
        setups: [
          { tag: 'gap', netPnl: '12' },
          { tag: 'late', netPnl: '7' },
        ],
      },
    ];
    expect(await setups(a)).toMatchObject(said);

    await app.sql(`UPDATE event SET schema_version = 1 WHERE stream_id = $1`, [broken.id]);
    await app.nest.get(Replay).rebuild(userId);
    expect((await stored()).map(({ tag }) => tag)).toEqual(['gap', 'late']);
    expect(await setups(a)).toMatchObject(said);
  });

  it('makes the status degraded, which says how many they are and not who', async () => {
    const { id } = await add(await app.signIn('two'), 5);
    await makeOld();
    await app.sql(`UPDATE event SET schema_version = 99 WHERE stream_id = $1`, [id]);
    const other = await another();
    await others[0]?.listen(0, '127.0.0.1');
    const status = async () => (await new Browser((await others[0]?.getUrl()) ?? '').get('/api/status')).body;
    expect(await status()).toMatchObject({ overall: 'healthy', systems: { projections: 'healthy' } });
    await other.bringAll();
    expect(await versionOf(userId)).toBe(PROJECTION_VERSION);
    expect(await status()).toMatchObject({
      overall: 'degraded',
      systems: { projections: 'degraded' },
      projections: { behind: 0, failed: 1 },
    });
    expect(JSON.stringify(await status())).not.toMatch(/[0-9a-f]{8}-/);
    await app.sql(`UPDATE event SET schema_version = 1 WHERE stream_id = $1`, [id]);
    for (const member of await app.sql<{ user_id: string }>('SELECT user_id FROM identity'))
      await app.nest.get(Replay).rebuild(member.user_id);
  });
});

describe('rows of a newer app', () => {
  it('are read, and not written among', async () => {
    await add(a, 5);
    await app.sql('UPDATE user_head SET projection_version = $1', [PROJECTION_VERSION + 1]);
    // What its buckets mean, this app cannot know.
    await app.sql('UPDATE day_stats SET gross = 1000, net = 1000, closed = 9');
    expect(await a.get('/api/user/stats')).toMatchObject({ status: 200, body: { currencies: [{ netPnl: '5' }] } });
    const totals = { count: 1, currencies: [{ realizedNet: '5' }] };
    expect(await a.get('/api/user/trades/totals')).toMatchObject({ status: 200, body: totals });
    const reply = await a.send('POST', '/api/user/accounts', {
      platform: 'Tradier',
      name: 'Main',
      startingBalance: '1',
      currency: 'USD',
    });
    expect(reply).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    expect(await app.sql('SELECT FROM account')).toEqual([]);
    // Whoever goes back to an older app says so with a replay.
    await app.nest.get(Replay).rebuild(userId);
    await add(a, 6);
  });
});

describe('what happens between the reading of a ledger and the writing of its rows', () => {
  it.each([
    ['nothing', () => Promise.resolve()],
    ['a trade that is added', () => add(a, 9, { tags: ['gap'] })],
    ['another time zone', () => a.send('PATCH', '/api/user/settings', { timeZone: 'Asia/Tokyo' })],
    ['another tolerance', () => a.send('PATCH', '/api/user/settings', { breakevenTolerance: { USD: '3' } })],
  ])('is taken into account: %s', async (_name, happens) => {
    await add(a, 5, { tags: ['gap'], exitAt: '2026-01-05T23:00:00Z' });
    await add(a, -2, { tags: ['late'] });
    for (const table of READ_MODELS) await app.sql(`DELETE FROM ${table}`);
    const plan = await app.nest.get(Replay).plan(userId);
    await happens();
    await app.nest.get(Replay).carryOut(userId, plan);
    expect(await app.audit()).toEqual([]);
  });

  it('is taken into account: a trade that is edited, moved to other days and tags, and one that goes', async () => {
    const [edited, gone] = [await add(a, 5, { tags: ['gap'] }), await add(a, 3, { tags: ['gap'] })];
    const plan = await app.nest.get(Replay).plan(userId);
    await edit(edited, { exitAt: '2026-02-05T16:00:00Z', exitPrice: '900', tags: ['late'] });
    await a.send('DELETE', `/api/user/trades/${gone.id}`);
    const { events, rows } = await app.nest.get(Replay).carryOut(userId, plan);
    expect(events).toBe(5);
    expect(rows).toBeGreaterThan(0);
    expect(await setups(a)).toMatchObject([{ setups: [{ tag: 'late', netPnl: '-100' }] }]);
    expect(await app.audit()).toEqual([]);
  });
});

describe('replays beside commands', () => {
  it.each([1, 2, 3, 4, 5])(
    'lose nothing and show no mixture, with seed %i',
    async (seed) => {
      const random = generator(seed);
      const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
      const tags = () => ['gap', 'late', 'news'].filter(() => random() < 0.5);
      const trades: TradeCommandAnswer[] = [];
      for (let index = 0; index < 6; index++) trades.push(await add(a, index - 2, { tags: tags() }));
      await makeOld();

      const replay = app.nest.get(Replay);
      const commands: (() => Promise<unknown>)[] = [
        () =>
          add(a, Math.floor(random() * 9) - 4, {
            tags: tags(),
            exitAt: `2026-01-${pick(['05', '06', '12'])}T23:30:00Z`,
          }),
        () => edit(pick(trades), { tags: tags() }),
        () =>
          a.send('POST', '/api/user/trades/bulk', {
            ids: trades.map(({ id }) => id),
            edit: { addTags: [pick(['x', 'y'])] },
          }),
        () => a.send('PATCH', '/api/user/settings', { timeZone: pick(['Asia/Tokyo', 'UTC', 'America/New_York']) }),
        () => a.send('PATCH', '/api/user/settings', { breakevenTolerance: { USD: pick(['0', '1', '2']) } }),
      ];
      const asked = Array.from({ length: 24 }, () => pick(commands));
      const adds = asked.filter((command) => command === commands[0]).length;
      const workers = [0, 1, 2].map(async (worker) => {
        for (const command of asked.filter((_, index) => index % 3 === worker)) await command();
      });
      const replays = [0, 1].map(async () => {
        for (let round = 0; round < 6; round++) await replay.rebuild(userId);
      });
      const work = Promise.all([...workers, ...replays]);
      let done = false;
      void work.finally(() => (done = true));
      while (!done) expect(await sums()).toMatchObject({ same: true });
      await work;
      expect(await app.sql('SELECT FROM trade WHERE user_id = $1', [userId])).toHaveLength(6 + adds);
      expect(await app.audit()).toEqual([]);
    },
    60_000,
  );

  /** Trades, days and, once they are there, setups: at one moment, all of them before or all of them after. */
  function sums(): Promise<object | undefined> {
    return app.nest.get(Tenants).readTenant(userId, async (tx) => {
      const [row] = await tx.query<object>(
        `SELECT (SELECT coalesce(sum(net), 0) FROM realization WHERE user_id = $1)
              = ALL (SELECT coalesce(sum(net), 0) FROM day_stats RIGHT JOIN unnest(
                     CASE h.projection_version WHEN 1 THEN ARRAY['day'] ELSE ARRAY['day', 'month', 'year'] END) kind
                     ON user_id = $1 AND grain = kind GROUP BY kind)
            AND (h.projection_version = 1 OR
                (SELECT count(*) FROM trade t, unnest(tags) WHERE t.user_id = $1 AND closed_at IS NOT NULL)
              = ALL (SELECT coalesce(sum(closed), 0) FROM setup_stats RIGHT JOIN unnest(ARRAY['week', 'year', 'all']) kind
                     ON user_id = $1 AND grain = kind GROUP BY kind)) AS same
           FROM user_head h WHERE h.user_id = $1`,
        [userId],
      );
      return row;
    });
  }
});

/** The same numbers for the same seed (mulberry32). */
function generator(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
