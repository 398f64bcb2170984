import { once } from 'node:events';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { securityHeaders } from './security-headers.js';
import { staticFront } from './static-front.js';

let server: Server;
let folder: string;
let url: string;

beforeAll(async () => {
  const parent = await mkdtemp(join(tmpdir(), 'front-'));
  folder = join(parent, 'browser');
  await mkdir(folder);
  await writeFile(join(parent, 'secret.txt'), 'a secret');
  await writeFile(join(folder, 'index.html'), '<app-root ngCspNonce="CSP_NONCE"></app-root><script nonce="CSP_NONCE">');
  for (const name of ['main-ABCD1234.js', 'chunk-De-SEb_r.js', 'icon-maskable.png'])
    await writeFile(join(folder, name), 'let it = "be";');
  await writeFile(join(folder, 'favicon.svg'), '<svg/>');
  const app = express();
  app.use(securityHeaders({ secure: false }, '/api/docs'), staticFront(folder));
  app.use((_request, response) => void response.status(404).send('the routes'));
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(join(folder, '..'), { recursive: true });
});

const nonceOf = (response: Response) =>
  /script-src 'self' 'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1];

it.each(['/', '/trades', '/trades/some-id/history', '/index.html', '/login?error=retry'])(
  'answers %s with the page, under a nonce of its own',
  async (path) => {
    const response = await fetch(url + path);
    const nonce = nonceOf(response)!;
    expect(await response.text()).toBe(`<app-root ngCspNonce="${nonce}"></app-root><script nonce="${nonce}">`);
    expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(nonceOf(await fetch(url + path))).not.toBe(nonce);
  },
);

it.each([
  ['/main-ABCD1234.js', 'public, max-age=31536000, immutable'],
  ['/chunk-De-SEb_r.js', 'public, max-age=31536000, immutable'],
  ['/favicon.svg', 'no-cache'],
  ['/icon-maskable.png', 'no-cache'],
])('serves %s to be kept: %s', async (path, caching) => {
  const response = await fetch(url + path);
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, caching]);
});

it.each(['/missing.js', '/api', '/api/nowhere', '/..%2fsecret.txt', '/%2e%2e/secret.txt'])(
  'leaves %s to the routes',
  async (path) => {
    const response = await fetch(url + path);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await response.text()).not.toContain('a secret');
  },
);

it('leaves writes to the routes', async () => {
  expect(await (await fetch(`${url}/trades`, { method: 'POST' })).text()).toBe('the routes');
});

it('forbids the page all that it does not need', async () => {
  const policy = (await fetch(url)).headers.get('content-security-policy')!;
  expect(policy).not.toContain('unsafe');
  for (const rule of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"])
    expect(policy).toContain(rule);
  expect(policy).toContain("require-trusted-types-for 'script';trusted-types angular angular#components");
  expect(policy).toMatch(/img-src 'self' data: https:\/\/cdn\.discordapp\.com(;|$)/);
});

it('lets the documentation, and nothing else, write its own styles', async () => {
  const docs = await fetch(`${url}/api/docs`);
  expect(docs.headers.get('content-security-policy')).toContain("style-src 'self' 'unsafe-inline'");
  expect(docs.headers.get('content-security-policy')).toContain("script-src 'self';");
});
