import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import type { FailMode } from '@singularity/local/discord-stand-in-faults.js';
import { PUBLIC_URL, startAuthApp } from '../../../testing/auth-app.js';
import type { AuthApp } from '../../../testing/auth-app.js';
import type { Browser } from '../../../testing/browser.js';

const WEEK_SECONDS = 7 * 24 * 60 * 60;
const CALLBACK = '/api/auth/discord/callback';

let app: AuthApp;
const INVITE = 'https://discord.gg/singularity';
beforeAll(async () => (app = await startAuthApp({ SIGN_INS_PER_MINUTE: '1000000', DISCORD_INVITE_URL: INVITE })));
afterAll(() => app.close());
afterEach(() => {
  app.discord.fail('none');
  app.clock.pass(60);
  app.discord.setTokenLife(WEEK_SECONDS);
});

const count = async (table: string) =>
  Number((await app.sql<{ rows: string }>(`SELECT count(*) AS rows FROM ${table}`))[0]?.rows);
const everything = async () => ({
  identities: await count('identity'),
  members: await count('app_user'),
  grants: await count('access_grant'),
  sessions: await count('session'),
});

describe('a member with the role', () => {
  it('is in, and the page learns who they are', async () => {
    const browser = app.browser();
    const answer = await browser.signIn(DEMO_IDS.one);
    expect([answer.status, answer.location]).toEqual([302, '/']);
    const { status, body } = await browser.get('/api/auth/session');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      user: {
        discordId: DEMO_IDS.one,
        username: 'demo.one',
        avatar: expect.stringMatching(/^https:\/\/cdn\.discordapp\.com\/embed\/avatars\/[0-5]\.png$/) as string,
        settings: { timeZone: 'America/New_York' },
      },
    });
  });

  it('goes where they wanted to go', async () => {
    expect((await app.browser().signIn(DEMO_IDS.one, '/trades?symbol=AAPL')).location).toBe('/trades?symbol=AAPL');
  });

  it('is the same member the next time, and another person is another', async () => {
    const [first, again, other] = [app.browser(), app.browser(), app.browser()];
    await first.signIn(DEMO_IDS.one);
    await again.signIn(DEMO_IDS.one);
    await other.signIn(DEMO_IDS.two);
    const roomOf = async (browser: Browser) => (await browser.get('/api/room')).body;
    expect(await roomOf(again)).toEqual(await roomOf(first));
    expect(await roomOf(other)).not.toEqual(await roomOf(first));
  });

  it('is one member when they sign in twice at once', async () => {
    await app.sql(`DELETE FROM identity WHERE discord_id = $1`, [DEMO_IDS.two]);
    const before = await everything();
    await Promise.all([app.browser().signIn(DEMO_IDS.two), app.browser().signIn(DEMO_IDS.two)]);
    expect((await everything()).members).toBe(before.members + 1);
  });

  it('finds their rows made where a crash had left an identity alone', async () => {
    const userId = '01920000-0000-7000-8000-000000000001';
    await app.sql(`DELETE FROM identity WHERE discord_id = $1`, [DEMO_IDS.two]);
    await app.sql(`INSERT INTO identity (discord_id, user_id, created_at) VALUES ($1, $2, now())`, [
      DEMO_IDS.two,
      userId,
    ]);
    const browser = app.browser();
    await browser.signIn(DEMO_IDS.two);
    expect((await browser.get('/api/room')).body).toEqual({ dbUserId: userId });
  });

  it('has a session of 7 days in a cookie that scripts and other sites do not get', async () => {
    const before = Date.parse(app.clock.now());
    const answer = await app.browser().signIn(DEMO_IDS.one);
    const cookie = answer.headers['set-cookie']?.find((line) => line.startsWith('sid='));
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    const expires = Date.parse(/Expires=([^;]+)/.exec(cookie!)?.[1] ?? '');
    expect(expires).toBeGreaterThan(before + (WEEK_SECONDS - 60) * 1000);
    expect(expires).toBeLessThanOrEqual(Date.parse(app.clock.now()) + WEEK_SECONDS * 1000);
  });

  it('has no session that outlives the token', async () => {
    app.discord.setTokenLife(3_600);
    const browser = app.browser();
    const before = Date.parse(app.clock.now());
    await browser.signIn(DEMO_IDS.one);
    const { expiresAt } = (await browser.get('/api/auth/session')).body as { expiresAt: string };
    expect(Date.parse(expiresAt)).toBeLessThanOrEqual(Date.parse(app.clock.now()) + 3_600_000);
    expect(Date.parse(expiresAt)).toBeGreaterThan(before + 3_500_000);
  });

  it('leaves no token in the session, and none in the clear', async () => {
    const browser = app.browser();
    await browser.signIn(DEMO_IDS.one);
    const [row] = await app.sql<{ sess: { passport: { user: object } } }>(
      `SELECT sess FROM session ORDER BY expire DESC LIMIT 1`,
    );
    expect(Object.keys(row!.sess).sort()).toEqual(['cookie', 'device', 'passport']);
    expect(Object.keys(row!.sess.passport.user).sort()).toEqual([
      'avatar',
      'dbUserId',
      'discordId',
      'epoch',
      'expiresAt',
      'username',
    ]);
    const grants = await app.sql<{ token: Buffer }>(`SELECT token_ciphertext AS token FROM access_grant`);
    for (const { token } of grants) expect(token.toString('latin1')).not.toMatch(/^[\w-]+\.[\w-]+$/);
  });
});

