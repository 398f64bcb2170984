import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import compression from 'compression';
import express from 'express';
import { Logger } from '@nestjs/common';
import { UnreadAnswers } from './unread-answers.js';

/** More than what lies between two sockets, and what no compression makes smaller. */
const BYTES = 8 * 1024 * 1024;
const ANSWER = randomBytes(BYTES);

let server: Server;
let answers: UnreadAnswers;
let open: IncomingMessage[];

beforeEach(async () => {
  Logger.overrideLogger(false);
  answers = new UnreadAnswers((of) => of.path, 3.5 * BYTES);
  const app = express().use(compression(), answers.middleware);
  app.use((_request, response) => void response.type('text').send(ANSWER));
  server = createServer(app);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open = [];
});
afterEach(() => {
  for (const answer of open) answer.destroy();
  server.close();
});

async function ask(path: string, encoding = 'identity'): Promise<IncomingMessage> {
  const { port } = server.address() as AddressInfo;
  const headers = { 'Accept-Encoding': encoding };
  const sent = request({ host: '127.0.0.1', port, path, agent: false, headers });
  sent.end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.on('error', () => undefined);
  open.push(answer);
  return answer;
}

async function lengthOf(answer: IncomingMessage): Promise<number> {
  let length = 0;
  answer.on('data', (chunk: Buffer) => (length += chunk.length));
  // Whoever was cut may be gone already.
  if (!answer.closed) await new Promise((resolve) => answer.once('close', resolve));
  return length;
}

it.each(['identity', 'gzip'])('cuts the largest of who has left most behind, and nobody else: %s', async (encoding) => {
  const modest = await ask('/modest', encoding);
  const greedy = [await ask('/greedy', encoding), await ask('/greedy', encoding)];
  expect(answers.standing).toEqual({ answers: 3, bytes: 3 * BYTES });
  greedy.push(await ask('/greedy', encoding));
  expect(answers.standing).toEqual({ answers: 3, bytes: 3 * BYTES });
  await lengthOf(modest);
  expect(modest.complete).toBe(true);
  await Promise.all(greedy.map(lengthOf));
  expect(greedy.filter(({ complete }) => !complete)).toHaveLength(1);
});

it('counts nothing any more of what was taken', async () => {
  expect(await lengthOf(await ask('/'))).toBe(BYTES);
  expect(answers.standing).toEqual({ answers: 0, bytes: 0 });
});

it('cuts who takes nothing for long', async () => {
  server.timeout = 100;
  const [socket] = await Promise.all([once(server, 'connection'), ask('/')]);
  await once(socket[0] as NodeJS.EventEmitter, 'close');
  expect(answers.standing).toEqual({ answers: 0, bytes: 0 });
});
