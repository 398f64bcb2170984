import { defineConfig } from '@playwright/test';
import { chromiumFromNpm } from './browser.js';

const port = Number(process.env['E2E_PORT'] ?? 4280);
const baseURL = `http://localhost:${port}`;

export default defineConfig({
  testDir: '.',
  testMatch: '*.e2e.spec.ts',
  outputDir: '../test-results',
  // One server and one ledger of each demo member serve all journeys, so they take turns.
  workers: 1,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 90_000,
  // Generous, because a busy machine is slow and a journey that fails for that tells nothing.
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    baseURL,
    actionTimeout: 20_000,
    launchOptions: await chromiumFromNpm(),
    locale: 'en-US',
    timezoneId: 'America/New_York',
    trace: 'retain-on-failure',
  },
  webServer: {
    command: 'node e2e/fresh-server.mjs',
    cwd: '..',
    url: `${baseURL}/api/status`,
    env: {
      PORT: String(port),
      DATA_DIR: `.cache/e2e-${port}`,
      DATABASE_URL: '',
      DISCORD_CLIENT_ID: '',
      PUBLIC_URL: '',
    },
    // The default, SIGKILL, would leave PostgreSQL behind.
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
  },
});
