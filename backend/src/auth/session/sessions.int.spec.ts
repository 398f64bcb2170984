import type { Request } from 'express';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { longStay, startAuthApp } from '../../../testing/auth-app.js';
import type { AuthApp } from '../../../testing/auth-app.js';
import { Browser } from '../../../testing/browser.js';
import type { Reply } from '../../../testing/browser.js';
import { Authenticator } from '../authenticator.js';
import { Standings } from './standings.table.js';

const WEEK_SECONDS = 7 * 24 * 60 * 60;

let app: AuthApp;
beforeAll(async () => (app = await startAuthApp()));
afterAll(() => app.close());

async function signedIn(id: string = DEMO_IDS.one): Promise<Browser> {
  const browser = app.browser();
  await browser.signIn(id);
  return browser;
}

/** The session id of a browser, out of its signed cookie. */
const sidOf = (browser: Browser) => /^s%3A([^.]+)\./.exec(browser.cookies.get('sid') ?? '')?.[1];
const rowOf = async (browser: Browser) =>
  (await app.sql<{ expire: Date }>('SELECT expire FROM session WHERE sid = $1', [sidOf(browser)]))[0];
const statusOf = async (browser: Browser) => (await browser.get('/api/room')).status;

/** So many requests of one browser, each of which is in the room and stays; gives the answers to come. */
async function enterLong(browser: Browser, requests: number): Promise<Promise<Reply>[]> {
  let entered = 0;
  const allIn = new Promise<void>((resolve) => {
    longStay.on('entered', () => ++entered === requests && resolve());
  });
  const answers = Array.from({ length: requests }, () => browser.at(app.url).get('/api/room/long'));
  await allIn;
  longStay.removeAllListeners('entered');
  return answers;
}

