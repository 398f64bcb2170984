import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { ROLE_ID, startAuthApp } from '../../../testing/auth-app.js';
import type { AuthApp } from '../../../testing/auth-app.js';
import { AccessTokens } from './access-tokens.js';

const LIMIT = 10;
const ROOM = '/api/room';

let app: AuthApp;
let userId: string;

beforeAll(async () => {
  app = await startAuthApp({ TOKEN_REQUESTS_PER_MINUTE: String(LIMIT), WRITES_PER_MINUTE: '5' });
});
beforeEach(async () => {
  app.discord.setRoles(DEMO_IDS.one, [ROLE_ID]);
  const browser = app.browser();
  await browser.signIn(DEMO_IDS.one);
  ({ dbUserId: userId } = (await browser.get(ROOM)).body as { dbUserId: string });
});
afterAll(() => app.close());

const made = async () => (await app.get(AccessTokens).make(userId, { name: 'Script', scopes: ['write'] })).token;
const ask = (token: string, method = 'GET') =>
  app.browser().ask(ROOM, { method, headers: { Authorization: `Bearer ${token}` } });
const statuses = async (count: number, asking: () => Promise<{ status: number }>) => {
  const all = [];
  for (let nth = 0; nth < count; nth++) all.push((await asking()).status);
  return all;
};

describe('behind a token stands the role:', () => {
  it('lost, it opens nothing; found again, it does', async () => {
    const token = await made();
    expect(await ask(token)).toMatchObject({ status: 200, body: { dbUserId: userId } });
    app.discord.setRoles(DEMO_IDS.one, []);
    await app.pass(15 * 60);
    expect((await ask(token)).status).toBe(403);
    app.discord.setRoles(DEMO_IDS.one, [ROLE_ID]);
    await app.browser().signIn(DEMO_IDS.one);
    expect((await ask(token)).status).toBe(200);
  });

  it('not to be asked for any more after signing out everywhere, it waits for the next sign-in', async () => {
    const token = await made();
    const browser = app.browser();
    await browser.signIn(DEMO_IDS.one);
    await browser.get('/api/auth/session');
    expect((await browser.send('POST', '/api/auth/logout-everywhere')).status).toBe(204);
    expect((await ask(token)).status).toBe(200);
    await app.pass(15 * 60);
    const detail = expect.stringContaining('Sign in with a browser once') as string;
    expect(await ask(token)).toMatchObject({ status: 401, body: { detail } });
    await app.browser().signIn(DEMO_IDS.one);
    expect((await ask(token)).status).toBe(200);
  });
});

describe('limits', () => {
  it('count requests by token: another of the member goes on', async () => {
    const [one, two] = [await made(), await made()];
    const passed = Array.from({ length: LIMIT }, () => 200);
    expect(await statuses(LIMIT + 2, () => ask(one))).toEqual([...passed, 429, 429]);
    expect((await ask(two)).status).toBe(200);
  });

  it('count writes by member, however many tokens there are', async () => {
    const browser = app.browser();
    await browser.signIn(DEMO_IDS.two);
    const { dbUserId } = (await browser.get(ROOM)).body as { dbUserId: string };
    const make = () => app.get(AccessTokens).make(dbUserId, { name: 'Script', scopes: ['write'] });
    const tokens = [(await make()).token, (await make()).token];
    const writes = await statuses(8, () => ask(tokens.reverse()[0]!, 'POST'));
    expect(writes).toEqual([201, 201, 201, 201, 201, 429, 429, 429]);
  });

  it('count what is no token by address', async () => {
    const refused = Array.from({ length: LIMIT }, () => 401);
    expect(await statuses(LIMIT + 1, () => ask('sgl_none'))).toEqual([...refused, 429]);
    expect((await ask(await made())).status).toBe(200);
  });
});
