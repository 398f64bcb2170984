import { createHash } from 'node:crypto';
import { DEMO_IDS } from './discord-stand-in-members.js';
import { startDiscordStandIn } from './discord-stand-in.js';
import type { DiscordStandIn } from './discord-stand-in.js';

const verifier = 'a'.repeat(43);
const application = {
  clientId: '1180451290417200001',
  clientSecret: 'stand-in secret',
  guildId: '1180451290417200002',
  roleId: '1180451290417200003',
  redirectUris: ['http://localhost:3000/api/auth/discord/callback'],
};
const asked = {
  client_id: application.clientId,
  redirect_uri: application.redirectUris[0]!,
  response_type: 'code',
  scope: 'identify guilds.members.read',
  state: 'the state',
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
};

let discord: DiscordStandIn;
beforeAll(async () => (discord = await startDiscordStandIn({ port: 0, ...application })));
afterAll(() => discord.close());
afterEach(() => discord.fail('none'));

const form = (path: string, fields: Record<string, string>) =>
  fetch(discord.url + path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });

async function codeOf(member: string, change: Partial<typeof asked> = {}): Promise<string> {
  const answer = await form('/oauth2/authorize', { ...asked, ...change, member });
  const back = new URL(answer.headers.get('location') ?? '');
  expect(back.searchParams.get('state')).toBe('the state');
  return back.searchParams.get('code') ?? '';
}

const exchange = (code: string, change: Record<string, string> = {}) =>
  form('/api/oauth2/token', {
    grant_type: 'authorization_code',
    client_id: application.clientId,
    client_secret: application.clientSecret,
    redirect_uri: asked.redirect_uri,
    code,
    code_verifier: verifier,
    ...change,
  });

async function tokenOf(member: string, change: Partial<typeof asked> = {}): Promise<string> {
  const answer = await exchange(await codeOf(member, change));
  return ((await answer.json()) as { access_token: string }).access_token;
}

const memberAnswer = (token: string, guild = application.guildId) =>
  fetch(`${discord.url}/api/v10/users/@me/guilds/${guild}/member`, { headers: { Authorization: `Bearer ${token}` } });

describe('authorize', () => {
  it('offers the four demo members', async () => {
    const page = await (await fetch(`${discord.url}/oauth2/authorize?${new URLSearchParams(asked)}`)).text();
    for (const id of Object.values(DEMO_IDS)) expect(page).toContain(`value="${id}"`);
  });

  it.each([
    ['another client', { client_id: '1' }],
    ['an unregistered address to return to', { redirect_uri: 'http://evil.example/' }],
    ['a scope that does not exist', { scope: 'identify everything' }],
    ['PKCE other than S256', { code_challenge_method: 'plain' }],
    ['a prompt that does not exist', { prompt: 'login' }],
  ])('refuses %s', async (_case, change) => {
    const answer = await fetch(`${discord.url}/oauth2/authorize?${new URLSearchParams({ ...asked, ...change })}`);
    expect(answer.status).toBe(400);
  });

  it('goes back with access_denied when cancelled', async () => {
    const answer = await form('/oauth2/authorize', { ...asked, member: 'cancel' });
    expect(answer.headers.get('location')).toContain('error=access_denied');
  });

  it('shows markup in a parameter as text', async () => {
    const hostile = { ...asked, state: '"><script>alert(1)</script>' };
    const page = await (await fetch(`${discord.url}/oauth2/authorize?${new URLSearchParams(hostile)}`)).text();
    expect(page).not.toContain('<script>');
  });
});

