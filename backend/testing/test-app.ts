import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { LedgerVerification } from '@singularity/contract';
import type { Environment } from '../src/config.js';
import { Tenants } from '../src/database/tenants.js';
import { Replay } from '../src/event-store/replay.js';
import type { Difference } from '../src/event-store/row-comparison.js';
import { verifyLedger } from '../src/event-store/verify.js';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { createApp } from '../src/main.js';
import { Browser } from './browser.js';
import { startTestWorld } from './test-world.js';
import type { TestWorld } from './test-world.js';

/** A server of the app. */
export interface TestProcess {
  readonly url: string;
  /** For what is asked of the app from inside: its router, its clock. */
  readonly nest: NestExpressApplication;
  close(): Promise<void>;
}

/** The whole app over HTTP, on a database and a Discord of its own. */
export interface TestApp extends TestWorld, TestProcess {
  /** A browser that knows nobody yet. */
  browser(): Browser;
  /** A browser in which that demo member has signed in through Discord. */
  signIn(member: 'one' | 'two'): Promise<Browser>;
  /** Ledgers that do not verify or whose rows a replay would make otherwise; to be empty after every test. */
  audit(): Promise<readonly Fault[]>;
}

export interface Fault {
  readonly userId: string;
  readonly differences: readonly Difference[];
  readonly ledger: LedgerVerification;
}

/** Tests sign in and write faster than members do. */
const NO_LIMITS = { SIGN_INS_PER_MINUTE: '1000000', WRITES_PER_MINUTE: '1000000' };

export async function startTestApp(env: Environment = {}): Promise<TestApp> {
  const world = await startTestWorld({ ...NO_LIMITS, ...env });
  const { url, nest } = await startProcess(world);
  return {
    ...world,
    url,
    nest,
    browser: () => new Browser(url),
    async signIn(member) {
      const browser = new Browser(url);
      const { status, location } = await browser.signIn(DEMO_IDS[member]);
      if (location !== '/') throw new Error(`Demo member ${member} is not let in: ${status} ${location}`);
      await browser.get('/api/auth/session');
      return browser;
    },
    async audit() {
      const members = await world.sql<{ user_id: string }>(
        `SELECT user_id FROM identity
          UNION ALL SELECT demo_user_id FROM identity WHERE demo_user_id IS NOT NULL`,
      );
      const ledgers = await Promise.all(members.map(({ user_id }) => examine(nest, user_id)));
      return ledgers.filter(({ differences, ledger }) => differences.length > 0 || !ledger.valid);
    },
    async close() {
      await nest.close();
      await world.close();
    },
  };
}

/** One more server on the same database, as far apart as two processes are. */
export async function startProcess({ config }: Pick<TestWorld, 'config'>): Promise<TestProcess> {
  const nest = await createApp(config);
  await nest.listen(0, '127.0.0.1');
  const { port } = nest.getHttpServer().address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, nest, close: () => nest.close() };
}

async function examine(nest: NestExpressApplication, userId: string): Promise<Fault> {
  const { differences } = await nest.get(Replay).check(userId);
  const ledger = await verifyLedger(nest.get(Tenants), userId);
  return { userId, differences, ledger };
}
