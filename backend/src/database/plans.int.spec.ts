import { TRADE_SORTS } from '@singularity/contract';
import { emptyBucket } from '@singularity/domain';
import type { Day, StatRules } from '@singularity/domain';
import { COMMANDS } from '@singularity/harness/resilience/commands.js';
import type { Made } from '@singularity/harness/resilience/commands.js';
import { startTestApp } from '../../testing/test-app.js';
import { explain, isRead } from '../../testing/explained.js';
import type { Explained, PlanKind } from '../../testing/explained.js';
import { recordSent } from '../../testing/sent-statements.js';
import type { TestApp } from '../../testing/test-app.js';
import type { Browser } from '../../testing/browser.js';
import { PROJECTION_VERSION } from '../event-store/projection-version.js';
import { RowTables } from '../event-store/row-tables.js';
import { periodOf } from '../filter/period.js';
import { readDeadFills, readSourcedTrades, readTradesByHand } from '../imports/standing-trades.table.js';
import { readTradedItems } from '../stats/stat-items.table.js';
import { ExecutionRow, RealizationRow, TradeRow, TradeTagRow } from '../trades/trades.entity.js';
import type { Statement } from './flight.js';
import { Tenants } from './tenants.js';
import type { TenantTransaction } from './tenants.js';

/**
 * On a member with 100,000 trades, beside one with 20,000, the queries that pages ask all day must be ranges of an
 * index: no plan may scan or sort a table, or look at more rows than a page needs.
 */
const TRADES = 100_000;
/** Rows that any node of a plan may touch: a page, its executions, some years of days. */
const MOST_ROWS = 1_500;
/** Executions of both members. */
const EACH_ONCE = 2.5 * TRADES;
/** Of all years, and of the days of a month. */
const MOST_BUCKETS = 100;

let app: TestApp;
let member: Browser;
let other: Browser;
const sent = recordSent();

beforeAll(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
  await fill(member, TRADES);
  other = await app.signIn('two');
  await fill(other, TRADES / 5);
  await fillBuckets(await other.userId());
  for (const table of [
    'trade',
    'trade_tag',
    'execution',
    'realization',
    'event',
    'trade_source',
    'day_stats',
    'setup_stats',
  ])
    await app.sql(`ANALYZE ${table}`);
}, 120_000);
afterAll(() => app.close());

beforeEach(() => sent.splice(0));