describe('token', () => {
  it('answers with a token of 7 days', async () => {
    const answer = await exchange(await codeOf(DEMO_IDS.one));
    expect(await answer.json()).toMatchObject({ token_type: 'Bearer', expires_in: 604_800, scope: asked.scope });
  });

  it('takes a code once', async () => {
    const code = await codeOf(DEMO_IDS.one);
    expect((await exchange(code)).status).toBe(200);
    const again = await exchange(code);
    expect([again.status, await again.json()]).toEqual([400, expect.objectContaining({ error: 'invalid_grant' })]);
  });

  it.each([
    ['a wrong verifier', { code_verifier: 'b'.repeat(43) }, 400],
    ['no verifier', { code_verifier: '' }, 400],
    ['another address to return to', { redirect_uri: 'http://localhost:3000/' }, 400],
    ['a wrong secret', { client_secret: 'wrong' }, 401],
    ['another grant type', { grant_type: 'password' }, 400],
  ])('refuses %s', async (_case, change, status) => {
    expect((await exchange(await codeOf(DEMO_IDS.one), change)).status).toBe(status);
  });

  it('does not read JSON', async () => {
    const answer = await fetch(`${discord.url}/api/oauth2/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ client_id: application.clientId, client_secret: application.clientSecret }),
    });
    expect(answer.status).toBe(401);
  });
});

describe('member', () => {
  it('lists role ids of who is in the server, and knows nobody else', async () => {
    const roles = async (member: string) =>
      ((await (await memberAnswer(await tokenOf(member))).json()) as { roles: string[] }).roles;
    expect(await roles(DEMO_IDS.one)).toContain(application.roleId);
    expect(await roles(DEMO_IDS.two)).toContain(application.roleId);
    expect(await roles(DEMO_IDS.withoutRole)).not.toContain(application.roleId);
    const outside = await memberAnswer(await tokenOf(DEMO_IDS.outside));
    expect([outside.status, await outside.json()]).toEqual([404, { message: 'Unknown Guild', code: 10004 }]);
  });

  it('knows no other server', async () => {
    expect((await memberAnswer(await tokenOf(DEMO_IDS.one), '1180451290417200009')).status).toBe(404);
  });

  it.each(['', 'nonsense', 'e30.e30'])('answers 401 to the token "%s"', async (token) => {
    expect((await memberAnswer(token)).status).toBe(401);
  });

  it('wants the scope', async () => {
    expect((await memberAnswer(await tokenOf(DEMO_IDS.one, { scope: 'identify' }))).status).toBe(403);
  });

  it('forgets every token of a member when one is revoked', async () => {
    const [kept, revoked] = [await tokenOf(DEMO_IDS.two), await tokenOf(DEMO_IDS.two)];
    const { clientId: client_id, clientSecret: client_secret } = application;
    await form('/api/oauth2/token/revoke', { client_id, client_secret, token: revoked });
    expect((await memberAnswer(kept)).status).toBe(401);
    expect((await memberAnswer(await tokenOf(DEMO_IDS.two))).status).toBe(200);
  });
});

describe('the levers', () => {
  const pull = (path: string, body: unknown) =>
    fetch(`${discord.url}/stand-in${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });

  it.each([
    ['server-error', 500],
    ['unavailable', 503],
    ['rate-limited', 429],
    ['cloudflare', 429],
    ['not-json', 200],
    ['unknown-guild', 404],
  ])('make the member endpoint answer %s with %i', async (mode, status) => {
    const token = await tokenOf(DEMO_IDS.one);
    expect((await pull('/fail', { mode, target: 'member' })).status).toBe(200);
    expect((await memberAnswer(token)).status).toBe(status);
  });

  it('leave the other endpoint alone', async () => {
    discord.fail('server-error', 'member');
    expect((await exchange(await codeOf(DEMO_IDS.one))).status).toBe(200);
  });

  it('change roles', async () => {
    const token = await tokenOf(DEMO_IDS.one);
    await pull(`/members/${DEMO_IDS.one}`, { roles: null });
    expect((await memberAnswer(token)).status).toBe(404);
    await pull(`/members/${DEMO_IDS.one}`, { roles: [application.roleId] });
    expect((await memberAnswer(token)).status).toBe(200);
  });

  it('say what they know when asked for something else', async () => {
    expect((await pull('/fail', { mode: 'explode' })).status).toBe(400);
    expect((await pull('/members/1', { roles: [] })).status).toBe(404);
  });
});

it('counts who comes back before a 429 allows it: one member alone, or everybody', async () => {
  let now = Date.now();
  const busy = await startDiscordStandIn({ port: 0, now: () => now, ...application });
  const look = (authorization: string) =>
    fetch(`${busy.url}/api/v10/users/@me`, { headers: { Authorization: authorization } });
  busy.fail('member-busy-for-minutes');
  await look('Bearer one');
  await look('Bearer two');
  expect(busy.requestsTooEarly()).toBe(0);
  await look('Bearer one');
  expect(busy.requestsTooEarly()).toBe(1);
  now += 240_000;
  busy.fail('busy-for-minutes');
  await look('Bearer one');
  expect(busy.requestsTooEarly()).toBe(1);
  now += 299_000;
  await look('Bearer two');
  expect(busy.requestsTooEarly()).toBe(2);
  await busy.close();
});
