import { randomUUID } from 'node:crypto';
import type { Browser, Reply } from '../testing/browser.js';
import { Notary } from '../digests/notary.js';
import { startTestApp } from '../testing/test-app.js';
import type { TestApp } from '../testing/test-app.js';
import { unzip } from '../testing/unzip.js';

/**
 * Every route that the running router serves, against everybody who is not its member, with the ids of a member who is
 * there and ids that nobody has: the answers must be the same, and the member's rows must not change.
 */
let app: TestApp;
let a: Browser;
let b: Browser;
let ids: Ids;

/** Where an id can stand in a request. */
interface Ids {
  readonly trade: string;
  readonly execution: string;
  readonly screenshot: string;
  readonly account: string;
  readonly session: string;
  /** Of A's ledger, which is longer than B's. */
  readonly version: string;
  readonly batch: string;
  readonly day: string;
  readonly cursor: string;
  readonly key: string;
}

interface Probe {
  /** Answers as of an earlier version as well. */
  readonly past?: true;
  /** Reached without a session, deliberately. */
  readonly open?: true;
  readonly query?: (ids: Ids) => string;
  readonly body?: (ids: Ids) => object;
  /** Answers for as long as one listens; its first message is taken for the answer. */
  readonly stream?: true;
  /** Answers with a zip; what is in its files is taken for the answer. */
  readonly zip?: true;
}

const add = (ids: Ids) => ({ ...ownTrade, accountId: ids.account });
const edit = (ids: Ids) => ({ accountId: ids.account, notes: 'mine now' });
const filters = (ids: Ids) => `accountId=${ids.account}&tag=canary&symbol=CANARY`;
const list = (ids: Ids) => `${filters(ids)}&cursor=${ids.cursor}&limit=1`;
const none: Probe = {};

/** One row for each route. A route without one fails the test, so that nobody forgets to think about it. */
const ROUTES: Record<string, Probe> = {
  'GET /api/auth/discord': { open: true },
  'GET /api/auth/discord/callback': { open: true },
  'GET /api/auth/session': none,
  'POST /api/auth/logout': none,
  'POST /api/auth/logout-everywhere': none,
  'GET /api/status': { open: true },
  'GET /api/docs': { open: true },
  'GET /api/openapi.json': { open: true },
  'GET /api/market': { query: () => 'symbol=CANARY' },
  'GET /api/market/candles': {
    query: () => 'symbol=CANARY&from=2026-01-05T14:30:00Z&to=2026-01-05T21:00:00Z',
  },
  'PATCH /api/user/settings': { body: (ids) => ({ theme: 'dark', timeZone: ids.account }) },
  'GET /api/user/export.zip': { zip: true },
  'GET /api/user/preferences': none,
  'PUT /api/user/preferences': { body: (ids) => ({ density: 'compact', feePresets: { [ids.account]: '1' } }) },
  'GET /api/user/sessions': none,
  'DELETE /api/user/sessions/:id': none,
  // The last of the three leaves whoever asks in their own ledger.
  'POST /api/user/demo': none,
  'POST /api/user/demo/leave': none,
  'DELETE /api/user/demo': none,
  'DELETE /api/user': { body: (ids) => ({ confirm: ids.account }) },
  'GET /api/user/accounts': { past: true, query: () => '' },
  'GET /api/accounts': { past: true },
  'POST /api/user/accounts': { body: () => ({ platform: 'Own', name: 'Own', startingBalance: '1', currency: 'USD' }) },
  'GET /api/user/accounts/:id': { past: true },
  'PATCH /api/user/accounts/:id': { body: () => ({ name: 'mine now' }) },
  'PUT /api/user/accounts/:id/balance': { body: () => ({ balance: '1', reason: 'correction' }) },
  'POST /api/user/accounts/:id/close': none,
  'POST /api/user/accounts/:id/reopen': none,
  'GET /api/user/accounts/:id/history': { query: () => 'cursor=3' },
  'GET /api/user/trades': { past: true, query: list },
  'GET /api/trades': { past: true, query: list },
  'POST /api/user/trades': { body: add },
  'POST /api/user/trades/bulk': { body: (ids) => ({ ids: [ids.trade], edit: { addTags: ['mine'], fees: '1' } }) },
  'GET /api/user/trades.csv': { past: true, query: filters },
  'GET /api/user/trades/:id': { past: true },
  'PATCH /api/user/trades/:id': { body: edit },
  'DELETE /api/user/trades/:id': none,
  'POST /api/user/trades/:id/restore': none,
  'POST /api/user/trades/:id/close': { body: () => ({ exitPrice: '1', exitAt: '2026-01-06T16:00:00Z' }) },
  'POST /api/user/trades/:id/revert': { body: () => ({ toStreamVersion: 1 }) },
  'POST /api/user/trades/:id/executions': {
    body: () => ({ type: 'open', at: '2026-01-05T15:30:00Z', quantity: '1', price: '1' }),
  },
  'PATCH /api/user/trades/:id/executions/:executionId': { body: () => ({ price: '1' }) },
  'DELETE /api/user/trades/:id/executions/:executionId': none,
  'GET /api/user/trades/:id/screenshots': none,
  'POST /api/user/trades/:id/screenshots': none,
  'GET /api/user/trades/:id/screenshots/:screenshotId': none,
  'DELETE /api/user/trades/:id/screenshots/:screenshotId': none,
  'GET /api/user/trades/:id/history': { query: () => 'cursor=3' },
  'GET /api/user/history': { query: (ids) => `accountId=${ids.account}&tradeId=${ids.trade}` },
  'POST /api/user/history/:version/undo': none,
  'POST /api/user/history/batches/:batchId/undo': none,
  'GET /api/user/trades/deleted': { query: () => 'cursor=3' },
  'GET /api/user/ledger/verify': none,
  'GET /api/user/ledger/at': { past: true },
  'GET /api/user/ledger/export': none,
  'GET /api/user/ledger/digests': none,
  'GET /api/user/ledger/digests/:day': none,
  'GET /api/ledger-keys': { open: true },
  'GET /api/user/live': { stream: true, query: () => 'since=1' },
  'GET /api/user/stats': { past: true, query: filters },
  'GET /api/user/stats/equity': { past: true, query: filters },
  'GET /api/user/stats/days': { past: true, query: filters },
  'GET /api/user/stats/breakdown': {
    past: true,
    query: (ids) => `by=symbol&accountId=${randomUUID()}&${filters(ids)}`,
  },
  'GET /api/user/stats/setups': { past: true, query: filters },
  'GET /api/user/stats/explain': {
    past: true,
    query: (ids) => `figure=totalBalance&currency=USD&limit=1&${filters(ids)}`,
  },
  'GET /api/user/stats/accounts': { past: true },
  'GET /api/user/compare': { query: () => 'fromVersion=0' },
};

