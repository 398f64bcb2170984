import { once } from 'node:events';
import { ConsoleLogger } from '@nestjs/common';
import { vi } from 'vitest';
import { Tenants } from '../database/tenants.js';
import { startTestWorld } from '../../testing/test-world.js';
import type { TestWorld } from '../../testing/test-world.js';
import { startProcess } from '../../testing/test-app.js';
import type { TestProcess } from '../../testing/test-app.js';
import { Browser } from '../../testing/browser.js';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { Jobs } from './jobs.js';
import type { Job } from './jobs.js';

/** Longer than a poll takes. */
const SOON = { timeout: 20_000, interval: 50 };

class Heard extends ConsoleLogger {
  readonly lines: string[] = [];

  protected override printMessages(messages: unknown[]): void {
    this.lines.push(...messages.map(String));
  }
}

let world: TestWorld;
let app: TestProcess;
let userId: string;
const heard = new Heard();

beforeAll(async () => (world = await startTestWorld()));
beforeEach(async () => {
  app = await startProcess(world);
  app.nest.useLogger(heard);
  heard.lines.length = 0;
  const browser = new Browser(app.url);
  await browser.signIn(DEMO_IDS.one);
  userId = await browser.userId();
});
afterEach(() => app.close());
afterAll(() => world.close());

async function add(name: string): Promise<Job> {
  const job = { userId, id: '0198c0de-0000-7000-8000-000000000001' };
  const jobs = app.nest.get(Jobs);
  await app.nest.get(Tenants).withTenant(userId, (tx) => jobs.add(tx, name, job));
  jobs.wake(name);
  return job;
}

async function stored(name: string): Promise<readonly { state: string; all: string }[]> {
  return world.sql('SELECT state, to_jsonb(job)::text AS "all" FROM pgboss.job WHERE name = $1', [name]);
}

it('a job is done once, by whoever has room for it', async () => {
  const done = vi.fn(() => Promise.resolve());
  await app.nest.get(Jobs).work('plain', done);
  const job = await add('plain');
  await vi.waitFor(async () => expect(await stored('plain')).toMatchObject([{ state: 'completed' }]), SOON);
  expect(done.mock.calls).toEqual([[job, { stopping: expect.any(AbortSignal) as AbortSignal, isLast: false }]]);
});

it('a job is not there where what gives cause to it fails', async () => {
  const jobs = app.nest.get(Jobs);
  await jobs.work('undone', () => Promise.resolve());
  const failed = app.nest.get(Tenants).withTenant(userId, async (tx) => {
    await jobs.add(tx, 'undone', { userId, id: userId });
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  expect(await stored('undone')).toEqual([]);
});

it('what a job breaks off with is told in the log, and not kept with it, and it is tried again', async () => {
  const work = vi.fn<() => Promise<void>>().mockResolvedValue();
  work.mockRejectedValueOnce(Object.assign(new Error('Broke'), { parameters: ['canary7f3a'] }));
  await app.nest.get(Jobs).work('broken', work);
  await add('broken');
  await vi.waitFor(async () => expect(await stored('broken')).toMatchObject([{ state: 'completed' }]), SOON);
  expect(work).toHaveBeenCalledTimes(2);
  expect((await stored('broken'))[0]?.all).not.toContain('canary7f3a');
  expect(heard.lines.filter((line) => line.includes('broke off'))).toEqual([expect.stringContaining('Error: Broke')]);
});

it('a process that stops hands its job on at once', async () => {
  const begun = vi.fn();
  await app.nest.get(Jobs).work('long', async (_job, { stopping }) => {
    begun();
    await once(stopping, 'abort');
    stopping.throwIfAborted();
  });
  await add('long');
  await vi.waitFor(() => expect(begun).toHaveBeenCalledTimes(1), SOON);
  await app.close();
  expect(await stored('long')).toMatchObject([{ state: 'retry' }]);
  expect(heard.lines.filter((line) => /Error|broke off/.test(line))).toEqual([]);
  app = await startProcess(world);
  const done = vi.fn(() => Promise.resolve());
  await app.nest.get(Jobs).work('long', done);
  await vi.waitFor(() => expect(done).toHaveBeenCalledTimes(1), SOON);
});

it('the app ends though the database is away', async () => {
  await world.sql('UPDATE pg_database SET datconnlimit = 0 WHERE datname = current_database()');
  try {
    await world.sql(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await app.close();
  } finally {
    await world.sql('UPDATE pg_database SET datconnlimit = -1 WHERE datname = current_database()');
  }
  app = await startProcess(world);
});
