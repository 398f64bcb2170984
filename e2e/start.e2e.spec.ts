import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { realpath, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { PORTS } from './servers.js';

const PROJECT = resolve(import.meta.dirname, '..');
const PORT = String((PORTS[0] as number) + 10);
const DATA = join(PROJECT, `.cache/e2e-${PORT}`);
const STATUS = `http://localhost:${PORT}/api/status`;

let app: ChildProcess;
let said = '';

/** As `npm start` does, when all is built; resolves when it says that it runs, with all that it said. */
async function start(): Promise<string> {
  const env = { ...process.env, PORT, DATA_DIR: DATA, DATABASE_URL: '', DISCORD_CLIENT_ID: '' };
  app = spawn('node', ['tools/harness/dist/start.js'], { cwd: PROJECT, env, stdio: ['ignore', 'pipe', 'inherit'] });
  said = '';
  app.stdout?.on('data', (piece) => (said += String(piece)));
  await expect.poll(() => said, { timeout: 60_000 }).toContain('Ctrl-C');
  return said;
}

async function end(signal: NodeJS.Signals): Promise<unknown> {
  const ended = once(app, 'exit');
  app.kill(signal);
  return (await ended)[0];
}

test.afterAll(async () => {
  if (app.exitCode === null) app.kill('SIGINT');
  await rm(await realpath(join(DATA, 'postgres')).catch(() => DATA), { recursive: true, force: true });
  await rm(DATA, { recursive: true, force: true });
});

test('it starts with one command, says what is demo and no request, starts again after kill -9, stops whole', async () => {
  // It makes a database, which takes a busy machine its time.
  test.slow();
  const first = await start();
  expect(first).toContain(`runs at http://localhost:${PORT}`);
  expect(first).toContain('demo: a local PostgreSQL');
  expect(first).toContain('demo: a stand-in at http://127.0.0.1:');
  expect(first).toContain('Demo Outsider: not in the server');
  expect((await fetch(STATUS)).status).toBe(200);

  await end('SIGKILL');
  const again = await start();
  expect(again.match(/on port \d+/)?.[0]).toBe(first.match(/on port \d+/)?.[0]);
  expect((await fetch(STATUS)).status).toBe(200);

  expect((await fetch(`http://localhost:${PORT}/api/auth/session`)).status).toBe(401);
  expect(await end('SIGINT')).toBe(0);
  expect(said.slice(again.length).trim()).toBe('Stopping …');
  await expect(fetch(STATUS)).rejects.toThrow();
});