const account = { platform: 'Canary platform', name: 'Canary account', startingBalance: '7777.77', currency: 'USD' };
const trade = {
  symbol: 'CANARY',
  assetType: 'stock',
  direction: 'LONG',
  quantity: '7',
  entryPrice: '77.77',
  entryAt: '2026-01-05T15:00:00Z',
  notes: 'Canary notes',
  tags: ['canary'],
};
const ownTrade = { ...trade, symbol: 'OWN', notes: 'Own', tags: [], quantity: '1', entryPrice: '1' };
/** A PNG of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
/** What no answer to anybody else may contain. */
const CANARIES = /canary|77[.]?77/i;

beforeAll(async () => {
  app = await startTestApp();
  a = await app.signIn('one');
  const { id: accountId } = (await a.send('POST', '/api/user/accounts', account)).body as { id: string };
  const body = { ...trade, accountId };
  const made = (await a.send('POST', '/api/user/trades', body, { 'Idempotency-Key': 'canary-key' })).body as {
    id: string;
    executions: { id: string }[];
  };
  await a.send('POST', '/api/user/trades', body);
  await a.send('PATCH', `/api/user/trades/${made.id}`, { notes: 'Canary notes, edited' });
  for (let edit = 0; edit < 40; edit++)
    await a.send('PATCH', `/api/user/trades/${made.id}`, { notes: `Canary ${edit}` });
  const bulk = { ids: [made.id], edit: { addTags: ['canary too'] } };
  const { batchId, ledger } = (await a.send('POST', '/api/user/trades/bulk', bulk)).body as {
    batchId: string;
    ledger: { version: number };
  };
  const { items } = (await a.get('/api/user/sessions')).body as { items: { id: string }[] };
  await a.send('PUT', '/api/user/preferences', { platforms: ['Canary platform'] });
  const screenshots = `/api/user/trades/${made.id}/screenshots`;
  const screenshot = (await a.send('POST', screenshots, PIXEL, { 'Content-Type': 'image/png' })).body as { id: string };
  const page = (await a.get('/api/user/trades?limit=1')).body as { nextCursor: string };
  // Of a day on which the other was not there yet: a day is no id, and on others there is one for everybody.
  await app.nest.get(Notary).attest();
  const { items: digests } = (await a.get('/api/user/ledger/digests')).body as { items: { day: string }[] };
  b = await app.signIn('two');
  ids = {
    trade: made.id,
    execution: made.executions[0]?.id ?? '',
    screenshot: screenshot.id,
    account: accountId,
    session: items[0]?.id ?? '',
    version: String(ledger.version),
    batch: batchId,
    day: digests[0]?.day ?? '',
    cursor: page.nextCursor,
    key: 'canary-key',
  };
});
afterEach(async () => expect(await app.audit()).toEqual([]));
afterAll(() => app.close());

