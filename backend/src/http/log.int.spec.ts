import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { unseal } from '../runtime/sealed.js';
import { freePort } from '@singularity/local/free-port.js';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { Browser } from '../../testing/browser.js';
import type { Reply } from '../../testing/browser.js';
import { startTestWorld } from '../../testing/test-world.js';
import type { TestWorld } from '../../testing/test-world.js';

/** The built app as in production, but on loopback, where it may begin with a line that must be found. */
const PROGRAM = `
  const at = (file) => import(${JSON.stringify(join(import.meta.dirname, '../../dist/'))} + file);
  const [{ createApp }, { loadConfig }, { RequestLogger }] =
    [await at('main.js'), await at('config.js'), await at('runtime/request-logger.js')];
  const logger = new RequestLogger(true);
  logger.log('canary-deliberate', 'control');
  await (await createApp(loadConfig(), logger)).listen(process.env.PORT, '127.0.0.1');
`;
const SECRET = 'canary-session-secret-of-32-characters';
const TRADE = { symbol: 'MSFT', assetType: 'stock', direction: 'LONG', quantity: '2', entryPrice: '10' } as const;

interface Line {
  readonly time: string;
  readonly level: string;
  readonly context: string;
  readonly message: string;
  readonly requestId?: string;
  readonly userId?: string;
  readonly event?: string;
  readonly route?: string;
  readonly status?: number;
}

let world: TestWorld;
let app: ChildProcess;
let output = '';
let url: string;

beforeAll(async () => {
  world = await startTestWorld({ SESSION_SECRET: SECRET });
  const { database, discord } = world.config;
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env['PATH'],
    ...{ PORT: String(port), PUBLIC_URL: world.config.publicUrl, DATABASE_URL: database.url, SESSION_SECRET: SECRET },
    ...{ DISCORD_BASE_URL: discord.baseUrl, DISCORD_CLIENT_ID: discord.clientId },
    ...{ DISCORD_CLIENT_SECRET: discord.clientSecret, DISCORD_GUILD_ID: discord.guildId },
    ...{ DISCORD_ROLE_ID: discord.roleId, TRUSTED_PROXIES: '1', WRITES_PER_MINUTE: '20' },
  };
  app = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [app.stdout, app.stderr])
    stream?.on('data', (part: Buffer) => (output += part.toString('utf8')));
  while (!(await fetch(url).catch(() => null))) if (app.exitCode !== null) throw new Error(output);
});
afterAll(async () => {
  const ended = once(app, 'exit');
  app.kill('SIGKILL');
  await ended;
  await world.close();
});

