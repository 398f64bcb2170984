import { randomUUID } from 'node:crypto';
import { XSRF } from '@singularity/contract';
import type { Browser } from '../../testing/browser.js';
import { addConnectionRows } from '../../testing/connection-rows.js';
import { addWebhookRows } from '../../testing/webhook-rows.js';
import { sendFiles } from '../../testing/file-form.js';
import { PUBLIC_URL } from '../../testing/test-world.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

/**
 * Every route of the running router that changes something, with the ids of what the member has, asked in all ways in
 * which it is not one of our own pages that asks.
 */
let app: TestApp;
let member: Browser;
let routes: readonly UnsafeRoute[];
let foreignToken: string;

interface UnsafeRoute {
  readonly method: string;
  readonly path: string;
}

interface Router {
  readonly router: {
    readonly stack: readonly { readonly route?: { path: string | string[]; methods: Record<string, boolean> } }[];
  };
}

const SAFE = ['get', 'head', 'options'];
const TRADE = {
  ...{ symbol: 'AAPL', assetType: 'stock', direction: 'LONG', quantity: '10', entryPrice: '187.23' },
  ...{ entryAt: '2026-01-05T15:00:00Z', notes: 'Written', tags: ['gap'] },
};
/** A PNG of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

const FILE = { name: 'trades.csv', content: 'a,b\n1,2' };
/** What each route takes that does not take JSON. */
const OWN_TYPES: readonly (readonly [path: RegExp, type: string, body: Buffer | string])[] = [
  [/\/screenshots$/, 'image/png', PIXEL],
  [/\/user\/(imports|restore)$/, 'multipart/form-data; boundary=x', '--x--\r\n'],
];

beforeAll(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
  foreignToken = tokenOf(await app.signIn('two'));
  const ids = await written(member);
  routes = unsafeRoutes().map(({ method, path }) => ({ method, path: withIds(path, ids) }));
});
afterAll(() => app.close());

function tokenOf(browser: Browser): string {
  return browser.cookies.get(XSRF.cookie)!;
}

/** Something behind each id that a path can name. */
async function written(browser: Browser): Promise<Record<string, string>> {
  const make = async (path: string, body: object, headers = {}) =>
    (await browser.send('POST', path, body, headers)).body as Record<string, string> & { executions: { id: string }[] };
  const account = { platform: 'Tradier', name: 'Main', startingBalance: '100', currency: 'USD' };
  const { id: accountId } = await make('/api/user/accounts', account);
  const { id, executions } = await make('/api/user/trades', TRADE);
  const bulk = { ids: [id], edit: { addTags: ['late'] } };
  const { batchId } = await make('/api/user/trades/bulk', bulk);
  const { id: screenshotId } = await make(`/api/user/trades/${id}/screenshots`, PIXEL, { 'Content-Type': 'image/png' });
  const { items } = (await browser.get('/api/user/sessions')).body as { items: { id: string }[] };
  const { id: importId } = (await sendFiles(browser, '/api/user/imports', [FILE])).body as { id: string };
  const { id: tokenId } = await make('/api/user/tokens', { name: 'Script', scopes: ['write'] });
  const [user] = await app.sql<{ id: string }>('SELECT user_id AS id FROM account WHERE account_id = $1', [accountId]);
  const { connection: connectionId, run: runId } = await addConnectionRows(app, user!.id, 'Main');
  const { webhook: webhookId, delivery: deliveryId } = await addWebhookRows(app, user!.id, 'Main');
  const told = { webhookId, deliveryId };
  const named = { ...told, accountId, importId, tokenId, connectionId, runId, sessionId: items[0]!.id };
  const ids = { id, ...named, executionId: executions[0]!.id, batchId, screenshotId };
  return { ...ids, version: '4', day: '2026-01-05' } as Record<string, string>;
}

function unsafeRoutes(): UnsafeRoute[] {
  const { router } = app.nest.getHttpAdapter().getInstance() as Router;
  const served = router.stack.flatMap(({ route }) =>
    [route?.path ?? []].flat().flatMap((path) => Object.keys(route?.methods ?? {}).map((method) => ({ method, path }))),
  );
  return served
    .filter(({ method }) => !SAFE.includes(method))
    .map(({ method, path }) => ({ method: method.toUpperCase(), path }));
}