function randomIds(): Ids {
  const [sort, order, value] = JSON.parse(Buffer.from(ids.cursor, 'base64url').toString()) as string[];
  const cursor = Buffer.from(JSON.stringify([sort, order, value, randomUUID()])).toString('base64url');
  const own = { trade: randomUUID(), execution: randomUUID(), account: randomUUID(), session: randomUUID() };
  const more = { version: '900000', batch: randomUUID(), day: '2020-01-01' };
  return { ...own, ...more, cursor, key: randomUUID(), screenshot: randomUUID() };
}

function idIn(pattern: string, at: Ids): string {
  if (pattern.includes('/accounts/')) return at.account;
  return pattern.includes('/sessions/') ? at.session : at.trade;
}

function ask(browser: Browser, route: string, at: Ids, more = ''): Promise<Reply> {
  const [method = '', pattern = ''] = route.split(' ');
  const probe = ROUTES[route];
  const path = pattern
    .replace(':id', idIn(pattern, at))
    .replace(':day', at.day)
    .replace(':executionId', at.execution)
    .replace(':screenshotId', at.screenshot)
    .replace(':version', at.version)
    .replace(':batchId', at.batch);
  const query = [probe?.query?.(at), more].filter(Boolean).join('&');
  const address = query ? `${path}?${query}` : path;
  if (probe?.stream) return firstOf(browser, address);
  if (probe?.zip) return unzipped(browser, address);
  return method === 'GET' ? browser.get(address) : browser.send(method, address, probe?.body?.(at));
}

async function unzipped(browser: Browser, address: string): Promise<Reply> {
  const reply = await browser.get(address);
  return reply.status === 200 ? { ...reply, text: [...(await unzip(reply.bytes))].join('\n') } : reply;
}

async function firstOf(browser: Browser, address: string): Promise<Reply> {
  const listener = await browser.listen(address);
  if (listener.status !== 200) {
    listener.close();
    return browser.get(address);
  }
  const text = await listener.line('data: ');
  listener.close();
  return { status: 200, headers: listener.headers, text, bytes: Buffer.from(text), body: undefined, location: '' };
}

/** An answer without what differs between any two: the time, and ids and receipts of what was newly made. */
function essence({ status, text, headers }: Reply) {
  const { date: _date, 'content-security-policy': _nonce, 'content-length': _length, ...rest } = headers;
  const same = text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, '<time>')
    .replace(/[0-9a-f]{64}/g, '<hash>')
    .replace(/"version":\d+/g, '"version":<n>');
  return { status, text: same, headers: Object.keys(rest).sort(), type: rest['content-type'] };
}

/** Every row of member A in every table, as one text. */
async function everythingOfA(): Promise<string> {
  const tables = await app.sql<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns c JOIN information_schema.tables USING (table_name)
      WHERE column_name = 'user_id' AND c.table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const [{ user_id }] = (await app.sql<{ user_id: string }>(
    `SELECT user_id FROM account WHERE name = 'Canary account'`,
  )) as [{ user_id: string }];
  const rows = [];
  for (const { name } of tables.filter((table) => table.name !== 'session'))
    rows.push(await app.sql(`SELECT to_jsonb(t) FROM ${name} t WHERE user_id = $1 ORDER BY t::text`, [user_id]));
  return JSON.stringify(rows);
}

interface Router {
  readonly router: {
    readonly stack: readonly { readonly route?: { path: string | string[]; methods: Record<string, boolean> } }[];
  };
}

