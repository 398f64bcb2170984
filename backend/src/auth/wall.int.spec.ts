import { XSRF } from '@singularity/contract';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { PUBLIC_URL, startAuthApp } from '../../testing/auth-app.js';
import type { AuthApp } from '../../testing/auth-app.js';
import type { Browser } from '../../testing/browser.js';

let app: AuthApp;
beforeAll(async () => (app = await startAuthApp()));
afterAll(() => app.close());

async function signedIn(to: AuthApp = app, id: string = DEMO_IDS.one): Promise<Browser> {
  const browser = to.browser();
  await browser.signIn(id);
  return browser;
}

describe('a route', () => {
  it('is closed to strangers, with a problem that says so', async () => {
    const answer = await app.browser().get('/api/room');
    expect(answer.status).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('is closed to a stranger who writes, too', async () => {
    expect((await app.browser().send('POST', '/api/room')).status).toBe(401);
  });

  it('is open where it is marked', async () => {
    expect((await app.browser().get('/api/room/hall')).status).toBe(200);
  });

  it('that does not exist is a 404 problem, and not the page', async () => {
    const answer = await app.browser().get('/api/nowhere');
    expect([answer.status, answer.headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });

  it('is answered with headers that keep it out of caches, frames and other sites', async () => {
    const { headers } = await app.browser().get('/api/room/hall');
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': expect.stringContaining("default-src 'none'") as string,
      'permissions-policy': expect.stringContaining('camera=()') as string,
    });
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['x-powered-by']));
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(headers['strict-transport-security']).toBeUndefined();
  });
});

describe('the policy of every page and answer', () => {
  const policyOf = async (path: string) => {
    const header = String((await app.browser().get(path)).headers['content-security-policy']);
    return Object.fromEntries(
      header.split(/; */).map((directive) => {
        const [name = '', ...sources] = directive.split(' ');
        return [name, sources];
      }),
    );
  };
  const nonce = expect.stringMatching(/^'nonce-[\w+/]{22}=='$/) as string;

  it.each(['/', '/login', '/trades/anything', '/api/room/hall', '/api/nowhere'])(
    'runs and styles nothing but what is ours or has this answer’s nonce: %s',
    async (path) => {
      const policy = await policyOf(path);
      expect(policy).toMatchObject({
        'default-src': ["'none'"],
        'script-src': ["'self'", nonce],
        'style-src': ["'self'", nonce],
        'connect-src': ["'self'"],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        'require-trusted-types-for': ["'script'"],
      });
      // Attributes and elements have no rule of their own that would be milder.
      expect(Object.keys(policy).filter((name) => /-(attr|elem)$/.test(name))).toEqual([]);
      expect(Object.values(policy).flat().join(' ')).not.toMatch(/unsafe|\*|http:/);
    },
  );

  it('has another nonce each time', async () => {
    const [one, other] = [await policyOf('/'), await policyOf('/')];
    expect(one['script-src']).not.toEqual(other['script-src']);
  });
});

