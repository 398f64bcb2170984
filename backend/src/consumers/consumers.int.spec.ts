import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { ConsoleLogger } from '@nestjs/common';
import { vi } from 'vitest';
import type { TradeCommandAnswer } from '@singularity/contract';
import type { TenantTransaction } from '../database/tenants.js';
import { Tenants } from '../database/tenants.js';
import { examine, textOf } from '../doctor/examine.js';
import type { RecordedEvent } from '../event-store/recorded-event.js';
import { Jobs } from '../jobs/jobs.js';
import type { Browser } from '../../testing/browser.js';
import { startProcess, startTestApp } from '../../testing/test-app.js';
import type { TestApp, TestProcess } from '../../testing/test-app.js';
import { PUBLIC_URL } from '../../testing/test-world.js';
import { Consumers } from './consumers.js';
import { DeadLetters } from './dead-letters.js';

const SPEC = 'spec';
const SOON = { timeout: 20_000, interval: 50 };
const TRADE = {
  ...{ symbol: 'AAPL', assetType: 'stock', direction: 'LONG', quantity: '1', entryPrice: '1' },
  entryAt: '2026-01-05T14:30:00Z',
};
const CLI = join(import.meta.dirname, '../../dist/dead-letters-cli.js');
const HANGING = join(import.meta.dirname, '../../testing/hanging-consumer.mjs');

let app: TestApp;
let member: Browser;
let userId: string;
/** Versions on which taking fails. */
const poison = new Set<number>();

beforeAll(async () => {
  app = await startTestApp();
  await app.sql('CREATE TABLE taken (nth serial, user_id uuid, version bigint)');
  await app.sql('GRANT INSERT ON taken TO singularity_app');
  await app.sql('GRANT USAGE ON SEQUENCE taken_nth_seq TO singularity_app');
  app.nest.useLogger(new ConsoleLogger({ logLevels: ['fatal'] }));
  member = await app.signIn('one');
  userId = await member.userId();
});
beforeEach(async () => {
  poison.clear();
  await inTenant((tx) => app.nest.get(Consumers).beginIn(tx, SPEC));
});
afterEach(async () => {
  await inTenant((tx) => app.nest.get(Consumers).endIn(tx, SPEC));
  await app.sql('TRUNCATE taken');
  await app.sql(`DELETE FROM pgboss.job WHERE name LIKE '%.spec'`);
  expect(await app.audit()).toEqual([]);
});
afterAll(() => app.close());

/** Of another process on the same database. */
function environment(): Record<string, string | undefined> {
  const { database, sessionSecret, discord } = app.config;
  return {
    PATH: process.env['PATH'],
    PUBLIC_URL,
    DATABASE_URL: database.url,
    SESSION_SECRET: sessionSecret,
    DISCORD_BASE_URL: discord.baseUrl,
    DISCORD_CLIENT_ID: discord.clientId,
    DISCORD_CLIENT_SECRET: discord.clientSecret,
    DISCORD_GUILD_ID: discord.guildId,
    DISCORD_ROLE_ID: discord.roleId,
  };
}

function inTenant<Result>(work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
  return app.nest.get(Tenants).withTenant(userId, work);
}

async function take(tx: TenantTransaction, events: readonly RecordedEvent[]): Promise<void> {
  for (const { version } of events) {
    await tx.query('INSERT INTO taken (user_id, version) VALUES ($1, $2)', [tx.userId, version]);
    if (poison.has(version)) throw new Error(`Version ${version} is poison`);
  }
}

/** Has a process take from now on. */
async function consumeIn({ nest }: TestProcess): Promise<void> {
  await nest.get(Consumers).register({ name: SPEC, take });
}

async function add(): Promise<number> {
  const reply = await member.send('POST', '/api/user/trades', TRADE);
  return (reply.body as TradeCommandAnswer).ledger.version;
}

async function addMany(count: number): Promise<readonly number[]> {
  const versions = [];
  for (let nth = 0; nth < count; nth++) versions.push(await add());
  return versions;
}

/** In the order in which they were taken. */
async function taken(): Promise<readonly number[]> {
  app.nest.get(Jobs).wake(`follow.${SPEC}`);
  const rows = await app.sql<{ version: string }>('SELECT version FROM taken WHERE user_id = $1 ORDER BY nth', [
    userId,
  ]);
  return rows.map(({ version }) => Number(version));
}

const figures = async () =>
  app.nest
    .get(Consumers)
    .figuresIn(await app.nest.get(Jobs).count())
    .find(({ consumer }) => consumer === SPEC);

it('goes on after the process that takes is killed in the middle, with nothing lost and nothing twice', async () => {
  const child = spawn(process.execPath, [HANGING], { stdio: ['ignore', 'pipe', 'inherit'], env: environment() });
  try {
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    expect(await lines.next()).toMatchObject({ value: 'ready' });
    const version = await add();
    expect(await lines.next()).toMatchObject({ value: 'taking' });
    child.kill('SIGKILL');
    // As if it had been silent for long enough.
    await app.sql(`UPDATE pgboss.job SET heartbeat_on = now() - interval '1 hour' WHERE state = 'active'`);
    const next = await add();
    await consumeIn(app);
    await vi.waitFor(async () => expect(await taken()).toEqual([version, next]), SOON);
  } finally {
    child.kill('SIGKILL');
  }
}, 90_000);