function withIds(path: string, ids: Record<string, string>): string {
  return path.replace(/:(\w+)/g, (_whole, name: string) => {
    const [, owner] = /\/(account|session|import|token|connection|webhook)s\//.exec(path) ?? [];
    const id = ids[name === 'id' && owner ? `${owner}Id` : name];
    if (id === undefined) throw new Error(`What ${path} names is not written yet.`);
    return id;
  });
}

/** All rows of all members in all tables, as one sum; that somebody asked at all is counted, and is nobody's. */
async function allRows(): Promise<string> {
  const tables = await app.sql<{ name: string }>(
    `SELECT quote_ident(table_name) AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'rate_count' ORDER BY 1`,
  );
  const sums = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, md5(coalesce(string_agg(t::text, ' ' ORDER BY t::text), '')) AS sum FROM ${name} t`,
  );
  return JSON.stringify(await app.sql(sums.join(' UNION ALL ')));
}

interface Foreign {
  readonly status: 403 | 415;
  readonly headers: () => Record<string, string>;
  /** What is right at that path unless told otherwise; null is none. */
  readonly type?: string | null;
}

const sameOrigin = () => ({ 'Sec-Fetch-Site': 'same-origin', [XSRF.header]: tokenOf(member) });
const fromSite = (site: string) => () => ({ ...sameOrigin(), 'Sec-Fetch-Site': site });
const fromOrigin = (origin: string) => () => ({ Origin: origin, [XSRF.header]: tokenOf(member) });

const WAYS: Record<string, Foreign> = {
  'without the token': { status: 403, headers: () => ({ 'Sec-Fetch-Site': 'same-origin' }) },
  'with an empty token': { status: 403, headers: () => ({ ...sameOrigin(), [XSRF.header]: '' }) },
  'with the token of another session': {
    status: 403,
    headers: () => ({ ...sameOrigin(), [XSRF.header]: foreignToken }),
  },
  'from another site': { status: 403, headers: fromSite('cross-site') },
  'from another host of our site': { status: 403, headers: fromSite('same-site') },
  'typed into the address bar': { status: 403, headers: fromSite('none') },
  'from another origin': { status: 403, headers: fromOrigin('https://evil.example') },
  'from an origin that begins as ours': { status: 403, headers: fromOrigin(`${PUBLIC_URL}.evil.example`) },
  'from no origin that is known': { status: 403, headers: fromOrigin('null') },
  'as plain text': { status: 415, headers: sameOrigin, type: 'text/plain' },
  'as a form': { status: 415, headers: sameOrigin, type: 'application/x-www-form-urlencoded' },
  'as a form with files': { status: 415, headers: sameOrigin, type: 'multipart/form-data; boundary=x' },
  'with a body of no type': { status: 415, headers: sameOrigin, type: null },
};

it.each(Object.entries(WAYS))('no write is taken %s, and no row changes', async (_way, { status, headers, type }) => {
  const before = await allRows();
  const answers = [];
  for (const { method, path } of routes) {
    const [, own, body] = OWN_TYPES.find(([which]) => which.test(path)) ?? [
      path,
      'application/json',
      JSON.stringify(TRADE),
    ];
    // To send a form is the way of one route, which then wants the proof like any other.
    if (type?.startsWith('multipart') && own.startsWith('multipart')) continue;
    const content: Record<string, string> = type === null ? {} : { 'Content-Type': type ?? own };
    const answer = await member.ask(path, { method, headers: { ...content, ...headers() }, body });
    answers.push({ method, path, status: answer.status, type: answer.headers['content-type'] });
  }
  const refused = { status, type: 'application/problem+json; charset=utf-8' };
  expect(answers.length).toBeGreaterThan(routes.length - 3);
  expect(answers).toEqual(answers.map(({ method, path }) => ({ method, path, ...refused })));
  expect(await allRows()).toBe(before);
});

it('no write is missing, and each is reached from our own pages', async () => {
  expect(routes.length).toBeGreaterThan(25);
  const reached = [];
  for (const { method, path } of routes) {
    const browser = await app.signIn('one');
    const { status } = await browser.send(method, path, { unknown: randomUUID() });
    reached.push({ method, path, refused: status === 403 || status >= 500 });
  }
  expect(reached.filter(({ refused }) => refused)).toEqual([]);
});
