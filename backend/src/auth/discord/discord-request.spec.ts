import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { askDiscord } from './discord-request.js';

let answer: RequestListener;
const server = createServer((request, response) => answer(request, response));
let url: string;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = (timeoutMs = 2_000) => askDiscord(url, {}, timeoutMs);

it.each([
  ['the body, rounded up', { 'Retry-After': '2' }, '{"retry_after": 1.5}', 2],
  ['the header, where the body is text', { 'Retry-After': '60' }, 'error code: 1015', 60],
  ['neither', {}, '{}', undefined],
  ['a date, which is not understood', { 'Retry-After': 'Wed, 21 Oct 2026 07:28:00 GMT' }, '', undefined],
])('reads how long to wait from %s', async (_case, headers, body, seconds) => {
  answer = (_request, response) => response.writeHead(429, headers).end(body);
  expect((await ask()).retryAfterSeconds).toBe(seconds);
});

it('leaves out a body that is not JSON', async () => {
  answer = (_request, response) => response.end('<html>');
  expect(await ask()).toMatchObject({ status: 200, body: undefined });
});

it('does not follow a redirect, which could take the token elsewhere', async () => {
  answer = (_request, response) => response.writeHead(302, { Location: 'http://127.0.0.1:9/' }).end();
  await expect(ask()).rejects.toMatchObject({ name: 'TypeError' });
});

it('gives up on an answer that does not come, or does not end', async () => {
  answer = () => undefined;
  await expect(ask(50)).rejects.toMatchObject({ name: 'TimeoutError' });
  answer = (_request, response) => response.write('{');
  await expect(ask(50)).rejects.toMatchObject({ name: 'TimeoutError' });
});

it('does not swallow an endless answer', async () => {
  answer = (_request, response) => response.end(`"${'x'.repeat(300_000)}"`);
  await expect(ask()).rejects.toThrow(RangeError);
});

it.each([
  ['the last one that the limit had room for', { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset-After': '1.2' }, 2],
  ['one of several', { 'X-RateLimit-Remaining': '3', 'X-RateLimit-Reset-After': '1.2' }, undefined],
])('knows whether a request was %s', async (_case, headers, seconds) => {
  answer = (_request, response) => response.writeHead(200, headers).end('{}');
  expect((await ask()).exhaustedSeconds).toBe(seconds);
});
