import type { SessionItem } from '@singularity/contract';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import type { Browser } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';

let app: TestApp;
beforeAll(async () => (app = await startTestApp()));
afterAll(() => app.close());
beforeEach(() => app.sql('DELETE FROM session'));
afterEach(async () => expect(await app.audit()).toEqual([]));

async function sessionsOf(browser: Browser): Promise<readonly SessionItem[]> {
  return ((await browser.get('/api/user/sessions')).body as { items: SessionItem[] }).items;
}

const isIn = async (browser: Browser) => (await browser.get('/api/auth/session')).status === 200;
const end = (browser: Browser, { id }: Pick<SessionItem, 'id'>) => browser.send('DELETE', `/api/user/sessions/${id}`);

it('are listed, newest first, with their device and without what would open them', async () => {
  const other = app.browser();
  const back = await other.agreeAs(DEMO_IDS.one, await other.beginSignIn());
  await other.get(back, { 'User-Agent': FIREFOX });
  const own = await app.signIn('one');
  await app.signIn('two');

  const reply = await own.get('/api/user/sessions');
  const { items } = reply.body as { items: SessionItem[] };
  expect(items.map(({ device, current }) => [device, current])).toEqual([
    ['Unknown device', true],
    ['Firefox on Linux', false],
  ]);
  const { expiresAt } = (await own.get('/api/auth/session')).body as { expiresAt: string };
  expect(items[0]!.expiresAt).toBe(expiresAt);
  expect(items[0]!.createdAt > items[1]!.createdAt).toBe(true);
  const sids = await app.sql<{ sid: string }>('SELECT sid FROM session');
  for (const { sid } of sids) expect(reply.text).not.toContain(sid);
});

it('are not listed once they have run out', async () => {
  const [own, other] = [await app.signIn('one'), await app.signIn('one')];
  const [{ id }] = (await sessionsOf(other)) as [SessionItem];
  await app.sql(`UPDATE session SET expire = now() - interval '1 second'`);
  const fresh = await app.signIn('one');
  expect((await sessionsOf(fresh)).map(({ current }) => current)).toEqual([true]);
  expect((await end(fresh, { id })).status).toBe(404);
  expect(await isIn(own)).toBe(false);
});

it('end one by one', async () => {
  const [own, other] = [await app.signIn('one'), await app.signIn('one')];
  const target = (await sessionsOf(own)).find(({ current }) => !current)!;
  expect(await end(own, target)).toMatchObject({ status: 200, body: target });
  expect([await isIn(own), await isIn(other)]).toEqual([true, false]);
  expect((await end(own, target)).status).toBe(404);
  expect((await sessionsOf(own)).map(({ current }) => current)).toEqual([true]);
});

it('end with the answers that the browser kept, where it is the one that asks', async () => {
  const own = await app.signIn('one');
  const [current] = (await sessionsOf(own)) as [SessionItem];
  const reply = await end(own, current);
  expect([reply.status, reply.headers['clear-site-data']]).toEqual([200, '"cache"']);
  expect([...own.cookies.keys()]).toEqual([]);
  expect(await app.sql('SELECT sid FROM session')).toEqual([]);
});

it('are nobody else’s to end', async () => {
  const [own, stranger] = [await app.signIn('one'), await app.signIn('two')];
  const [target] = (await sessionsOf(own)) as [SessionItem];
  const [theirs, nobodys] = [await end(stranger, target), await end(stranger, { id: 'x'.repeat(43) })];
  expect([theirs.status, theirs.text]).toEqual([404, nobodys.text]);
  expect(await isIn(own)).toBe(true);
});
