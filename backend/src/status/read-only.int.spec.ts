import type { Browser } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

const TRADE = {
  symbol: 'AAPL',
  assetType: 'stock',
  direction: 'LONG',
  quantity: '1',
  entryPrice: '10',
  entryAt: '2026-01-05T14:30:00Z',
};

let app: TestApp;
let member: Browser;
let name: string;
beforeAll(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
  name = (await app.sql<{ name: string }>('SELECT current_database() AS name'))[0]!.name;
});
afterAll(() => app.close());

/** As it is at a standby: connections that are made from now on can change nothing. */
async function beReadOnly(readOnly: boolean): Promise<void> {
  const set = readOnly ? 'SET default_transaction_read_only = on' : 'RESET default_transaction_read_only';
  await app.sql(`BEGIN READ WRITE; ALTER DATABASE ${name} ${set}; COMMIT`);
}

function cutConnections(): Promise<unknown> {
  return app.sql(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name LIKE 'singularity%'`,
  );
}

const addTrade = () => member.send('POST', '/api/user/trades', TRADE);
const status = async () => (await app.browser().get('/api/status')).body as object;

it('answers reads, refuses changes for the moment and says so, while the database takes none', async () => {
  await beReadOnly(true);
  await cutConnections();
  const refused = await addTrade();
  expect(refused).toMatchObject({ status: 503, body: { detail: expect.stringContaining('cannot be saved') } });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(await member.get('/api/user/trades')).toMatchObject({ status: 200 });
  expect(await member.get('/api/auth/session')).toMatchObject({ status: 200 });
  expect(await status()).toMatchObject({
    overall: 'degraded',
    systems: { database: 'degraded' },
    reasons: { database: expect.stringMatching(/no changes/) as string },
  });
});

it('lets members read whose role is due to be checked, for as long as it is believed without an answer', async () => {
  await app.sql(`UPDATE access_grant SET checked_at = now() - interval '20 minutes'`);
  await beReadOnly(true);
  await cutConnections();
  expect(await member.get('/api/user/trades')).toMatchObject({ status: 200 });
});

it('writes with the next connection once there is a database that takes changes, whatever was open before', async () => {
  await beReadOnly(true);
  await cutConnections();
  // Many at once, so that there are many connections that can change nothing.
  await Promise.all(Array.from({ length: 20 }, () => member.get('/api/user/trades')));
  await beReadOnly(false);
  const answers = await Promise.all(Array.from({ length: 10 }, addTrade));
  expect(answers.map(({ status: code }) => code)).toEqual(Array.from({ length: 10 }, () => 201));
});
