import type { FailMode } from '@singularity/local/discord-stand-in-faults.js';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { ROLE_ID, startAuthApp } from '../../../testing/auth-app.js';
import type { AuthApp } from '../../../testing/auth-app.js';
import { Browser } from '../../../testing/browser.js';

let app: AuthApp;
beforeAll(async () => (app = await startAuthApp()));
afterAll(() => app.close());
afterEach(() => {
  discordIsBack();
  app.discord.setRoles(DEMO_IDS.one, [ROLE_ID]);
});

/** And whatever it had asked for, or got after failures, is over. */
function discordIsBack(): void {
  app.discord.fail('none');
  app.clock.pass(60);
}

async function signedIn(): Promise<Browser> {
  const browser = app.browser();
  await browser.signIn(DEMO_IDS.one);
  return browser;
}

/** Lets so many minutes pass since Discord was last asked and last answered, and its wish for quiet run out. */
const minutesPass = (minutes: number) =>
  app.sql(
    `UPDATE access_grant SET checked_at = now() - make_interval(mins => $1),
       last_definitive_at = now() - make_interval(mins => $1), retry_at = NULL`,
    [minutes],
  );
const questions = () => app.discord.requestsTo('member');
const enter = (browser: Browser) => browser.get('/api/room');

describe('the role', () => {
  it('is not asked for again within 15 minutes', async () => {
    const browser = await signedIn();
    await minutesPass(14);
    const before = questions();
    expect((await enter(browser)).status).toBe(200);
    expect(questions()).toBe(before);
  });

  it('is asked for once after that, however many requests come to however many processes', async () => {
    const browser = await signedIn();
    const elsewhere = new Browser(app.other.url);
    elsewhere.cookies.set('sid', browser.cookies.get('sid')!);
    await minutesPass(16);
    const before = questions();
    const visits = Array.from({ length: 10 }, (_, index) => enter(index % 2 ? browser : elsewhere));
    for (const { status } of await Promise.all(visits)) expect(status).toBe(200);
    await enter(browser);
    expect(questions()).toBe(before + 1);
  });

  it.each([
    ['taken away', [] as string[]],
    ['gone with the server', null],
  ])('ends all sessions of the member when it is %s', async (_case, roles) => {
    const [browser, device] = [await signedIn(), await signedIn()];
    app.discord.setRoles(DEMO_IDS.one, roles);
    await minutesPass(16);
    const refused = await enter(browser);
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({
      type: '/problems/access-denied',
      detail: 'Access denied. Singularity tier required.',
    });
    expect((await enter(browser)).status).toBe(401);
    expect((await enter(device)).status).toBe(401);
    expect(await app.sql('SELECT sid FROM session')).toEqual([]);
  });

  it('lets the member in again when it is given back', async () => {
    app.discord.setRoles(DEMO_IDS.one, []);
    expect((await app.browser().signIn(DEMO_IDS.one)).location).toContain('access_denied');
    app.discord.setRoles(DEMO_IDS.one, [ROLE_ID]);
    expect((await enter(await signedIn())).status).toBe(200);
  });
});

describe('while Discord does not say', () => {
  const modes: FailMode[] = ['server-error', 'unavailable', 'rate-limited', 'cloudflare', 'not-json', 'hang'];

  it.each(modes)('nobody is signed out (%s)', async (mode) => {
    const browser = await signedIn();
    app.discord.fail(mode, 'member');
    await minutesPass(59);
    expect((await enter(browser)).status).toBe(200);
  });

  it.each(modes)('nobody is vouched for after an hour, until it says again (%s)', async (mode) => {
    const browser = await signedIn();
    app.discord.fail(mode, 'member');
    await minutesPass(61);
    const answer = await enter(browser);
    expect(answer.status).toBe(503);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    discordIsBack();
    await app.sql('UPDATE access_grant SET retry_at = now()');
    expect((await enter(browser)).status).toBe(200);
  });

  it('it is left alone for as long as it asks', async () => {
    const browser = await signedIn();
    app.discord.fail('rate-limited', 'member');
    await minutesPass(20);
    await enter(browser);
    const before = questions();
    await enter(browser);
    await enter(browser);
    expect(questions()).toBe(before);
  });
});

describe('a token that Discord does not know any more', () => {
  it('asks for a new sign-in, once for all and without asking Discord again', async () => {
    const browser = await signedIn();
    const elsewhere = await signedIn();
    await elsewhere.send('POST', '/api/auth/logout');
    await revokeAtDiscord(DEMO_IDS.one);
    await minutesPass(16);
    expect((await enter(browser)).status).toBe(401);
    const before = questions();
    expect((await enter(browser)).status).toBe(401);
    expect(questions()).toBe(before);
    expect((await enter(await signedIn())).status).toBe(200);
  });

  it('is the same as one that cannot be opened', async () => {
    const browser = await signedIn();
    await app.sql(`UPDATE access_grant SET token_ciphertext = '\\x00112233'`);
    await minutesPass(16);
    expect((await enter(browser)).status).toBe(401);
  });
});

/** Through another sign-in of the same person: revoking one token ends all of them. */
async function revokeAtDiscord(memberId: string): Promise<void> {
  const { clientId, clientSecret, baseUrl } = app.config.discord;
  const browser = app.browser();
  const atDiscord = await browser.beginSignIn();
  atDiscord.searchParams.delete('code_challenge');
  const back = new URL(await browser.agreeAs(memberId, atDiscord), baseUrl);
  const credentials = { client_id: clientId, client_secret: clientSecret };
  const post = async (path: string, fields: Record<string, string>) =>
    (await fetch(baseUrl + path, { method: 'POST', body: new URLSearchParams({ ...credentials, ...fields }) })).json();
  const { access_token: token } = (await post('/api/oauth2/token', {
    grant_type: 'authorization_code',
    code: back.searchParams.get('code')!,
    redirect_uri: atDiscord.searchParams.get('redirect_uri')!,
  })) as { access_token: string };
  await post('/api/oauth2/token/revoke', { token });
}
