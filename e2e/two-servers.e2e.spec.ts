import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { realpath, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, send, signInAs, test } from './journey.js';
import { addressOf, PORTS as JOURNEYS } from './servers.js';

const PROJECT = resolve(import.meta.dirname, '..');
const PORTS = [20, 23].map((further) => (JOURNEYS[0] as number) + further) as [number, number];
const [FIRST, SECOND] = PORTS.map(addressOf) as [string, string];
const DATA = join(PROJECT, `.cache/e2e-${PORTS[0]}`);

let servers: ChildProcess;

test.beforeAll(async () => {
  const env = { ...process.env, DATA_DIR: DATA, DATABASE_URL: '', DISCORD_CLIENT_ID: '' };
  servers = spawn('node', ['e2e/two-servers.mjs', ...PORTS.map(String)], { cwd: PROJECT, env, stdio: 'inherit' });
  const isThere = async (address: string) => (await fetch(`${address}/api/status`).catch(() => null))?.status;
  for (const address of [FIRST, SECOND]) await expect.poll(() => isThere(address), { timeout: 60_000 }).toBe(200);
});

test.afterAll(async () => {
  const ended = once(servers, 'exit');
  servers.kill('SIGTERM');
  await ended;
  await rm(await realpath(join(DATA, 'postgres')).catch(() => DATA), { recursive: true, force: true });
  await rm(DATA, { recursive: true, force: true });
});

// Each server looks for itself every 25 seconds: what is seen sooner was heard from the other.
test('what one server records is seen at once on a page of the other', async ({ page, context }) => {
  await page.goto(`${FIRST}/login`);
  await signInAs(page, 'Demo Member One');
  // Cookies do not know ports: the session that began at one server is the same at the other.
  const other = await context.newPage();
  // From its connection on it hears of changes: what it shows then is no longer what it read when it was opened.
  const connected = other.waitForResponse((response) => response.url().includes('/api/user/live'));
  await other.goto(`${SECOND}/accounts`);
  await expect(other.getByText('No accounts yet')).toBeVisible();
  await connected;

  const account = { platform: 'Tradier', name: 'At the first', startingBalance: '1000', currency: 'USD' };
  await send(page, 'POST', `${FIRST}/api/user/accounts`, account);
  await expect(other.getByText('At the first').first()).toBeVisible();
  await send(other, 'POST', `${SECOND}/api/user/accounts`, { ...account, name: 'At the second' });
  await page.goto(`${FIRST}/accounts`);
  await expect(page.getByText('At the second').first()).toBeVisible();
});