/** Rows as the projections would write them: four trades in five closed, over four years. */
async function fill(browser: Browser, count: number): Promise<void> {
  const userId = await browser.userId();
  await app.sql(
    `INSERT INTO trade (user_id, trade_id, account_id, currency, symbol, asset_type, direction, multiplier,
        multiplier_source, tags, quantity, entry_price, entry_at, exit_price, exit_at, fees, status, open_quantity,
        gross_pnl, net_pnl, closed_at, holding_seconds, dated_at, stream_version, created_at, updated_at)
     SELECT $1::uuid, md5($1::uuid::text || n)::uuid, ('0198c0de-0000-7000-8000-00000000000' || n % 3)::uuid, 'USD', 'S' || n % 400, 'stock', 'LONG', 1,
        'table', CASE WHEN n % 4000 = 0 THEN ARRAY['t0', 'rare'] ELSE ARRAY['t' || n % 20] END, 1, 100, entered, exit_price, closed, 0, CASE WHEN n % 5 = 0 THEN 'open' ELSE 'closed' END,
        CASE WHEN n % 5 = 0 THEN 1 ELSE 0 END, net, net, closed, 3600, coalesce(closed, entered), 1, entered, entered
       FROM (SELECT n, '2022-01-03T15:00:00Z'::timestamptz + n * interval '20 minutes' AS entered,
                    CASE WHEN n % 5 > 0 THEN 52 + n % 97 END AS exit_price,
                    CASE WHEN n % 5 > 0 THEN n % 97 - 48 END AS net,
                    CASE WHEN n % 5 > 0 THEN '2022-01-03T16:00:00Z'::timestamptz + n * interval '20 minutes' END AS closed
               FROM generate_series(1, $2::integer) n) t`,
    [userId, count],
  );
  await app.sql(
    `INSERT INTO trade_tag (user_id, trade_id, tag, dated_at)
     SELECT user_id, trade_id, unnest(tags), dated_at FROM trade WHERE user_id = $1`,
    [userId],
  );
  await app.sql(
    `INSERT INTO execution (user_id, trade_id, execution_id, place, type, at, quantity, price, fees)
     SELECT user_id, trade_id, md5(trade_id::text || place)::uuid, place, 'open', entry_at, 1, 100, 0
       FROM trade, generate_series(0, 1) place WHERE user_id = $1`,
    [userId],
  );
  await app.sql(
    `INSERT INTO realization (user_id, trade_id, execution_id, place, account_id, currency, at, quantity, gross, fees, net,
        symbol, asset_type, direction, tags, closed_net, holding_seconds)
     SELECT user_id, trade_id, trade_id, 0, account_id, currency, closed_at, 1, net_pnl, 0, net_pnl,
        symbol, asset_type, direction, tags, net_pnl, holding_seconds
       FROM trade WHERE user_id = $1 AND closed_at IS NOT NULL`,
    [userId],
  );
  await app.sql(
    `INSERT INTO event (user_id, version, stream_type, stream_id, stream_version, type, schema_version, payload,
        payload_digest, salt, command_id, origin, recorded_at, hash)
     SELECT user_id, row_number() OVER () + 1, 'trade', trade_id, 1, 'TradeDeleted', 1, '{}', '', '', trade_id, 'api', now(), ''
       FROM trade WHERE user_id = $1`,
    [userId],
  );
  await app.sql(`UPDATE user_head SET version = $2 + 1 WHERE user_id = $1`, [userId, count]);
  // Known to be as many as they are: taken for one, each trade would be held against all executions.
  await app.sql('ANALYZE trade, execution');
  // Of four trades three came out of files; one in a hundred of their fills was deleted.
  await app.sql(
    `INSERT INTO trade_source (user_id, trade_id, account_id, source_key, execution_id, source)
     SELECT user_id, trade_id, account_id, 'key-' || row_number() OVER (ORDER BY trade_id, execution_id),
        CASE WHEN place > 0 OR md5(trade_id::text) > '05' THEN execution_id END, '{"key": "k"}'
       FROM trade JOIN execution USING (user_id, trade_id)
      WHERE user_id = $1 AND md5(trade_id::text) < 'c'`,
    [userId],
  );
}

/** Buckets of fourteen years without the trades that they were made of: 5,000 days, and the weeks of twenty tags. */
async function fillBuckets(userId: string): Promise<void> {
  const sums = [userId, emptyBucket('2005-01-03' as Day)];
  await app.sql(
    `INSERT INTO day_stats (user_id, scope, currency, grain, day, gross, fees, net, flow, closed, wins, losses, rest)
     SELECT $1::uuid, '00000000-0000-0000-0000-000000000000', 'USD', grain, day, 0, 0, 0, 0, 0, 0, 0, $2::jsonb
       FROM (SELECT 'day' AS grain, '2005-01-03'::date + n AS day FROM generate_series(0, 4999) n
              UNION ALL SELECT 'month', '2005-01-01'::date + n * interval '1 month' FROM generate_series(0, 164) n
              UNION ALL SELECT 'year', '2005-01-01'::date + n * interval '1 year' FROM generate_series(0, 13) n) kept`,
    sums,
  );
  await app.sql(
    `INSERT INTO setup_stats (user_id, currency, tag, grain, day, gross, fees, net, closed, wins, losses, rest)
     SELECT $1::uuid, 'USD', 't' || tag, grain, day, 0, 0, 0, 0, 0, 0, $2::jsonb
       FROM generate_series(0, 19) tag,
            (SELECT 'week' AS grain, '2005-01-03'::date + 7 * n AS day FROM generate_series(0, 714) n
              UNION ALL SELECT 'all', '0001-01-01'::date) kept`,
    sums,
  );
}