describe.each([
  ['without the role', DEMO_IDS.withoutRole, 'no_role'],
  ['outside the server', DEMO_IDS.outside, 'not_in_server'],
])('somebody %s', (_case, id, reason) => {
  it('is refused, and nothing of them is kept', async () => {
    const before = await everything();
    const browser = app.browser();
    expect((await browser.signIn(id)).location).toBe(`/login?error=access_denied&reason=${reason}`);
    expect(await everything()).toEqual(before);
    expect((await browser.get('/api/auth/session')).status).toBe(401);
  });

  it('does not stay in as the member who used this browser before', async () => {
    const browser = app.browser();
    await browser.signIn(DEMO_IDS.one);
    await browser.signIn(id);
    expect((await browser.get('/api/auth/session')).status).toBe(401);
  });

  it('learns how to get into the server', async () => {
    const browser = app.browser();
    await browser.signIn(id);
    const { status, body } = await browser.get('/api/auth/discord/invite');
    expect([status, body]).toEqual([200, { url: INVITE }]);
  });

  it('has Discord ask who signs in when they want to come as somebody else', async () => {
    const begin = async (query: string) => new URL((await app.browser().get(`/api/auth/discord${query}`)).location);
    expect((await begin('?account=another')).searchParams.get('prompt')).toBe('consent');
    expect((await begin('?account=none&prompt=none')).searchParams.has('prompt')).toBe(false);
    expect((await begin('')).searchParams.has('prompt')).toBe(false);

    const browser = app.browser();
    await browser.signIn(id);
    const again = new URL((await browser.get('/api/auth/discord?account=another&returnTo=/trades')).location);
    expect((await fetch(again)).status).toBe(200);
    expect((await browser.get(await browser.agreeAs(DEMO_IDS.one, again))).location).toBe('/trades');
  });

  it('leaves no token behind at Discord', async () => {
    const before = app.discord.requestsTo('revoke');
    await app.browser().signIn(id);
    expect(app.discord.requestsTo('revoke')).toBe(before + 1);
  });
});

describe('while Discord does not answer as it should', () => {
  const modes: FailMode[] = ['server-error', 'unavailable', 'rate-limited', 'cloudflare', 'not-json'];
  const cases = modes.flatMap((mode) => [[mode, 'token'] as const, [mode, 'member'] as const]);

  it.each(cases)('a sign-in (%s at the %s endpoint) says so and keeps nothing', async (mode, target) => {
    const before = await everything();
    app.discord.fail(mode, target);
    expect((await app.browser().signIn(DEMO_IDS.one)).location).toBe('/login?error=discord_unavailable');
    expect(await everything()).toEqual(before);
  });
});

