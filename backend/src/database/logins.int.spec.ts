import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { Browser } from '../../testing/browser.js';
import { startProcess } from '../../testing/test-app.js';
import { startTestWorld } from '../../testing/test-world.js';
import type { TestWorld } from '../../testing/test-world.js';
import { migrate } from './migrate.js';
import { ERASER_ROLE } from './roles.js';

const word = randomBytes(8).toString('hex');
const [serving, erasing] = [`serving_${word}`, `erasing_${word}`];

let world: TestWorld;
let urls: { readonly url: string; readonly ownerUrl: string; readonly eraserUrl: string };
beforeAll(async () => {
  world = await startTestWorld();
  const { ownerUrl } = world.config.database;
  const as = (username: string) => Object.assign(new URL(ownerUrl), { username, password: word }).href;
  for (const login of [serving, erasing]) await world.sql(`CREATE ROLE ${login} LOGIN NOINHERIT PASSWORD '${word}'`);
  urls = { url: as(serving), ownerUrl, eraserUrl: as(erasing) };
});
afterAll(async () => {
  await world.sql(`DROP OWNED BY ${serving}, ${erasing}`);
  await world.sql(`DROP ROLE ${serving}, ${erasing}`);
  await world.close();
});

async function takeOn(connectionString: string, role: string): Promise<unknown> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client
    .query(`SET ROLE ${role}`)
    .then(() => 'taken on')
    .catch(({ code }: { code: string }) => code)
    .finally(() => client.end());
}

it('lets the one login take on both roles where there is no other', async () => {
  await migrate({ ...urls, eraserUrl: urls.url });
  expect(await takeOn(urls.url, ERASER_ROLE)).toBe('taken on');
});

it('takes the role of the eraser from the login that serves once another is there for it', async () => {
  await migrate(urls);
  expect(await takeOn(urls.url, ERASER_ROLE)).toBe('42501');
  expect(await takeOn(urls.eraserUrl, ERASER_ROLE)).toBe('taken on');
  expect(await takeOn(urls.eraserUrl, 'singularity_app')).toBe('42501');
});

it('erases a member over that login', async () => {
  const database = { ...world.config.database, ...urls };
  const app = await startProcess({ config: { ...world.config, database } });
  const browser = new Browser(app.url);
  await browser.signIn(DEMO_IDS.one);
  const { user } = (await browser.get('/api/auth/session')).body as { user: { username: string } };
  expect(await browser.send('DELETE', '/api/user', { confirm: user.username })).toMatchObject({ status: 204 });
  await app.close();
  expect(await world.sql('SELECT FROM app_user')).toEqual([]);
});
