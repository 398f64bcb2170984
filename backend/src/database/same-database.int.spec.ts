import pg from 'pg';
import type { Browser } from '../../testing/browser.js';
import { startProcess, startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';
import { DatabaseReplaced } from './same-database.js';
import { Tenants } from './tenants.js';

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
let cluster: pg.Client;
let name: string;
beforeAll(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
  name = new URL(app.config.database.url).pathname.slice(1);
  cluster = new pg.Client({ connectionString: process.env['TEST_POSTGRES_SUPERUSER_URL'] });
  await cluster.connect();
});
afterAll(async () => {
  await cluster.query(`DROP DATABASE ${name}_before`);
  await cluster.end();
  await app.close();
});

function cutConnections(): Promise<unknown> {
  return cluster.query(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
      WHERE datname = $1 AND application_name LIKE 'singularity%'`,
    [name],
  );
}

/** Another database under the same name, with what was in the one before. */
async function replaceDatabase(): Promise<void> {
  await cluster.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  await cutConnections();
  await cluster.query(`ALTER DATABASE ${name} RENAME TO ${name}_before`);
  await cluster.query(`CREATE DATABASE ${name} TEMPLATE ${name}_before OWNER singularity_owner`);
}

const addTrade = (browser = member) => browser.send('POST', '/api/user/trades', TRADE);

it('changes nothing in a database that took the place of the one it began with, until it is started again', async () => {
  const memberId = await member.userId();
  await cutConnections();
  expect(await addTrade()).toMatchObject({ status: 201 });

  await replaceDatabase();
  // Already by the very connection that notices it.
  const write = app.nest.get(Tenants).withTenant(memberId, () => Promise.resolve());
  await expect(write).rejects.toThrow(DatabaseReplaced);
  const refused = await addTrade();
  expect(refused).toMatchObject({ status: 503, body: { detail: expect.stringContaining('restarted') as string } });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(await member.get('/api/user/trades')).toMatchObject({ status: 200, body: { items: [{ symbol: 'AAPL' }] } });
  expect(await app.browser().get('/api/status')).toMatchObject({
    status: 200,
    body: { systems: { database: 'degraded' }, reasons: { database: expect.stringContaining('backup') as string } },
  });

  const again = await startProcess(app);
  expect(await addTrade(member.at(again.url))).toMatchObject({ status: 201 });
  await again.close();
});