describe('a session', () => {
  it('gets a new id at each sign-in, and the old one is worth nothing', async () => {
    const victim = app.browser();
    const attacker = await signedIn(DEMO_IDS.two);
    victim.cookies.set('sid', attacker.cookies.get('sid')!);
    await victim.signIn(DEMO_IDS.one);
    expect(sidOf(victim)).not.toBe(sidOf(attacker));
    expect(await statusOf(attacker)).toBe(401);
    expect(await statusOf(victim)).toBe(200);
  });

  it('is not taken for one that has ended where it cannot be read once more', async () => {
    const request = { sessionID: sidOf(await signedIn()), headers: {} } as Request;
    const authenticator = app.get(Authenticator);
    expect(await authenticator.authenticateAgain(request)).toMatchObject({ discordId: DEMO_IDS.one });
    const away = vi.spyOn(app.get(Standings), 'beside').mockRejectedValue(new Error('nobody answers'));
    await expect(authenticator.authenticateAgain(request)).rejects.toThrow('nobody answers');
    away.mockRestore();
    await app.sql('DELETE FROM session WHERE sid = $1', [request.sessionID]);
    await expect(authenticator.authenticateAgain(request)).rejects.toMatchObject({ status: 401 });
  });

  it('is left as it was opened, by writes that wait for each other, too', async () => {
    const browser = await signedIn();
    const row = () => app.sql('SELECT * FROM session WHERE sid = $1', [sidOf(browser)]);
    const opened = await row();
    const written = await Promise.all(Array.from({ length: 3 }, () => browser.send('POST', '/api/room', {})));
    expect(written.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await row()).toEqual(opened);
  });

  it('is good in every process of the app', async () => {
    const browser = await signedIn();
    const elsewhere = new Browser(app.other.url);
    elsewhere.cookies.set('sid', browser.cookies.get('sid')!);
    expect(await statusOf(elsewhere)).toBe(200);
  });

  it.each([
    ['garbage', () => 'garbage'],
    ['a signature of somebody else', (cookie: string) => cookie.replace(/\..*/, '.c2lnbmF0dXJl')],
    ['no signature', (cookie: string) => cookie.replace(/^s%3A/, '').replace(/\..*/, '')],
  ])('is not opened by %s', async (_case, forge) => {
    const browser = await signedIn();
    browser.cookies.set('sid', forge(browser.cookies.get('sid')!));
    expect(await statusOf(browser)).toBe(401);
  });

  it('does not last longer for being used', async () => {
    const browser = await signedIn();
    await app.sql(`UPDATE session SET expire = expire - interval '1 day' WHERE sid = $1`, [sidOf(browser)]);
    const before = await rowOf(browser);
    const answer = await browser.get('/api/room');
    expect(await rowOf(browser)).toEqual(before);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('ends at its absolute end, even where the row and the cookie live on', async () => {
    const browser = await signedIn();
    await app.sql(
      `UPDATE session SET sess = jsonb_set(sess::jsonb, '{passport,user,expiresAt}', '"2020-01-01T00:00:00.000Z"')
       WHERE sid = $1`,
      [sidOf(browser)],
    );
    expect(await statusOf(browser)).toBe(401);
  });

  it('ends 7 days after the sign-in, give or take a minute, however steadily it is used', async () => {
    const began = Date.now();
    const browser = await signedIn();
    const { expiresAt } = (await browser.get('/api/auth/session')).body as { expiresAt: string };
    expect(Math.abs(Date.parse(expiresAt) - began - WEEK_SECONDS * 1_000)).toBeLessThan(60_000);
    const comes = async () => (await browser.get('/api/room')).headers['set-cookie'];
    let minutes = 0;
    // Each minute would take a minute of our own: each hour, and at the end each minute.
    for (; minutes < WEEK_SECONDS / 60 - 60; minutes += 60, app.clock.pass(60 * 60))
      expect(await comes()).toBeUndefined();
    for (; (await statusOf(browser)) === 200; minutes++) app.clock.pass(60);
    app.clock.pass(-60 * minutes);
    expect(Math.abs(minutes - WEEK_SECONDS / 60)).toBeLessThanOrEqual(1);
  });

  it('does not end before that for not being used', async () => {
    const browser = await signedIn();
    app.clock.pass(WEEK_SECONDS - 60);
    expect(await statusOf(browser)).toBe(200);
    app.clock.pass(60 - WEEK_SECONDS);
  });

  it('ends with its row', async () => {
    const browser = await signedIn();
    await app.sql(`UPDATE session SET expire = now() - interval '1 second' WHERE sid = $1`, [sidOf(browser)]);
    expect(await statusOf(browser)).toBe(401);
  });
});

describe('logging out', () => {
  it('leaves nothing that the next sign-in would take up again', async () => {
    const browser = await signedIn();
    const [sid, cookie] = [sidOf(browser), browser.cookies.get('sid')!];
    await browser.send('POST', '/api/auth/logout');
    browser.cookies.set('sid', cookie);
    const next = await browser.signIn(DEMO_IDS.one);
    expect(next.headers['set-cookie']?.join()).toContain('sid=');
    expect(sidOf(browser)).not.toBe(sid);
    expect(await statusOf(browser)).toBe(200);
    browser.cookies.set('sid', cookie);
    expect(await statusOf(browser)).toBe(401);
  });

  it('ends this session and leaves the other device alone', async () => {
    const [here, elsewhere] = [await signedIn(), await signedIn()];
    const cookie = here.cookies.get('sid')!;
    const answer = await here.send('POST', '/api/auth/logout');
    expect(answer.status).toBe(204);
    expect(answer.headers['clear-site-data']).toBe('"cache"');
    expect([...here.cookies.keys()]).toEqual([]);
    here.cookies.set('sid', cookie);
    expect(await statusOf(here)).toBe(401);
    expect(await statusOf(elsewhere)).toBe(200);
  });

  it('is nothing that a link or a page of another site can do', async () => {
    const browser = await signedIn();
    expect((await browser.get('/api/auth/logout')).status).toBe(404);
    expect((await browser.ask('/api/auth/logout', { method: 'POST' })).status).toBe(403);
    expect(await statusOf(browser)).toBe(200);
  });
});

describe('logging out everywhere', () => {
  it('ends every session of the member and no other, and the token at Discord', async () => {
    const [here, elsewhere, other] = [await signedIn(), await signedIn(), await signedIn(DEMO_IDS.two)];
    const revoked = app.discord.requestsTo('revoke');
    expect((await here.send('POST', '/api/auth/logout-everywhere')).status).toBe(204);
    expect(await statusOf(here)).toBe(401);
    expect(await statusOf(elsewhere)).toBe(401);
    expect(await rowOf(elsewhere)).toBeUndefined();
    expect(await statusOf(other)).toBe(200);
    expect(app.discord.requestsTo('revoke')).toBe(revoked + 1);
  });

  it('is not undone by any of 1,000 requests that were under way and have changed their session', async () => {
    const [here, elsewhere] = [await signedIn(), await signedIn()];
    longStay.setMaxListeners(0);
    const underWay: Promise<Reply>[] = [];
    // They come in by turns, so that the last of them does not wait for a connection for longer than it may.
    while (underWay.length < 1_000) underWay.push(...(await enterLong(elsewhere, 50)));
    expect((await here.send('POST', '/api/auth/logout-everywhere')).status).toBe(204);
    longStay.emit('leave');
    const left = (await Promise.all(underWay)).map(({ headers }) =>
      /sid=([^;]+)/.exec(headers['set-cookie']?.join() ?? ''),
    );
    expect(left).toHaveLength(1_000);
    for (const cookie of new Set(left.map((found) => found?.[1]).filter((value) => value !== undefined)))
      for (const url of [app.url, app.other.url]) {
        const browser = new Browser(url);
        browser.cookies.set('sid', cookie);
        expect(await statusOf(browser)).toBe(401);
      }
    expect(await statusOf(elsewhere)).toBe(401);
  }, 60_000);

  it('still works while Discord does not', async () => {
    const browser = await signedIn();
    app.discord.fail('server-error');
    expect((await browser.send('POST', '/api/auth/logout-everywhere')).status).toBe(204);
    app.discord.fail('none');
  });

  it('does not keep the member from signing in again', async () => {
    const browser = await signedIn();
    await browser.send('POST', '/api/auth/logout-everywhere');
    await browser.signIn(DEMO_IDS.one);
    expect(await statusOf(browser)).toBe(200);
  });
});
