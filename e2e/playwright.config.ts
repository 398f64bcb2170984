import { defineConfig } from '@playwright/test';
import { chromiumFromNpm } from './browser.js';
import { addressOf, ownAddress, PORTS } from './servers.js';

export default defineConfig({
  testDir: '.',
  testMatch: '*.e2e.spec.ts',
  outputDir: '../test-results',
  // A server and one ledger of each demo member serve all journeys of a worker, so they take turns.
  workers: PORTS.length,
  forbidOnly: Boolean(process.env['CI']),
  retries: 1,
  // A shared machine can stall for longer than a journey waits: there, one that passes the second time is told as flaky.
  failOnFlakyTests: !process.env['CI'],
  timeout: 90_000,
  // Generous, because a busy machine is slow and a journey that fails for that tells nothing.
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: '../.cache/tests/journeys.json' }]],
  use: {
    baseURL: ownAddress(),
    actionTimeout: 20_000,
    launchOptions: await chromiumFromNpm(),
    locale: 'en-US',
    timezoneId: 'America/New_York',
    // Each journey is a first visit, at which the worker reads all files in the background: a sixth of the run's work.
    serviceWorkers: 'block',
    // To record every journey takes a quarter of their time: one that fails is walked again for its trace.
    trace: 'on-first-retry',
    // Emptied between journeys, but not of the files that the pages are made of: those are not read and compiled anew.
    reuseContext: true,
  },
  webServer: PORTS.map((port) => ({
    command: 'node e2e/fresh-server.mjs',
    cwd: '..',
    url: `${addressOf(port)}/api/status`,
    env: {
      PORT: String(port),
      DATA_DIR: `.cache/e2e-${port}`,
      DATABASE_URL: '',
      DISCORD_CLIENT_ID: '',
      PUBLIC_URL: '',
      WEBHOOKS_TO_LOOPBACK: 'true',
    },
    // The default, SIGKILL, would leave PostgreSQL behind.
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
  })),
});
