import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { vi } from 'vitest';
import { startProcess, startTestApp } from '../../testing/test-app.js';
import type { TestApp, TestProcess } from '../../testing/test-app.js';
import { Browser } from '../../testing/browser.js';
import { createAppDataSource, poolBehind } from '../database/data-source.js';
import { RateLimitStorage } from './rate-limit-storage.js';

const LIMIT = 20;
const MINUTE_MS = 60_000;

let app: TestApp;
let others: readonly TestProcess[];
let sources: readonly DataSource[];
let processes: readonly RateLimitStorage[];

beforeAll(async () => {
  app = await startTestApp({ WRITES_PER_MINUTE: String(LIMIT), SIGN_INS_PER_MINUTE: String(LIMIT) });
  others = [await startProcess(app), await startProcess(app)];
  const make = () => createAppDataSource({ url: app.config.database.url, poolSize: 2 }, []).initialize();
  sources = await Promise.all([make(), make(), make()]);
  processes = sources.map((source) => new RateLimitStorage(poolBehind(source)));
});
beforeEach(() => app.sql('TRUNCATE rate_count'));
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  for (const storage of processes) storage.onApplicationShutdown();
  await Promise.all(sources.map((source) => source.destroy()));
  for (const process of others) await process.close();
  await app.close();
});

let members = 0;
const someone = () => `writes:member ${++members}`;
const count = (storage: RateLimitStorage | undefined, key: string, limit = LIMIT) =>
  storage!.increment(key, MINUTE_MS, limit, MINUTE_MS, 'writes');
const isBlocked = async (...asked: Parameters<typeof count>) => (await count(...asked)).isBlocked;

describe('the counts of several processes', () => {
  it('let through as many as one process would, whoever is asked at the same moment', async () => {
    const key = someone();
    const asked = Array.from({ length: 3 * LIMIT }, (_, at) => isBlocked(processes[at % 3], key));
    const blocked = await Promise.all(asked);
    expect(blocked.filter((is) => !is)).toHaveLength(LIMIT);
    expect(await isBlocked(processes[0], someone())).toBe(false);
  });

  it('hold for a member who writes by turns at each of them, and for nobody else', async () => {
    const browsers = [app.url, ...others.map(({ url }) => url)].map((url) => new Browser(url));
    const one = await app.signIn('one');
    for (const browser of browsers) for (const [name, value] of one.cookies) browser.cookies.set(name, value);
    await app.sql('TRUNCATE rate_count');
    const write = (at: number) => browsers[at % 3]!.send('PUT', '/api/user/preferences', {});
    const answers = [];
    for (let at = 0; at < LIMIT + 3; at++) answers.push(await write(at));
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(LIMIT).fill(200), 429, 429, 429]);
    expect(Number(answers.at(-1)?.headers['retry-after'])).toBeGreaterThan(0);
    const two = await app.signIn('two');
    expect((await two.send('PUT', '/api/user/preferences', {})).status).toBe(200);
  });

  it('begin anew with the next minute, and where a clock that was ahead began one', async () => {
    for (const ends of [`now() - interval '1 ms'`, `now() + interval '1 day'`]) {
      const key = someone();
      for (let at = 0; at < LIMIT; at++) await count(processes[at % 3], key);
      expect(await isBlocked(processes[0], key)).toBe(true);
      await app.sql(`UPDATE rate_count SET ends_at = ${ends}`);
      expect(await count(processes[1], key)).toMatchObject({ totalHits: 1, isBlocked: false });
    }
  });

  it('say nothing of whom they are about', async () => {
    await count(processes[0], 'sign-ins:login:192.0.2.7');
    expect(JSON.stringify(await app.sql('SELECT * FROM rate_count'))).not.toContain('192.0.2.7');
  });
});

it('refuses who is beyond the limit without asking the database', async () => {
  const query = vi.spyOn(sources[0]!, 'query');
  const key = someone();
  expect([await isBlocked(processes[0], key, 1), await isBlocked(processes[0], key, 1)]).toEqual([false, true]);
  const asked = query.mock.calls.length;
  const { isBlocked: again, timeToBlockExpire } = await count(processes[0], key, 1);
  expect({ again, asked: query.mock.calls.length }).toEqual({ again: true, asked });
  expect(timeToBlockExpire).toBeLessThanOrEqual(60);
});

describe('while the database takes no counts', () => {
  const warn = () => vi.spyOn(Logger.prototype, 'warn').mockReturnValue();

  it('each process counts for itself, and asks again after a rest', async () => {
    const warned = warn();
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
    const query = vi.fn().mockRejectedValue(new Error('25006'));
    const storage = new RateLimitStorage({ query });
    const key = someone();
    const twice = async () => [await isBlocked(storage, key, 1), await isBlocked(storage, key, 1)];
    expect(await twice()).toEqual([false, true]);
    expect([query.mock.calls.length, warned.mock.calls.length]).toEqual([1, 1]);
    clock.mockReturnValue(5_001);
    query.mockResolvedValue({ rows: [{ hits: 1, seconds: 60 }] });
    expect(await isBlocked(storage, key, 1)).toBe(false);
    storage.onApplicationShutdown();
  });

  it('forgets what was counted by a clock that was ahead', async () => {
    warn();
    const storage = new RateLimitStorage({ query: () => Promise.reject(new Error('away')) });
    const key = someone();
    const thrice = async () => [
      await isBlocked(storage, key, 2),
      await isBlocked(storage, key, 2),
      await isBlocked(storage, key, 2),
    ];
    const now = Date.now();
    const clock = vi.spyOn(Date, 'now').mockReturnValue(now + 400 * 86_400_000);
    expect(await thrice()).toEqual([false, false, true]);
    clock.mockReturnValue(now);
    expect(await thrice()).toEqual([false, false, true]);
    clock.mockReturnValue(now + MINUTE_MS + 1);
    expect(await isBlocked(storage, key, 2)).toBe(false);
    storage.onApplicationShutdown();
  });
});
