import { randomUUID } from 'node:crypto';
import { TOKEN_SCOPES } from '@singularity/contract';
import type { NewAccessToken, TokenScope } from '@singularity/contract';
import { nobodysIds } from '@singularity/harness/resilience/probes/ids.js';
import type { Ids } from '@singularity/harness/resilience/probes/ids.js';
import { requestOf, ROUTES, routesServed } from '@singularity/harness/resilience/probes/route-table.js';
import type { Browser, Reply } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

const TOKENS = '/api/user/tokens';
const ACCOUNTS = '/api/user/accounts';
const TRADES = '/api/user/trades';
const ACCOUNT = { platform: 'Tradier', name: 'Of a program', startingBalance: '100', currency: 'USD' };

let app: TestApp;
let member: Browser;

beforeAll(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
});
afterAll(() => app.close());

async function made(scopes: readonly TokenScope[], more = {}, maker = member): Promise<NewAccessToken> {
  const reply = await maker.send('POST', TOKENS, { name: 'Script', scopes, ...more });
  expect(reply.status).toBe(201);
  return reply.body as NewAccessToken;
}

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

/** As a program asks: no cookies, and nothing that only a browser says. */
function ask(token: string, method: string, path: string, body?: unknown): Promise<Reply> {
  return app.browser().ask(path, { method, body, headers: bearer(token) });
}

async function listed(id: string) {
  const { items } = (await member.get(TOKENS)).body as { items: NewAccessToken[] };
  return items.find((item) => item.id === id);
}

const ago = (id: string, column: string, interval: string) =>
  app.sql(`UPDATE access_token SET ${column} = now() - $2::interval WHERE token_id = $1`, [id, interval]);