function routesServed(): string[] {
  const { router } = app.nest.getHttpAdapter().getInstance() as Router;
  return router.stack.flatMap(({ route }) =>
    route
      ? [route.path]
          .flat()
          .flatMap((path) => Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${path}`))
      : [],
  );
}

const routes = Object.keys(ROUTES);
const guarded = routes.filter((route) => !ROUTES[route]?.open);

it('knows every route that is served, and serves every route that it knows', () => {
  const pageOfTheDocs = /^GET \/api\/docs\/.*/;
  const served = routesServed().map((route) => route.replace(pageOfTheDocs, 'GET /api/docs'));
  expect([...new Set(served)].sort()).toEqual([...routes].sort());
});

describe('somebody who is not signed in', () => {
  it.each([
    ['no session', () => Promise.resolve(app.browser())],
    ['a garbage cookie', garbage],
    ['an expired session', expired],
  ])('learns nothing with %s', async (_kind, outsider) => {
    const browser = await outsider();
    const before = await everythingOfA();
    for (const route of guarded) {
      const cookies = [...browser.cookies];
      const theirs = await ask(browser, route, ids);
      for (const [name, value] of cookies) browser.cookies.set(name, value);
      const nobodys = await ask(browser, route, randomIds());
      expect({ route, status: theirs.status }).toEqual({ route, status: 401 });
      expect({ route, ...essence(theirs) }).toEqual({ route, ...essence(nobodys) });
      expect(theirs.text).not.toMatch(CANARIES);
    }
    expect(await everythingOfA()).toBe(before);
  });

  async function garbage(): Promise<Browser> {
    const browser = app.browser();
    browser.cookies.set('sid', 's%3Agarbage.garbage');
    return Promise.resolve(browser);
  }

  async function expired(): Promise<Browser> {
    const browser = await app.signIn('one');
    const sid = /^s:([^.]+)\./.exec(decodeURIComponent(browser.cookies.get('sid') ?? ''))?.[1];
    const rows = await app.sql(`UPDATE session SET expire = now() - interval '1 second' WHERE sid = $1 RETURNING sid`, [
      sid,
    ]);
    expect(rows).toHaveLength(1);
    return browser;
  }
});

describe('another member', () => {
  it.each(routes.filter((route) => !/logout|discord/.test(route)))(
    'finds nothing and changes nothing: %s',
    async (route) => {
      const before = await everythingOfA();
      const theirs = await ask(b, route, ids);
      const nobodys = await ask(b, route, randomIds());
      expect(essence(theirs)).toEqual(essence(nobodys));
      expect(theirs.status).toBeLessThan(500 + Number(/market/.test(route)) * 4);
      if (route.includes(':')) expect(theirs.status).toBe(404);
      expect(theirs.text).not.toMatch(CANARIES);
      expect(await everythingOfA()).toBe(before);
    },
  );

  describe('in the past', () => {
    beforeAll(async () => {
      for (let trades = 0; trades < 3; trades++) await b.send('POST', '/api/user/trades', ownTrade);
    });

    it.each(routes.filter((route) => ROUTES[route]?.past))(
      'finds nothing either, while that past is held for its member: %s',
      async (route) => {
        const past = 'asOfVersion=3';
        expect(await ask(a, route, ids, past)).toMatchObject({ status: 200 });
        const theirs = await ask(b, route, ids, past);
        expect(essence(theirs)).toEqual(essence(await ask(b, route, randomIds(), past)));
        if (route.includes(':')) expect(theirs.status).toBe(404);
        expect(theirs.text).not.toMatch(CANARIES);
      },
    );
  });

  it('does not get the answer to another’s idempotency key', async () => {
    const before = await everythingOfA();
    const reply = await b.send('POST', '/api/user/trades', ownTrade, { 'Idempotency-Key': ids.key });
    expect(reply).toMatchObject({ status: 201, body: { symbol: 'OWN', accountId: null } });
    expect(await everythingOfA()).toBe(before);
  });

  it('cannot put an execution of another’s trade on their own', async () => {
    const own = (await b.send('POST', '/api/user/trades', ownTrade)).body as { id: string };
    const path = (execution: string) => `/api/user/trades/${own.id}/executions/${execution}`;
    const before = await everythingOfA();
    for (const method of ['PATCH', 'DELETE'])
      expect(
        essence(await b.send(method, path(ids.execution), method === 'PATCH' ? { price: '1' } : undefined)),
      ).toEqual(essence(await b.send(method, path(randomUUID()), method === 'PATCH' ? { price: '1' } : undefined)));
    expect(await everythingOfA()).toBe(before);
  });
});
