import { DEMO_IDS } from '../local/discord-stand-in-members.js';
import { startAuthApp } from '../testing/auth-app.js';
import type { AuthApp } from '../testing/auth-app.js';

let app: AuthApp;
beforeAll(async () => (app = await startAuthApp()));
afterAll(() => app.close());
afterEach(() => app.discord.fail('none'));

describe('a member with the role', () => {
  it('is in', async () => {
    const browser = app.browser();
    const answer = await browser.signIn(DEMO_IDS.one);
    expect([answer.status, answer.location]).toEqual([302, '/']);
    const session = await browser.get('/api/auth/session');
    expect(session.status).toBe(200);
    expect(session.body).toMatchObject({ user: { discordId: DEMO_IDS.one, username: 'demo.one' } });
  });
});
