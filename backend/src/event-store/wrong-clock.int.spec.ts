import { vi } from 'vitest';
import { Notary } from '../digests/notary.js';
import type { Browser } from '../../testing/browser.js';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

const DAY_MS = 86_400_000;
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
beforeAll(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
});
afterAll(() => app.close());
afterEach(() => vi.restoreAllMocks());

/** This machine's clock, and nobody else's, is wrong by so much from now on. */
function moveClock(ms: number): void {
  const now = Date.now.bind(Date);
  vi.spyOn(Date, 'now').mockImplementation(() => now() + ms);
}

const addTrade = () => member.send('POST', '/api/user/trades', TRADE);
const recordedWrongly = () =>
  app.sql(`SELECT version, recorded_at FROM event WHERE abs(extract(epoch FROM recorded_at - now())) > 120`);

describe.each([
  ['400 days ahead', 400 * DAY_MS],
  ['400 days behind', -400 * DAY_MS],
  ['five minutes ahead', 5 * 60_000],
])('while the clock is %s', (_much, ms) => {
  it('records nothing and says so, lets members read, and goes on when the clock is right', async () => {
    expect(await addTrade()).toMatchObject({ status: 201 });
    moveClock(ms);
    const refused = await addTrade();
    expect(refused).toMatchObject({ status: 503, body: { detail: expect.stringContaining('clock') } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(await member.get('/api/user/trades')).toMatchObject({ status: 200 });
    expect(await member.get('/api/auth/session')).toMatchObject({ status: 200 });
    const status = await app.browser().get('/api/status');
    expect(status).toMatchObject({ status: 200, body: { overall: 'degraded', systems: { clock: 'error' } } });
    vi.restoreAllMocks();
    expect(await addTrade()).toMatchObject({ status: 201 });
    expect(await app.browser().get('/api/status')).toMatchObject({ body: { systems: { clock: 'healthy' } } });
    expect(await recordedWrongly()).toEqual([]);
  });

  it('lets nobody in anew, and signs no digest', async () => {
    await app.sql('DELETE FROM digest');
    moveClock(ms);
    expect((await app.browser().signIn(DEMO_IDS.two)).location).toContain('/login?error=');
    await expect(app.nest.get(Notary).attest()).rejects.toThrow('clock');
    expect(await app.sql('SELECT FROM digest')).toEqual([]);
  });
});

it('takes a minute for no fault', async () => {
  moveClock(60_000);
  expect(await addTrade()).toMatchObject({ status: 201 });
});

it('goes on with a ledger whose head is of the future, in its order', async () => {
  await app.sql(`UPDATE user_head SET recorded_at = now() + interval '400 days'`);
  const { status } = await addTrade();
  expect(status).toBe(201);
  const [last] = await app.sql<{ ahead: boolean }>(
    `SELECT bool_and(recorded_at > now() + interval '399 days') AS ahead FROM event
      WHERE version = (SELECT max(version) FROM event)`,
  );
  expect(last).toEqual({ ahead: true });
});