/** Every statement on members' data that was just sent, as it is carried out for the values of now and for any. */
async function explained(browser = member): Promise<readonly Explained[]> {
  const statements = sent
    .filter(({ requestId }) => requestId !== undefined)
    .flatMap((flight) => flight.statements)
    .filter(
      ({ text }) => /^\s*(SELECT|WITH|INSERT|UPDATE|DELETE)/.test(text) && !/app_user|access_grant|session/.test(text),
    );
  const userId = await browser.userId();
  const kinds: readonly PlanKind[] = ['force_custom_plan', 'force_generic_plan'];
  const all = [];
  for (const kind of kinds)
    all.push(...(await app.nest.get(Tenants).withTenant(userId, (tx) => explain(tx, statements, kind))));
  expect(all.length).toBeGreaterThan(0);
  return all;
}

const BUCKETS = ['day_stats', 'setup_stats'];
const LARGE = ['trade', 'trade_tag', 'execution', 'realization', 'event', ...BUCKETS];

/** What a node that goes too far is told by: a scan, or that it touches more than that. */
function farther({ sql, nodes }: Explained, mostRows: number) {
  return nodes.flatMap((node) => {
    const { 'Relation Name': table = '', 'Actual Rows': rows = 0, 'Actual Loops': loops = 1 } = node;
    const touched = (rows + (node['Rows Removed by Filter'] ?? 0)) * loops;
    return touched > mostRows ? [{ sql, node: node['Node Type'], table, touched }] : [];
  });
}

/** Rows of large tables are found by more than whose they are. */
function scans({ sql, nodes }: Explained) {
  return nodes.flatMap((node) => {
    const { 'Node Type': type, 'Relation Name': table = '', 'Index Cond': condition = '' } = node;
    if (!LARGE.includes(table) || !/Scan/.test(type)) return [];
    const ordered = /^Index/.test(type) && isRead(sql);
    return ordered || / AND /.test(condition) || type === 'Bitmap Heap Scan' ? [] : [{ sql, type, table, condition }];
  });
}

async function expectIndexesAlone(): Promise<void> {
  for (const one of await explained()) expect([...scans(one), ...farther(one, MOST_ROWS)]).toEqual([]);
}

/** However it is planned, each row is looked at a few times, and not once for each other row. */
async function expectLinear(): Promise<void> {
  for (const one of await explained()) expect(farther(one, 2 * TRADES)).toEqual([]);
}

describe('a page of trades', () => {
  it.each(TRADE_SORTS.flatMap((sort) => ['asc', 'desc'].map((order) => [sort, order])))(
    'by %s, %s: the first, and the next ones',
    async (sort, order) => {
      const list = `/api/user/trades?sort=${sort}&order=${order}&limit=100`;
      const first = (await member.get(list)).body as { nextCursor: string };
      expect(await member.get(`${list}&cursor=${first.nextCursor}`)).toMatchObject({ status: 200 });
      await expectIndexesAlone();
    },
  );

  it.each([
    'accountId=0198c0de-0000-7000-8000-000000000001',
    'symbol=S7',
    'from=2023-03-01&to=2023-03-03',
    'from=2022-03-01',
    'status=open&limit=20',
    'result=win',
    'result=loss',
    'tag=t3',
    'tag=t3&order=asc&from=2023-03-01',
    'tag=t3&tag=t4&tag=rare',
    'tag=t3&sort=netPnl',
    ...['rare', 'none', 'none&tag=rare'].flatMap((tag) => TRADE_SORTS.map((sort) => `tag=${tag}&sort=${sort}`)),
    ...['symbol=NONE', 'symbolPrefix=ZZ', 'assetType=crypto', 'direction=PUT', 'tag=none&from=2022-03-01'].flatMap(
      (filter) => ['', '&sort=netPnl', '&sort=fees&order=asc'].map((order) => filter + order),
    ),
  ])('with %s', async (filter) => {
    expect(await member.get(`/api/user/trades?${filter}`)).toMatchObject({ status: 200 });
    await expectIndexesAlone();
  });
});

