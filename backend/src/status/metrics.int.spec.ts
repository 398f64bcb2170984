import { vi } from 'vitest';
import { Tenants } from '../database/tenants.js';
import { ConsumerJobs } from '../consumers/consumer-jobs.js';
import { Jobs } from '../jobs/jobs.js';
import type { Browser, Reply } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

const TOKEN = 'a-token-of-the-tests-that-is-long-enough';
const TRADE = { symbol: 'CANARY', assetType: 'stock', direction: 'LONG', quantity: '1', entryPrice: '1' };
const AT = { entryAt: '2026-01-05T14:30:00Z', notes: 'canary notes', tags: ['canary-tag'] };

type Labels = Readonly<Record<string, string>>;

/** What was scraped. */
class Scraped {
  private readonly lines: readonly string[];

  constructor(readonly text: string) {
    this.lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  }

  get(name: string, labels: Labels = {}): number {
    const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
    const found = this.lines.filter(
      (line) => line.split(/[ {]/, 1)[0] === name && wanted.every((label) => line.includes(label)),
    );
    return found.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
  }
}

let app: TestApp;
let member: Browser;

beforeAll(async () => {
  app = await startTestApp({ METRICS_TOKEN: TOKEN, QUOTES_PER_MINUTE: '1' });
  member = await app.signIn('one');
});
afterAll(() => app.close());

const ask = (browser: Browser, token?: string) =>
  browser.get('/metrics', token === undefined ? {} : { Authorization: `Bearer ${token}` });

async function scrape(): Promise<Scraped> {
  const { status, text } = await ask(app.browser(), TOKEN);
  expect(status).toBe(200);
  return new Scraped(text);
}

/** By how much numbers grow while something is done. */
async function growth(work: () => Promise<unknown>): Promise<(name: string, labels?: Labels) => number> {
  const before = await scrape();
  await work();
  const after = await scrape();
  return (name, labels) => after.get(name, labels) - before.get(name, labels);
}

const add = (more: object = {}, headers: Record<string, string> = {}) =>
  member.send('POST', '/api/user/trades', { ...TRADE, ...AT, ...more }, headers) as Promise<
    Reply & { body: { id: string } }
  >;

describe('the metrics', () => {
  it('are not there without a token of their own, whoever asks', async () => {
    const other = await startTestApp();
    try {
      const browser = await other.signIn('one');
      for (const token of [undefined, '', TOKEN])
        expect(await ask(browser, token)).toMatchObject({ status: 404, body: { status: 404 } });
    } finally {
      await other.close();
    }
  });

  it('open to that token alone: to no session and no access token', async () => {
    const made = await member.send('POST', '/api/user/tokens', { name: 'Program', scopes: ['read'] });
    const { token } = made.body as { token: string };
    for (const [browser, given] of [
      [member],
      [member, ''],
      [app.browser(), token],
      [member, `${TOKEN}x`],
      [member, TOKEN.slice(0, -1)],
    ] as const) {
      const { status, text, headers } = await ask(browser, given);
      expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer']);
      expect(text).not.toContain('singularity_');
    }
    expect((await ask(app.browser(), TOKEN)).headers).toMatchObject({
      'content-type': expect.stringMatching(/^text\/plain; version=0\.0\.4/) as string,
      'cache-control': 'no-store',
    });
  });

  it('count commands by type and outcome', async () => {
    const grown = await growth(async () => {
      const { id } = (await add({}, { 'Idempotency-Key': 'metrics-1' })).body;
      await add({}, { 'Idempotency-Key': 'metrics-1' });
      expect((await add({ quantity: '-1' })).status).toBe(422);
      const stale = { 'If-Match': '"7"' };
      expect((await member.send('PATCH', `/api/user/trades/${id}`, { quantity: '2' }, stale)).status).toBe(412);
    });
    const commands = (type: string, outcome: string) => grown('singularity_commands_total', { type, outcome });
    expect(commands('AddTrade', 'accepted')).toBe(1);
    expect(commands('AddTrade', 'repeated')).toBe(1);
    expect(commands('EditTrade', 'conflict')).toBe(1);
    expect(grown('singularity_command_seconds_count', { stream: 'trade' })).toBeGreaterThanOrEqual(3);
  });

  it('count requests by the pattern of their route, and what is no route under one name', async () => {
    const grown = await growth(async () => {
      const { id } = (await add()).body;
      await member.get(`/api/user/trades/${id}`);
      await member.get('/api/user/trades/canary-no-id');
      await member.get('/api/canary-nowhere');
      await member.send('PROPFIND', '/api/canary-nowhere');
    });
    const counted = (labels: Labels) => grown('singularity_http_requests_total', labels);
    const route = '/api/user/trades/:id';
    expect(counted({ method: 'GET', route, status: '2xx' })).toBe(1);
    expect(counted({ method: 'GET', route, status: '4xx' })).toBe(1);
    expect(grown('singularity_http_request_seconds_count', { method: 'GET', route })).toBe(2);
    expect(counted({ method: 'GET', route: '(none)', status: '4xx' })).toBe(1);
    expect(counted({ method: 'other', route: '(none)' })).toBe(1);
  });

  it('count what is refused for being too much, by its limit', async () => {
    const grown = await growth(async () => {
      await member.get('/api/market?symbol=AAPL');
      expect(await member.get('/api/market?symbol=AAPL')).toMatchObject({ status: 429 });
    });
    expect(grown('singularity_rate_limited_total', { limit: 'quotes' })).toBe(1);
    expect(grown('singularity_rate_limited_total')).toBe(1);
    expect(grown('singularity_security_events_total', { event: 'rate-limit' })).toBe(1);
  });

  it('count who listens, and leave out of the times of requests how long', async () => {
    const listener = await member.listen('/api/user/live');
    expect((await scrape()).get('singularity_live_streams')).toBe(1);
    const grown = await growth(async () => {
      listener.close();
      await vi.waitFor(async () => expect((await scrape()).get('singularity_live_streams')).toBe(0));
    });
    expect(grown('singularity_http_requests_total', { route: '/api/user/live' })).toBe(1);
    expect(grown('singularity_http_request_seconds_count', { route: '/api/user/live' })).toBe(0);
  });

  it('tell the pools, each trip to the database and the transactions apart', async () => {
    const grown = await growth(() => member.get('/api/user/trades'));
    expect(grown('singularity_transaction_seconds_count', { kind: 'read' })).toBeGreaterThan(0);
    expect(grown('singularity_transaction_seconds_count', { kind: 'write' })).toBe(0);
    const now = await scrape();
    for (const name of [
      'singularity_database_trip_seconds_count',
      'singularity_database_connection_wait_seconds_count',
    ]) {
      expect(grown(name, { pool: 'app' })).toBeGreaterThan(0);
      expect(now.get(name, { pool: 'sessions' })).toBeGreaterThan(0);
    }
    expect(now.get('singularity_database_connections_most', { pool: 'app' })).toBe(10);
    expect(now.get('singularity_database_connections_open', { pool: 'app' })).toBeGreaterThan(0);
    // Of nobody who is done; the others may be at work for nobody.
    for (const name of ['busy', 'waiting'])
      expect(now.get(`singularity_database_connections_${name}`, { pool: 'sessions' })).toBe(0);
  });

  it('count jobs by queue and state', async () => {
    const userId = await member.userId();
    const jobs = app.nest.get(Jobs);
    await jobs.work('metrics', () => Promise.resolve());
    const job = { userId, id: userId };
    const after = new Date('2100-01-01');
    await app.nest.get(Tenants).withTenant(userId, (tx) => jobs.add(tx, 'metrics', job, { after }));
    expect((await scrape()).get('singularity_jobs', { queue: 'metrics', state: 'later' })).toBe(1);
    await app.sql(`UPDATE pgboss.job SET state = 'failed' WHERE name = 'metrics'`);
    const then = await scrape();
    expect(then.get('singularity_jobs', { queue: 'metrics', state: 'failed' })).toBe(1);
    expect(then.get('singularity_jobs', { queue: 'metrics', state: 'later' })).toBe(0);
  });

  it('say how far consumers are behind, and what they have set aside', async () => {
    const userId = await member.userId();
    await app.nest.get(Tenants).withTenant(userId, async (tx) => {
      await app.nest.get(ConsumerJobs).setAside(tx, 'webhooks', 1);
    });
    const scraped = await scrape();
    expect(scraped.get('singularity_consumer_set_aside', { consumer: 'webhooks' })).toBe(1);
    expect(scraped.get('singularity_consumer_lag_seconds', { consumer: 'webhooks' })).toBe(0);
  });

  it('say of every system what the status says', async () => {
    const { systems, version } = (await app.browser().get('/api/status')).body as {
      systems: Record<string, string>;
      version: string;
    };
    const scraped = await scrape();
    for (const [system, state] of Object.entries(systems))
      expect(scraped.get('singularity_system_state', { system, state })).toBe(1);
    expect(scraped.get('singularity_system_state')).toBe(Object.keys(systems).length);
    expect(scraped.get('singularity_info', { version })).toBe(1);
  });

  it('measure the process', async () => {
    const scraped = await scrape();
    expect(scraped.get('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
    expect(scraped.get('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
  });

  it('name no member, and nothing that one has written or shows', async () => {
    const userId = await member.userId();
    await add();
    const { text } = await scrape();
    const identity = await app.sql<{ discord_id: string }>('SELECT discord_id FROM identity WHERE user_id = $1', [
      userId,
    ]);
    const secrets = [userId, identity[0]!.discord_id, TOKEN, ...member.cookies.values()];
    for (const secret of [...secrets, 'canary', 'CANARY']) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
  });
});
