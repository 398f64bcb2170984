import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { ROLE_ID, startAuthApp } from '../../../testing/auth-app.js';
import type { AuthApp } from '../../../testing/auth-app.js';
import type { Browser } from '../../../testing/browser.js';

let app: AuthApp;
beforeEach(async () => (app = await startAuthApp({ DISCORD_BOT_TOKEN: 'the-token.of-the.bot' })));
afterEach(() => app.close());

async function signedIn(): Promise<Browser> {
  const browser = app.browser();
  expect((await browser.signIn(DEMO_IDS.one)).location).toBe('/');
  return browser;
}
const enter = async (browser: Browser) => (await browser.get('/api/room')).status;
const minutesPass = (minutes: number) =>
  app.sql(
    `UPDATE access_grant SET checked_at = now() - make_interval(mins => $1),
       last_definitive_at = now() - make_interval(mins => $1), retry_at = NULL`,
    [minutes],
  );
const tokens = () => app.sql('SELECT FROM access_grant WHERE token_ciphertext IS NOT NULL');

it('asks about members in their place: they agree to less, and no token of theirs is kept', async () => {
  expect((await app.browser().beginSignIn()).searchParams.get('scope')).toBe('identify');
  const browser = await signedIn();
  expect(await tokens()).toEqual([]);
  await minutesPass(16);
  expect(await enter(browser)).toBe(200);
  expect([app.discord.requestsTo('botMember'), app.discord.requestsTo('member')]).toEqual([2, 0]);
});

it.each([
  ['without the role', DEMO_IDS.withoutRole, 'no_role'],
  ['outside the server', DEMO_IDS.outside, 'not_in_server'],
])('lets nobody in %s', async (_case, id, reason) => {
  expect((await app.browser().signIn(id)).location).toBe(`/login?error=access_denied&reason=${reason}`);
});

it.each([
  ['the role is taken away', [] as string[]],
  ['they have left the server', null],
])('ends the sessions of a member when %s', async (_case, roles) => {
  const browser = await signedIn();
  app.discord.setRoles(DEMO_IDS.one, roles);
  await minutesPass(16);
  expect(await enter(browser)).toBe(403);
  expect(await enter(browser)).toBe(401);
});

it('lets a member back in who got the role back', async () => {
  app.discord.setRoles(DEMO_IDS.one, []);
  expect((await app.browser().signIn(DEMO_IDS.one)).location).toBe('/login?error=access_denied&reason=no_role');
  app.discord.setRoles(DEMO_IDS.one, [ROLE_ID]);
  expect(await enter(await signedIn())).toBe(200);
});

it('drops a token that was kept before there was a bot', async () => {
  const browser = await signedIn();
  await app.sql(`UPDATE access_grant SET token_ciphertext = '\\x00112233'`);
  await minutesPass(16);
  expect(await enter(browser)).toBe(200);
  expect(await tokens()).toEqual([]);
});

it('signs nobody out where the bot cannot see the server', async () => {
  const browser = await signedIn();
  app.discord.fail('unknown-guild', 'member');
  await minutesPass(16);
  expect(await enter(browser)).toBe(200);
  await minutesPass(61);
  expect(await enter(browser)).toBe(503);
});