describe('the totals of a list', () => {
  it.each(['tag=rare', 'tag=none', 'symbol=NONE', 'assetType=crypto', 'tag=none&from=2022-03-01'])(
    'of few trades among many: %s',
    async (filter) => {
      expect(await member.get(`/api/user/trades/totals?${filter}`)).toMatchObject({ status: 200 });
      await expectIndexesAlone();
    },
  );
});

describe('the sheet of a day', () => {
  it.each(['', 'accountId=0198c0de-0000-7000-8000-000000000001'])(
    'is a range of the times of fills: %s',
    async (filter) => {
      const { status, body } = await member.get(`/api/user/days/2023-03-01?${filter}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({ previous: '2023-02-28', next: '2023-03-02', more: false });
      await expectIndexesAlone();
    },
  );
});

describe('what is kept of all trades, or of a tag', () => {
  it.each(['stats', 'stats?tag=t3', 'stats/breakdown?by=weekday', 'accounts', 'trades/totals'])(
    'is a few buckets: %s',
    async (path) => {
      expect(await other.get(`/api/user/${path}`)).toMatchObject({ status: 200 });
      for (const one of await explained(other)) {
        const found = [...scans(one), ...farther(one, MOST_BUCKETS)];
        expect(found.filter(({ table }) => BUCKETS.includes(table))).toEqual([]);
      }
    },
  );
});

describe('what means every trade', () => {
  const filters = ['', '&tag=t3', '&tag=t3&tag=t4', '&direction=LONG&from=2023-01-01'];
  const questions = [
    '?',
    '/equity?',
    '/days?',
    '/setups?',
    ...['symbol', 'hour', 'tag', 'weekday'].map((by) => `/breakdown?by=${by}`),
    ...['netPnl', 'wins', 'totalTrades', 'longestWinStreak', 'maxDrawdown'].map(
      (figure) => `/explain?figure=${figure}&currency=USD`,
    ),
  ];
  it.each(questions.flatMap((question) => filters.map((filter) => question + filter)))('%s', async (address) => {
    expect(await member.get(`/api/user/stats${address}`)).toMatchObject({ status: 200 });
    await expectLinear();
  });

  it('the figures of accounts', async () => {
    expect(await member.get('/api/user/stats/accounts')).toMatchObject({ status: 200 });
    await expectLinear();
  });

  it.each(filters)('the totals of a list: %s', async (filter) => {
    expect(await member.get(`/api/user/trades/totals?${filter}`)).toMatchObject({ status: 200 });
    await expectLinear();
  });
});

describe('a page of a trade', () => {
  it('is a few rows of an index: the trade and its history', async () => {
    const [row] = await app.sql<{ trade_id: string }>(
      `SELECT trade_id FROM trade WHERE user_id = $1 AND status = 'closed' OFFSET 500 LIMIT 1`,
      [await member.userId()],
    );
    sent.splice(0);
    expect(await member.get(`/api/user/trades/${row?.trade_id}`)).toMatchObject({ status: 200 });
    expect(await member.get(`/api/user/trades/${row?.trade_id}/history`)).toMatchObject({ status: 200 });
    expect(await member.get('/api/user/history?limit=100')).toMatchObject({ status: 200 });
    await expectIndexesAlone();
  });
});

describe('what a command reads and writes', () => {
  // Settings move every bucket, and are another matter.
  const commands = Object.entries(COMMANDS).filter(([kind]) => kind !== 'change settings');

  it.each(commands)('is a few rows of an index: %s', async (kind, make) => {
    const { method, path, body } = await make(async (...asked) => (await member.send(...asked)).body as Made);
    sent.splice(0);
    const key = `plans-${kind.replaceAll(' ', '-')}`;
    expect((await member.send(method, path, body, { 'Idempotency-Key': key })).status).toBeLessThan(300);
    await expectIndexesAlone();
  });

  it('is the days and the weeks of its tags that it touches', async () => {
    const entry = { quantity: '1', entryPrice: '1', entryAt: '2023-05-04T14:00:00Z' };
    const exit = { exitPrice: '2', exitAt: '2023-05-04T15:00:00Z' };
    const trade = { symbol: 'S1', assetType: 'stock', direction: 'LONG', tags: ['t3', 't7'], ...entry, ...exit };
    expect(await member.send('POST', '/api/user/trades', trade, { 'Idempotency-Key': 'k' })).toMatchObject({
      status: 201,
    });
    await expectIndexesAlone();
  });
});

describe('what an import of one symbol, or of many, stands on', () => {
  const account = '0198c0de-0000-7000-8000-000000000001';
  const few = ['S7'];
  const many = Array.from({ length: 300 }, (_, nth) => `S${nth}`);
  const keys = (count: number) => Array.from({ length: count }, (_, nth) => `key-${nth}`);
  type Reads = Readonly<Record<string, readonly [read: (tx: TenantTransaction) => Promise<unknown>, mostRows: number]>>;
  const reads: Reads = {
    'the trades of files, of one symbol': [
      (tx) => readSourcedTrades(tx, account, { symbols: few, keys: keys(100) }),
      MOST_ROWS,
    ],
    'the trades of files, of many symbols': [
      (tx) => readSourcedTrades(tx, account, { symbols: many, keys: keys(50_000) }),
      EACH_ONCE,
    ],
    'the trades by hand, of one symbol': [(tx) => readTradesByHand(tx, account, few, ['MES']), MOST_ROWS],
    'the trades by hand, of many symbols': [(tx) => readTradesByHand(tx, account, many), EACH_ONCE],
    'the deleted fills among few': [(tx) => readDeadFills(tx, account, keys(100)), MOST_ROWS],
    'the deleted fills among many': [(tx) => readDeadFills(tx, account, keys(50_000)), EACH_ONCE],
  };

  it.each(Object.entries(reads))('%s', async (_name, [read, mostRows]) => {
    const tenants = app.nest.get(Tenants);
    await tenants.readTenant(await member.userId(), read);
    const statements = sent
      .flatMap((flight) => flight.statements)
      .filter(({ text }) => / FROM (trade|execution|trade_source) /.test(text));
    expect(statements.length).toBeGreaterThan(0);
    for (const kind of ['force_custom_plan', 'force_generic_plan'] as const) {
      const plans = await tenants.withTenant(await member.userId(), (tx) => explain(tx, statements, kind));
      for (const one of plans) expect(farther(one, mostRows).map((far) => ({ kind, ...far }))).toEqual([]);
    }
  });
});

describe('a page of a replay, of a member of whom the statistics know nothing', () => {
  const stranger = '0198c0de-0000-7000-8000-0000000000ff';
  const [first, last] = ['0198c0de-0000-7000-8000-000000000000', '0198c0de-0000-7000-8000-000000000fff'];
  const plansOf = (statement: Statement) =>
    app.nest
      .get(Tenants)
      .withTenant(stranger, async (tx) => JSON.stringify(await explain(tx, [statement], 'force_custom_plan')));

  it.each(Object.entries({ TradeRow, ExecutionRow, RealizationRow, TradeTagRow }))(
    'is found by the key: %s',
    async (_name, entity) => {
      const table = app.nest.get(RowTables).of(entity);
      const text = table.digestSql('AND trade_id >= $2::uuid AND trade_id < $3::uuid');
      expect(await plansOf({ text, values: [stranger, first, last] })).toContain(`"${table.name}_pkey"`);
    },
  );

  it('is found by the time of what was realized', async () => {
    const rules: StatRules = { timeZone: 'UTC', breakevenTolerance: {}, sessionAccounts: [] };
    const period = periodOf(rules, { from: '2022-01-03' as Day, to: '2022-01-03' as Day });
    await app.nest
      .get(Tenants)
      .readTenant(stranger, (tx) =>
        readTradedItems(tx, { basis: { rules, projectionVersion: PROJECTION_VERSION }, periods: [period] }),
      );
    const read = sent.flatMap(({ statements }) => statements).find(({ text }) => text.includes('FROM realization'));
    expect(await plansOf(read ?? { text: '' })).toContain('"realization_at"');
  });
});