describe('a write', () => {
  it.each([
    ['from our own page', { 'Sec-Fetch-Site': 'same-origin' }],
    ['from our own page in a browser without Sec-Fetch-Site', { Origin: PUBLIC_URL }],
    ['from a program', {}],
  ])('passes %s with the token', async (_case, headers) => {
    const browser = await signedIn();
    const token = browser.cookies.get(XSRF.cookie)!;
    const answer = await browser.ask('/api/room', { method: 'POST', headers: { ...headers, [XSRF.header]: token } });
    expect(answer.status).toBe(201);
  });

  it.each(['cross-site', 'same-site', 'none'])('is refused from %s, even with the token', async (site) => {
    const browser = await signedIn();
    expect((await browser.send('POST', '/api/room', undefined, { 'Sec-Fetch-Site': site })).status).toBe(403);
  });

  it.each(['http://evil.example', 'null', `${PUBLIC_URL}.evil.example`])(
    'is refused from the origin %s, even with the token',
    async (origin) => {
      const browser = await signedIn();
      const headers = { Origin: origin, [XSRF.header]: browser.cookies.get(XSRF.cookie)! };
      expect((await browser.ask('/api/room', { method: 'POST', headers })).status).toBe(403);
    },
  );

  it('is refused without the token, with an invented one and with that of another session', async () => {
    const [browser, other] = [await signedIn(), await signedIn(app, DEMO_IDS.two)];
    for (const token of ['', 'invented', other.cookies.get(XSRF.cookie)!])
      expect((await browser.send('POST', '/api/room', undefined, { [XSRF.header]: token })).status).toBe(403);
  });

  it('gets its token with the session, for pages that lost theirs', async () => {
    const browser = await signedIn();
    browser.cookies.delete(XSRF.cookie);
    const answer = await browser.get('/api/auth/session');
    const line = answer.headers['set-cookie']?.find((cookie) => cookie.startsWith(XSRF.cookie));
    expect(line).toContain('SameSite=Strict');
    expect(line).not.toContain('HttpOnly');
    expect((await browser.send('POST', '/api/room')).status).toBe(201);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'is refused as %s, which a form could send',
    async (type) => {
      const browser = await signedIn();
      expect((await browser.send('POST', '/api/room', '{}', { 'Content-Type': type })).status).toBe(415);
    },
  );

  it('is refused when it is too long, and when it is no JSON', async () => {
    const browser = await signedIn();
    expect((await browser.send('POST', '/api/room', { text: 'x'.repeat(65_536) })).status).toBe(413);
    const broken = await browser.send('POST', '/api/room', '{"a":', { 'Content-Type': 'application/json' });
    expect(broken.status).toBe(400);
  });
});

describe('a read from another site', () => {
  const foreign = { 'Sec-Fetch-Site': 'cross-site' };

  it('is refused', async () => {
    const browser = await signedIn();
    expect((await browser.get('/api/room', foreign)).status).toBe(403);
    expect((await browser.get('/api/room/hall', foreign)).status).toBe(403);
  });

  it('is how Discord leads back, and how a link may lead to the sign-in', async () => {
    const browser = app.browser();
    expect((await browser.get('/api/auth/discord', foreign)).status).toBe(302);
    expect((await browser.get('/api/auth/discord/callback', foreign)).location).toBe('/login?error=retry');
  });
});

describe('while the database is away', () => {
  it('members are told to come back, what needs no session goes on, and nobody is signed out', async () => {
    const browser = await signedIn();
    const connections = (most: number) =>
      app.sql('UPDATE pg_database SET datconnlimit = $1 WHERE datname = current_database()', [most]);
    await connections(0);
    await app.sql(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    const [inside, hall] = [await browser.get('/api/room'), await browser.get('/api/room/hall')];
    await connections(-1);
    expect([inside.status, hall.status]).toEqual([503, 200]);
    expect((await browser.get('/api/room')).status).toBe(200);
  });
});

// Passport knows one strategy for each process: the apps of the next two take it over.
describe('limits', () => {
  let limited: AuthApp;
  beforeAll(async () => (limited = await startAuthApp({ SIGN_INS_PER_MINUTE: '3', WRITES_PER_MINUTE: '3' })));
  afterAll(() => limited.close());

  it('hold for the sign-ins of an address, whatever it says of itself, and for the writes of a member', async () => {
    const [one, two] = [await signedIn(limited), await signedIn(limited, DEMO_IDS.two)];
    for (let write = 0; write < 3; write++) expect((await one.send('POST', '/api/room')).status).toBe(201);
    const refused = await one.send('POST', '/api/room');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await two.send('POST', '/api/room')).status).toBe(201);
    expect((await one.get('/api/room')).status).toBe(200);

    expect((await limited.browser().get('/api/auth/discord')).status).toBe(302);
    const elsewhere = { 'X-Forwarded-For': '203.0.113.7' };
    expect((await limited.browser().get('/api/auth/discord', elsewhere)).status).toBe(429);
    const atABrowser = await limited.browser().get('/api/auth/discord', { 'Sec-Fetch-Mode': 'navigate' });
    expect(atABrowser.location).toBe('/login?error=rate_limited');
  });
});

describe('behind TLS', () => {
  let secure: AuthApp;
  beforeAll(
    async () => (secure = await startAuthApp({ PUBLIC_URL: 'https://singularity.test', TRUSTED_PROXIES: '1' })),
  );
  afterAll(() => secure.close());

  it('every cookie is Secure and bound to this host, and the browser is told to stay with TLS', async () => {
    const browser = secure.browser();
    const tls = { 'X-Forwarded-Proto': 'https' };
    const start = await browser.get('/api/auth/discord', tls);
    const back = await browser.agreeAs(DEMO_IDS.one, new URL(start.location));
    const answer = await browser.get(back, tls);
    const set = [...(start.headers['set-cookie'] ?? []), ...(answer.headers['set-cookie'] ?? [])];
    expect(set.map((line) => line.split('=')[0]!.split('.')[0]).sort()).toEqual([
      'XSRF-TOKEN',
      '__Host-sid',
      '__Host-sign-in',
      '__Host-sign-in',
    ]);
    for (const line of set) {
      expect(line).toContain('; Secure');
      expect(line).toContain('Path=/');
      expect(line).not.toContain('Domain');
    }
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
    expect((await browser.get('/api/room', tls)).status).toBe(200);
  });

  it.each([
    ['without a word of how it came', {}],
    ['over http', { 'X-Forwarded-Proto': 'http' }],
  ])('a sign-in %s is refused with the reason, for its cookies would not be set', async (_how, headers) => {
    const browser = secure.browser();
    const refused = '/login?error=not_https';
    const sessions = () => secure.sql('SELECT sid FROM session ORDER BY sid');
    const before = await sessions();
    expect((await browser.get('/api/auth/discord', headers)).location).toBe(refused);
    const start = await browser.get('/api/auth/discord', { 'X-Forwarded-Proto': 'https' });
    const back = await browser.agreeAs(DEMO_IDS.one, new URL(start.location));
    expect(await browser.get(back, headers)).toMatchObject({ status: 302, location: refused });
    expect(await sessions()).toEqual(before);
  });

  it('the way to Discord leads back to the configured address, whatever a proxy says of the host', async () => {
    const headers = {
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-Host': 'evil.example',
      Forwarded: 'host=evil.example',
    };
    const { location } = await secure.browser().get('/api/auth/discord', headers);
    expect(new URL(location).searchParams.get('redirect_uri')).toBe(
      'https://singularity.test/api/auth/discord/callback',
    );
  });
});
