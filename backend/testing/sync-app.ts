import { vi } from 'vitest';
import type { ConnectionAnswer, Page, RunAnswer } from '@singularity/contract';
import { startBrokersStandIn } from '@singularity/local/brokers/brokers-stand-in.js';
import type { BrokersStandIn } from '@singularity/local/brokers/brokers-stand-in.js';
import { BrokerWorld } from '../src/connections/broker-world.js';
import type { Browser } from './browser.js';
import { startTestApp } from './test-app.js';
import type { TestApp } from './test-app.js';

export const CONNECTIONS = '/api/user/connections';
/** In milliseconds. */
export const DAY = 86_400_000;

/** An app whose brokers are the stand-in, and whose connections go by the clock of its book. */
export interface SyncApp {
  readonly app: TestApp;
  readonly brokers: BrokersStandIn;
  close(): Promise<void>;
}

export async function startSyncApp(): Promise<SyncApp> {
  const brokers = await startBrokersStandIn();
  const app = await startTestApp({ BROKERS_BASE_URL: brokers.origin });
  const { clock } = brokers.book;
  // Time passes only where somebody waits for it.
  const world = app.nest.get(BrokerWorld);
  vi.spyOn(world, 'now').mockImplementation(() => clock.millis());
  vi.spyOn(world, 'wait').mockImplementation((milliseconds) => Promise.resolve(clock.advance(milliseconds)));
  const close = async () => {
    await app.close();
    await brokers.close();
  };
  return { app, brokers, close };
}

export async function connectionOf(browser: Browser, id: string): Promise<ConnectionAnswer> {
  return (await browser.get(`${CONNECTIONS}/${id}`)).body as ConnectionAnswer;
}

/** Newest first. */
export async function runsOf(browser: Browser, id: string): Promise<readonly RunAnswer[]> {
  return ((await browser.get(`${CONNECTIONS}/${id}/runs`)).body as Page<RunAnswer>).items;
}

/** The connection once so many runs have begun and the last of them has ended, as is said. */
export async function settled(browser: Browser, id: string, runs: number, status = 'done'): Promise<ConnectionAnswer> {
  return vi.waitFor(
    async () => {
      const [last, ...others] = await runsOf(browser, id);
      expect({ runs: others.length + 1, ...last }).toMatchObject({
        runs,
        status,
        endedAt: expect.any(String) as string,
      });
      return connectionOf(browser, id);
    },
    { timeout: 30_000, interval: 100 },
  );
}