describe('a callback that does not belong to a sign-in of this browser', () => {
  it.each([
    ['without anything', ''],
    ['without a state', '?code=abc'],
    ['with an invented state', '?code=abc&state=invented'],
    ['with two states', '?code=abc&state=one&state=two'],
    ['with an empty state', '?code=abc&state='],
    ['with a state in brackets', '?code=abc&state[]=one'],
    ['with a state that is an object', '?code=abc&state[$ne]=one'],
    ['with a state that names another cookie', '?code=abc&state=..%2Fsid'],
    ['with an error of its own', '?error=server_error&error_description=%3Cb%3Ehello%3C%2Fb%3E'],
  ])('%s comes to nothing', async (_case, query) => {
    const answer = await app.browser().get(CALLBACK + query);
    expect([answer.status, answer.location]).toEqual([302, '/login?error=retry']);
    expect(answer.text).not.toContain('hello');
    expect(answer.headers['set-cookie']?.join() ?? '').not.toContain('sid=');
  });

  it('comes to nothing in another browser than the one that began', async () => {
    const [attacker, victim] = [app.browser(), app.browser()];
    const back = await attacker.agreeAs(DEMO_IDS.two, await attacker.beginSignIn());
    expect((await victim.get(back)).location).toBe('/login?error=retry');
    await victim.beginSignIn();
    expect((await victim.get(back)).location).toBe('/login?error=retry');
    expect((await victim.get('/api/auth/session')).status).toBe(401);
  });

  it('comes to nothing when the browser is given the cookie of another sign-in', async () => {
    const browser = app.browser();
    const one = await browser.beginSignIn();
    const sealed = [...browser.cookies.values()][0]!;
    const other = await browser.beginSignIn();
    browser.cookies.set(`sign-in.${other.searchParams.get('state')}`, sealed);
    expect((await browser.get(await browser.agreeAs(DEMO_IDS.one, other))).location).toBe('/login?error=retry');
    expect((await browser.get(await browser.agreeAs(DEMO_IDS.one, one))).location).toBe('/');
  });

  it('works once', async () => {
    const browser = app.browser();
    const back = await browser.agreeAs(DEMO_IDS.one, await browser.beginSignIn());
    await browser.get(back);
    browser.cookies.delete('sid');
    expect((await browser.get(back)).location).toBe('/login?error=retry');
  });

  it('comes to nothing where the browser has lost the verifier of its code', async () => {
    const browser = app.browser();
    const back = await browser.agreeAs(DEMO_IDS.one, await browser.beginSignIn());
    for (const name of browser.cookies.keys()) browser.cookies.set(name, '');
    const before = app.discord.requestsTo('token');
    expect((await browser.get(back)).location).toBe('/login?error=retry');
    expect(app.discord.requestsTo('token')).toBe(before);
  });

  it('comes to nothing where the code was made for another verifier', async () => {
    const browser = app.browser();
    const atDiscord = await browser.beginSignIn();
    atDiscord.searchParams.set('code_challenge', 'A'.repeat(43));
    expect((await browser.get(await browser.agreeAs(DEMO_IDS.one, atDiscord))).location).toBe('/login?error=retry');
    expect(browser.cookies.has('sid')).toBe(false);
  });

  it('opens one session when it is called twice at once', async () => {
    const browser = app.browser();
    const back = await browser.agreeAs(DEMO_IDS.one, await browser.beginSignIn());
    const before = (await everything()).sessions;
    const answers = await Promise.all([browser.at(app.url).get(back), browser.at(app.url).get(back)]);
    expect(answers.map(({ location }) => location).sort()).toEqual(['/', '/login?error=retry']);
    expect((await everything()).sessions).toBe(before + 1);
  });

  it('does not take a code that was used before', async () => {
    const [first, second] = [app.browser(), app.browser()];
    const used = await first.agreeAs(DEMO_IDS.one, await first.beginSignIn());
    await first.get(used);
    const code = new URL(used, PUBLIC_URL).searchParams.get('code')!;
    const state = (await second.beginSignIn()).searchParams.get('state')!;
    const answer = await second.get(`${CALLBACK}?${new URLSearchParams({ code, state })}`);
    expect(answer.location).toBe('/login?error=retry');
  });

  it('does not take a code that was made for another browser', async () => {
    const [attacker, victim] = [app.browser(), app.browser()];
    const back = await attacker.agreeAs(DEMO_IDS.two, await attacker.beginSignIn());
    const code = new URL(back, PUBLIC_URL).searchParams.get('code')!;
    const state = (await victim.beginSignIn()).searchParams.get('state')!;
    expect((await victim.get(`${CALLBACK}?${new URLSearchParams({ code, state })}`)).location).toBe(
      '/login?error=retry',
    );
  });
});

