import { readFileSync } from 'node:fs';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

describe('the status', () => {
  let app: TestApp;
  beforeEach(async () => (app = await startTestApp()));
  afterEach(() => app.close());

  it('is for everybody, and says how all is and nothing more', async () => {
    const { status, body, headers } = await app.browser().get('/api/status');
    expect(status).toBe(200);
    expect(headers['set-cookie']).toBeUndefined();
    expect(body).toEqual({
      overall: 'healthy',
      systems: {
        database: 'healthy',
        discord: 'healthy',
        market: 'not configured',
        projections: 'healthy',
        clock: 'healthy',
        https: 'healthy',
      },
      projections: { behind: 0, failed: 0 },
      reasons: {},
      version,
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
    });
  });

  it('is degraded without Discord, for the app goes on', async () => {
    await app.discord.close();
    const { status, body } = await app.browser().get('/api/status');
    expect(status).toBe(200);
    expect(body).toMatchObject({ overall: 'degraded', systems: { database: 'healthy', discord: 'error' } });
    app.discord.close = () => Promise.resolve();
  });

  it('is degraded while denials of the role are not believed, and says why without naming anybody', async () => {
    await app.sql(
      `INSERT INTO identity (discord_id, user_id, created_at, role_lost_at)
       SELECT '1180451290417300' || n, gen_random_uuid(), now(), now() FROM generate_series(100, 101) AS n`,
    );
    const { status, body } = await app.browser().get('/api/status');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      overall: 'degraded',
      systems: { discord: 'degraded' },
      reasons: { discord: expect.stringMatching(/^[A-Z][a-z: ]+[a-z :]+\.$/) as string },
    });
  });

  it('is degraded once a sign-in has come through a proxy that does not say that it came over https', async () => {
    await app.close();
    app = await startTestApp({ PUBLIC_URL: 'https://singularity.test' });
    const statusAfter = async (headers = {}) => {
      await app.browser().get('/api/auth/discord', headers);
      return (await app.browser().get('/api/status')).body;
    };
    expect(await statusAfter()).toMatchObject({
      overall: 'degraded',
      systems: { https: 'degraded' },
      reasons: { https: expect.stringContaining('X-Forwarded-Proto: https') as string },
    });
    expect(await statusAfter({ 'X-Forwarded-Proto': 'https' })).toMatchObject({ systems: { https: 'healthy' } });
    // A visitor who typed http:// is nothing that an operator has to mend.
    expect(await statusAfter({ 'X-Forwarded-Proto': 'http' })).toMatchObject({ systems: { https: 'healthy' } });
  });

  it('is an error without the database', async () => {
    await app.sql(`UPDATE pg_database SET datallowconn = false WHERE datname = current_database()`);
    await app.sql(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    const { status, body } = await app.browser().get('/api/status');
    expect(status).toBe(503);
    expect(body).toMatchObject({ overall: 'error', systems: { database: 'error', discord: 'healthy' } });
  });
});