it('is told of each event once, in order, from the moment on at which it follows the member', async () => {
  const versions = await addMany(3);
  await vi.waitFor(async () => expect(await taken()).toEqual(versions), SOON);
  await inTenant((tx) => app.nest.get(Consumers).endIn(tx, SPEC));
  await add();
  await inTenant((tx) => app.nest.get(Consumers).beginIn(tx, SPEC));
  const later = await add();
  await vi.waitFor(async () => expect(await taken()).toEqual([...versions, later]), SOON);
});

it('is not told of members whom it does not follow', async () => {
  const other = await app.signIn('two');
  expect(await other.send('POST', '/api/user/trades', TRADE)).toMatchObject({ status: 201 });
  expect(await app.sql(`SELECT FROM pgboss.job WHERE name = 'follow.spec'`)).toEqual([]);
});

it('keeps the order with jobs that come in any order, twice and at several processes', async () => {
  const second = await startProcess(app);
  try {
    await consumeIn(second);
    const versions: number[] = [];
    for (let nth = 0; nth < 20; nth++) {
      versions.push(await add());
      // The newest first, and each of them twice.
      await inTenant((tx) => app.nest.get(Jobs).add(tx, 'follow.spec', { userId, id: userId }));
      await app.sql(
        `UPDATE pgboss.job SET created_on = created_on - random() * interval '1 minute' WHERE name = 'follow.spec'
            AND state = 'created'`,
      );
    }
    await vi.waitFor(async () => expect(await taken()).toEqual(versions), SOON);
    await vi.waitFor(async () => expect((await figures())?.lagSeconds).toBe(0), SOON);
    expect(await taken()).toEqual(versions);
  } finally {
    await second.close();
  }
});

it('misses no event of a command that waited while the consumer came', async () => {
  await inTenant((tx) => app.nest.get(Consumers).endIn(tx, SPEC));
  const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  let adding: Promise<number> | undefined;
  await inTenant(async (tx) => {
    await app.nest.get(Consumers).beginIn(tx, SPEC);
    await tx.query('SELECT 1');
    adding = add();
    await vi.waitFor(async () => expect(await app.sql(waiting)).toHaveLength(1), SOON);
  });
  const version = await adding;
  await vi.waitFor(async () => expect(await taken()).toEqual([version]), SOON);
});

describe('an event that cannot be taken', () => {
  /** Three events, the second of which cannot be taken, from the moment on that it is there. */
  async function addPoisoned(): Promise<readonly [number, number, number]> {
    const before = await add();
    poison.add(before + 1);
    return [before, await add(), await add()];
  }
  /** As if it had been tried for long enough. */
  const losePatience = () =>
    app.sql(`UPDATE consumer_position SET failing_since = failing_since - interval '1 hour' WHERE consumer = 'spec'`);
  const isFailing = async () =>
    expect(await app.sql('SELECT FROM consumer_position WHERE failing_since IS NOT NULL')).toHaveLength(1);
  const cli = (...args: string[]) =>
    promisify(execFile)(process.execPath, [CLI, ...args], { env: environment() }).then(({ stdout }) =>
      stdout.trimEnd(),
    );

  it('holds up those after it, and is taken once it can be', async () => {
    const [before, at, after] = await addPoisoned();
    await vi.waitFor(isFailing, SOON);
    expect(await taken()).toEqual([before]);
    poison.clear();
    await vi.waitFor(async () => expect(await taken()).toEqual([before, at, after]), SOON);
  });

  it('is set aside after a while, where operators see it, and is taken again when they say so', async () => {
    const [before, at, after] = await addPoisoned();
    await vi.waitFor(isFailing, SOON);
    await losePatience();
    await vi.waitFor(async () => expect(await taken()).toEqual([before, after]), SOON);
    expect(await figures()).toMatchObject({ setAside: 1 });
    const deadLetters = app.nest.get(DeadLetters);
    const [letter, ...others] = await deadLetters.list({ user: userId });
    expect([letter, others]).toEqual([{ consumer: SPEC, userId, version: at, since: expect.any(Date) as Date }, []]);
    expect(await deadLetters.list({ consumer: 'another' })).toEqual([]);
    expect(textOf(await examine(environment()))).toContain('✗ Events that consumers could not take and set aside: 1.');

    // Still poison: it is set aside once more.
    expect(await deadLetters.replay(letter!)).toBe(true);
    await vi.waitFor(async () => {
      await taken();
      expect(await figures()).toMatchObject({ lagSeconds: 0, setAside: 1 });
    }, SOON);
    poison.clear();
    expect(await cli('--replay', '--consumer', SPEC)).toMatch(
      new RegExp(`^spec: version ${at} of ${userId}, .*Z, is taken again\nDead letters: 1.$`),
    );
    await vi.waitFor(async () => expect(await taken()).toEqual([before, after, at]), SOON);
    await vi.waitFor(async () => expect(await figures()).toMatchObject({ lagSeconds: 0, setAside: 0 }), SOON);
  });
});