describe('a callback of this browser', () => {
  it.each([
    ['without a code', (state: string) => `?state=${state}`],
    ['with two codes', (state: string) => `?state=${state}&code=a&code=b`],
    ['after Cancel', (state: string) => `?state=${state}&error=access_denied&error_description=denied`],
    ['with an error beside a code', (state: string) => `?state=${state}&code=a&error=server_error`],
  ])('%s ends that sign-in', async (_case, query) => {
    const browser = app.browser();
    const state = (await browser.beginSignIn()).searchParams.get('state')!;
    expect((await browser.get(CALLBACK + query(state))).location).toBe('/login?error=retry');
    expect([...browser.cookies.keys()]).toEqual([]);
  });

  it('goes home when it is signed in already and nothing is pending', async () => {
    const browser = app.browser();
    const back = await browser.agreeAs(DEMO_IDS.one, await browser.beginSignIn());
    await browser.get(back);
    expect((await browser.get(back)).location).toBe('/');
    expect((await browser.get('/api/auth/session')).status).toBe(200);
  });

  it.each(['error', 'error_description', 'error_uri'])('repeats nothing of an injected %s', async (name) => {
    const browser = app.browser();
    const state = (await browser.beginSignIn()).searchParams.get('state')!;
    const query = new URLSearchParams({
      state,
      error: 'server_error',
      [name]: '<b>canary</b>\r\nSet-Cookie: sid=canary',
    });
    const answer = await browser.get(`${CALLBACK}?${query}`);
    expect([answer.status, answer.location]).toEqual([302, '/login?error=retry']);
    expect(answer.text + JSON.stringify(answer.headers)).not.toContain('canary');
  });

  it('is worth nothing once it was answered, though the browser should keep the cookie of it', async () => {
    const browser = app.browser();
    const begun = await browser.beginSignIn();
    const kept = [...browser.cookies];
    const back = await browser.agreeAs(DEMO_IDS.one, begun);
    expect((await browser.get(back)).location).toBe('/');
    const thief = app.browser();
    for (const [name, value] of kept) thief.cookies.set(name, value);
    expect((await thief.get(back)).location).toBe('/login?error=retry');
    expect((await thief.get('/api/auth/session')).status).toBe(401);
  });

  it.each([
    ['another verifier', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'],
    ['no verifier that there could be', 'short'],
  ])('is refused by Discord where the code was made for %s', async (_case, challenge) => {
    const browser = app.browser();
    const atDiscord = await browser.beginSignIn();
    atDiscord.searchParams.set('code_challenge', challenge);
    const before = await everything();
    expect((await browser.get(await browser.agreeAs(DEMO_IDS.one, atDiscord))).location).toBe('/login?error=retry');
    expect(await everything()).toEqual(before);
  });

  it('does not disturb the sign-in of another tab', async () => {
    const browser = app.browser();
    const [one, two] = [await browser.beginSignIn('/trades'), await browser.beginSignIn('/accounts')];
    expect((await browser.get(await browser.agreeAs(DEMO_IDS.one, one))).location).toBe('/trades');
    expect((await browser.get(await browser.agreeAs(DEMO_IDS.one, two))).location).toBe('/accounts');
  });

  it('is of the five youngest sign-ins', async () => {
    const browser = app.browser();
    const begun: URL[] = [];
    for (let tab = 0; tab < 6; tab++) begun.push(await browser.beginSignIn(`/tab-${tab}`));
    expect(browser.cookies.size).toBe(5);
    expect((await browser.get(await browser.agreeAs(DEMO_IDS.one, begun[0]!))).location).toBe('/login?error=retry');
    expect((await browser.get(await browser.agreeAs(DEMO_IDS.one, begun[1]!))).location).toBe('/tab-1');
  });

  it('is worth nothing without the scope that the role is read with', async () => {
    const browser = app.browser();
    const atDiscord = await browser.beginSignIn();
    atDiscord.searchParams.set('scope', 'identify');
    expect((await browser.get(await browser.agreeAs(DEMO_IDS.one, atDiscord))).location).toBe(
      '/login?error=discord_unavailable',
    );
  });
});

describe('the way to Discord', () => {
  it('asks for two scopes, with state and PKCE, and writes nothing down', async () => {
    const before = await everything();
    const browser = app.browser();
    const address = await browser.beginSignIn();
    expect(address.origin + address.pathname).toBe(`${app.discord.url}/oauth2/authorize`);
    expect(Object.fromEntries(address.searchParams)).toEqual({
      client_id: app.config.discord.clientId,
      redirect_uri: PUBLIC_URL + CALLBACK,
      response_type: 'code',
      scope: 'identify guilds.members.read',
      state: expect.stringMatching(/^[\w-]{32}$/) as string,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge_method: 'S256',
    });
    expect([...browser.cookies.keys()]).toEqual([`sign-in.${address.searchParams.get('state')}`]);
    expect(await everything()).toEqual(before);
  });

  it('leads back to the configured address, whatever Host the request names', async () => {
    const headers = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' };
    const { location } = await app.browser().get('/api/auth/discord', headers);
    expect(new URL(location).searchParams.get('redirect_uri')).toBe(PUBLIC_URL + CALLBACK);
  });

  it('takes a session that was planted in the browser for nothing', async () => {
    const browser = app.browser();
    browser.cookies.set('sid', 's%3Aplanted.c2lnbmF0dXJl');
    await browser.signIn(DEMO_IDS.one);
    expect(browser.cookies.get('sid')).not.toContain('planted');
    expect(await app.sql(`SELECT FROM session WHERE sid = 'planted'`)).toEqual([]);
  });

  it.each([
    '/%5cevil.example',
    '/\\evil.example',
    '/./\t/evil.example',
    '/login/../..//evil.example',
    'javascript:alert(1)',
  ])('stays on our pages for %j', async (returnTo) => {
    const { location } = await app.browser().signIn(DEMO_IDS.one, returnTo);
    expect(new URL(location, PUBLIC_URL).origin).toBe(PUBLIC_URL);
    expect(location).toMatch(/^\/(?![/\\])/);
  });

  it('never leads to another site afterwards', async () => {
    expect((await app.browser().signIn(DEMO_IDS.one, '//evil.example/')).location).toBe('/');
    expect((await app.browser().signIn(DEMO_IDS.one, 'https://evil.example/')).location).toBe('/');
  });
});