/** Waits until the log has told of that request, and gives all that it told up to then. */
async function linesUpTo({ headers }: Reply): Promise<readonly Line[]> {
  const id = String(headers['x-request-id']);
  const isTold = () => output.split('\n').some((line) => line.includes(id) && line.includes('"access"'));
  while (!isTold()) await once(app.stdout!, 'data');
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

/** Has PostgreSQL refuse events that say so, and quote all of the row. */
async function refuseEvents(mark: string, code: string): Promise<void> {
  const name = `refuse_${mark.replaceAll('-', '_')}`;
  await world.sql(`CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF position('${mark}' IN NEW.payload::text) > 0 THEN
      RAISE EXCEPTION '%', NEW.payload USING DETAIL = NEW.payload::text, HINT = NEW.payload::text, ERRCODE = '${code}';
    END IF; RETURN NEW; END $$`);
  await world.sql(`CREATE TRIGGER ${name} BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION ${name}()`);
}

it('says of every request whose and which it was, and nothing of what was in it', async () => {
  await refuseEvents('canary-broken', 'XX000');
  await refuseEvents('canary-walled', '42501');
  const browser = new Browser(url);
  const back = await browser.agreeAs(DEMO_IDS.one, await browser.beginSignIn('/canary-return'));
  const pending = [...browser.cookies.values()];
  expect((await browser.get(back)).location).toBe('/canary-return');
  await browser.get(`${back.slice(0, back.indexOf('?'))}?code=canary-code&state=canary-state`);
  await new Browser(url).get(`${back.slice(0, back.indexOf('?'))}?code=canary-code&state=canary-state`);
  const { user } = (await browser.get('/api/auth/session')).body as { user: { dbUserId: string } };
  const [grant] = await world.sql<{ sealed: Buffer }>('SELECT token_ciphertext AS sealed FROM access_grant');
  const accessToken = unseal(world.config.tokenKey, `discord-token|${user.dbUserId}`, grant!.sealed)!;

  const add = (notes: string, more: object = {}) =>
    browser.send(
      'POST',
      '/api/user/trades',
      { ...TRADE, entryAt: '2026-03-02T15:00:00Z', notes, tags: ['canary-tag'], ...more },
      { 'Idempotency-Key': `canary-key-${notes}` },
    );
  expect((await add('canary-note')).status).toBe(201);
  expect((await add('canary-note', { symbol: 'canary symbol' })).status).toBe(422);
  const broken = await add('canary-broken');
  expect([broken.status, broken.body]).toEqual([
    500,
    expect.objectContaining({ requestId: broken.headers['x-request-id'] }),
  ]);
  expect(broken.text).not.toMatch(/nothing was changed/i);
  expect((await add('canary-walled')).status).toBe(500);
  expect(
    (await browser.send('POST', '/api/user/trades', '{"canary-json', { 'Content-Type': 'application/json' })).status,
  ).toBe(400);
  expect((await browser.get('/api/canary-nowhere?canary-query=1')).status).toBe(404);
  expect((await browser.send('POST', '/api/user/trades', {}, { 'X-XSRF-TOKEN': 'canary-token' })).status).toBe(403);
  expect((await browser.get('/api/user/trades', { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
  const made = await browser.send('POST', '/api/user/tokens', { name: 'canary-program', scopes: ['read'] });
  const { token } = made.body as { token: string };
  const program = { Authorization: `Bearer ${token}` };
  expect((await new Browser(url).get('/api/user/trades', program)).status).toBe(200);
  expect((await new Browser(url).get('/api/user/canary', program)).status).toBe(404);
  expect((await new Browser(url).get('/api/user/trades', { Authorization: `Bearer ${token}canary` })).status).toBe(401);
  let last = await add('canary-note');
  while (last.status !== 429) last = await browser.send('POST', '/api/user/trades', {});

  const lines = await linesUpTo(last);
  const secrets = [
    ...['canary', SECRET, token, token.slice(-43), world.config.discord.clientSecret, accessToken, DEMO_IDS.one],
    ...[...new URL(back, url).searchParams.values(), ...browser.cookies.values(), ...pending],
  ].filter((secret) => secret !== '/');
  const found = lines.filter((line) => secrets.some((secret) => JSON.stringify(line).includes(secret)));
  // The control: what is said on purpose is found, and is all that is found.
  expect(found.map(({ context, message }) => [context, message])).toEqual([['control', 'canary-deliberate']]);

  for (const line of lines) expect(line).toMatchObject({ time: expect.stringMatching(/^\d{4}-.*Z$/) as string });
  const access = lines.filter(({ context }) => context === 'access');
  expect(access.filter(({ requestId }) => requestId === undefined)).toEqual([]);
  const ofTrades = access.filter(({ route, status }) => route === '/api/user/trades' && ![401, 403].includes(status!));
  expect(ofTrades.map(({ userId }) => userId)).toEqual(ofTrades.map(() => user.dbUserId));
  expect(access).toContainEqual(expect.objectContaining({ message: 'POST /api/user/trades 201', status: 201 }));
  expect(lines).toContainEqual(
    expect.objectContaining({
      ...{ level: 'error', requestId: broken.headers['x-request-id'], userId: user.dbUserId },
      message: expect.stringContaining('XX000') as string,
    }),
  );
  const events = lines.flatMap(({ event }) => event ?? []);
  expect([...new Set(events)]).toEqual([
    ...['sign-in-granted', 'sign-in-failed', 'row-level-security', 'token-missing', 'foreign-request'],
    ...['access-token-made', 'access-token-refused', 'rate-limit'],
  ]);
});

it.each([
  ['a well-formed one of the trusted proxy', 'proxy-request_42', true],
  ['one that would begin another line', 'abcdefgh%0a{}', false],
  ['one that is too long', 'a'.repeat(65), false],
])('goes by the id of a request that it is given: %s', async (_case, given, taken) => {
  const { headers } = await new Browser(url).get('/api/status', { 'X-Request-Id': given });
  expect(headers['x-request-id'] === given).toBe(taken);
});

it('has no line for a health check that found the app well', async () => {
  const browser = new Browser(url);
  const well = await browser.get('/api/status');
  const after = await browser.get('/api/auth/session');
  const ofChecks = (await linesUpTo(after)).filter(({ route }) => route === '/api/status');
  expect([well.status, ofChecks]).toEqual([200, []]);
});