describe('an access token', () => {
  it('is told once, listed without its secret, and kept as a hash', async () => {
    const expiresAt = '2099-01-05T00:00:00.000Z';
    const token = await made(['read', 'import'], { expiresAt });
    const { token: text, ...rest } = token;
    expect(rest).toMatchObject({ name: 'Script', scopes: ['read', 'import'], expiresAt, lastUsedAt: null });
    expect(await listed(token.id)).toEqual(rest);
    const secret = text.slice(-43);
    const [row] = await app.sql<{ hash: string; all: string }>(
      `SELECT secret_hash = sha256(convert_to($2, 'UTF8')) AS hash, t::text AS all FROM access_token t WHERE token_id = $1`,
      [token.id, secret],
    );
    expect(row?.hash).toBe(true);
    expect(row?.all).not.toContain(secret);
  });

  it('reads and writes for its member as a program, without cookie and proof of a page', async () => {
    const { token } = await made(['write']);
    expect(await ask(token, 'POST', ACCOUNTS, ACCOUNT)).toMatchObject({ status: 201, body: { name: ACCOUNT.name } });
    expect((await ask(token, 'GET', ACCOUNTS)).text).toBe((await member.get(ACCOUNTS)).text);
    const { items } = (await member.get('/api/user/history')).body as { items: { origin: string }[] };
    expect(items[0]).toMatchObject({ type: 'AccountAdded', origin: 'api' });
  });

  it('stands alone: a cookie beside it counts for nothing', async () => {
    const { token } = await made(['read']);
    const other = await app.signIn('two');
    expect((await other.get(ACCOUNTS, bearer(token))).text).toBe((await member.get(ACCOUNTS)).text);
    expect((await member.get(ACCOUNTS, bearer('sgl_none'))).status).toBe(401);
    expect((await member.get(ACCOUNTS, { Authorization: 'Bearer' })).status).toBe(401);
    expect((await member.send('POST', ACCOUNTS, ACCOUNT, bearer(token))).status).toBe(403);
    expect((await member.get(ACCOUNTS, { Authorization: 'Basic abc' })).status).toBe(200);
  });

  it('is refused where it is wrong, expired or revoked, and each time says why', async () => {
    const { id, token } = await made(['read']);
    const flipped = token.slice(0, -2) + (token.endsWith('AA') ? 'BB' : 'AA');
    const other = await made(['read'], {}, await app.signIn('two'));
    const mixed = token.slice(0, -43) + other.token.slice(-43);
    const wrong = { status: 401, body: { detail: expect.stringContaining('not valid') as string } };
    for (const text of [flipped, mixed, 'sgl_', token.slice(0, -1)])
      expect(await ask(text, 'GET', ACCOUNTS)).toMatchObject(wrong);
    expect((await ask(token, 'GET', ACCOUNTS)).status).toBe(200);
    await ago(id, 'expires_at', '1 second');
    const expired = { status: 401, body: { detail: 'This access token has expired. Make a new one in the settings.' } };
    expect(await ask(token, 'GET', ACCOUNTS)).toMatchObject(expired);
    const next = await made(['read']);
    expect(await member.send('DELETE', `${TOKENS}/${next.id}`)).toMatchObject({ status: 200, body: { id: next.id } });
    expect(await ask(next.token, 'GET', ACCOUNTS)).toMatchObject(wrong);
    expect((await member.send('DELETE', `${TOKENS}/${next.id}`)).status).toBe(404);
  });

  it('remembers when and from where it was used, at most once a minute', async () => {
    const { id, token } = await made(['read']);
    await ask(token, 'GET', ACCOUNTS);
    const first = await listed(id);
    expect(first).toMatchObject({ lastUsedFrom: expect.stringMatching(/127\.0\.0\.1/) as string });
    await ask(token, 'GET', ACCOUNTS);
    expect(await listed(id)).toEqual(first);
    await ago(id, 'last_used_at', '2 minutes');
    await ask(token, 'GET', ACCOUNTS);
    expect(Date.parse((await listed(id))?.lastUsedAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
  });

  it('reaches its member’s own ledger, also where a browser looks at the demo', async () => {
    const { token } = await made(['read']);
    const own = (await member.get(ACCOUNTS)).text;
    await member.send('POST', '/api/user/demo');
    expect((await ask(token, 'GET', ACCOUNTS)).text).toBe(own);
    await member.send('POST', '/api/user/demo/leave');
  });

  it('outlives signing out everywhere', async () => {
    const { token } = await made(['read']);
    expect((await member.send('POST', '/api/auth/logout-everywhere')).status).toBe(204);
    expect((await ask(token, 'GET', ACCOUNTS)).status).toBe(200);
    member = await app.signIn('one');
  });

  it('ends what listens with it when it is revoked', async () => {
    const { id, token } = await made(['read']);
    const listener = await app.browser().listen('/api/user/live?since=0', bearer(token));
    expect(listener.status).toBe(200);
    await member.send('DELETE', `${TOKENS}/${id}`);
    await listener.ended;
  });

  it('is in nothing that a member takes along', async () => {
    const { token } = await made(['read']);
    for (const path of ['/api/user/ledger/export', '/api/user/history', '/api/user/export.zip', TOKENS])
      expect((await ask(token, 'GET', path)).bytes.includes(token.slice(-43))).toBe(false);
  });
});

describe('making one', () => {
  it.each([
    ['name', { name: ' ' }],
    ['scopes', { scopes: [] }],
    ['scopes', { scopes: ['admin'] }],
    ['scopes', { scopes: ['read', 'read'] }],
    ['scopes', { scopes: 'read' }],
    ['expiresAt', { expiresAt: '2020-01-01T00:00:00Z' }],
    ['expiresAt', { expiresAt: null }],
  ])('is refused at %s for %j', async (field, more) => {
    const reply = await member.send('POST', TOKENS, { name: 'Script', scopes: ['read'], ...more });
    expect(reply).toMatchObject({ status: 422, body: { errors: [{ field }] } });
  });

  it('ends at fifty', async () => {
    const many = await app.signIn('two');
    const answers = [];
    for (let nth = 0; nth < 51; nth++)
      answers.push((await many.send('POST', TOKENS, { name: `${nth}`, scopes: ['read'] })).status);
    expect(answers.lastIndexOf(201)).toBeLessThan(50);
    expect(answers.at(-1)).toBe(409);
  });
});

/** What each scope reaches, from nothing but method and path: independently of how routes are marked. */
function scopesOf(route: string): readonly TokenScope[] {
  const [method = '', path = ''] = route.split(' ');
  if (
    /^\/api\/auth\/|^\/api\/user\/(tokens|sessions|demo|consent|webhooks)\b/.test(path) ||
    route === 'DELETE /api/user'
  )
    return [];
  if (method !== 'GET' && path.startsWith('/api/user/connections')) return [];
  const isImport = /^\/api\/user\/(imports|fills)\b/.test(path);
  if (method !== 'GET') return [isImport ? 'import' : 'write'];
  const isAccount = /^\/api(\/user)?\/accounts(\/:id)?$/.test(path);
  return isImport || isAccount ? ['read', 'write', 'import'] : ['read', 'write'];
}

describe('with each scope alone', () => {
  const nowhere = nobodysIds({
    date: '2026-01-05',
    cursor: '',
    explained: '',
    compared: '',
    import: randomUUID(),
  } as Ids);

  it.each(TOKEN_SCOPES)('“%s” reaches the routes that it is for, and no other', async (scope) => {
    const { token } = await made([scope]);
    const guarded = routesServed(app.nest).filter((route) => !ROUTES[route]?.open);
    expect(guarded.length).toBeGreaterThan(60);
    const answers = [];
    for (const route of guarded) {
      const { method, address, stream } = requestOf(route, nowhere);
      const { status } = stream ? await heard(address, token) : await ask(token, method, address);
      answers.push([route, status === 403 ? 'refused' : status === 401 || status >= 500 ? status : 'reached']);
    }
    const foreseen = guarded.map((route) => [route, scopesOf(route).includes(scope) ? 'reached' : 'refused']);
    const market = (rows: unknown[][]) => rows.filter(([route]) => !String(route).includes('/market'));
    expect(market(answers)).toEqual(market(foreseen));
  });

  async function heard(address: string, token: string): Promise<{ status: number }> {
    const listener = await app.browser().listen(address, bearer(token));
    listener.close();
    return { status: listener.status };
  }

  it('says which is missing', async () => {
    const { token } = await made(['import']);
    const missing = async (method: string, path: string) => (await ask(token, method, path)).body;
    expect(await missing('GET', TRADES)).toMatchObject({
      detail: 'This takes an access token with the scope “read” or “write”.',
    });
    expect(await missing('DELETE', `${TRADES}/${nowhere.trade}`)).toMatchObject({
      detail: 'This takes an access token with the scope “write”.',
    });
    expect(await missing('GET', TOKENS)).toMatchObject({
      detail: 'No access token may do this. Sign in with a browser.',
    });
  });
});

it('goes with its member', async () => {
  await app.sql(`DELETE FROM access_token WHERE name <> 'Script'`);
  const leaving = await app.signIn('two');
  const { token } = await made(['read'], {}, leaving);
  const { user } = (await leaving.get('/api/auth/session')).body as { user: { username: string } };
  expect((await leaving.send('DELETE', '/api/user', { confirm: user.username })).status).toBe(204);
  expect((await ask(token, 'GET', ACCOUNTS)).status).toBe(401);
});
