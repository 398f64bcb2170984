import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Drain } from './drain.js';

const LARGE = 20_000_000;

let server: Server;
let drain: Drain;
let agent: Agent;
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  agent = new Agent({ keepAlive: true });
  server = createServer((_request, response) => answer(response));
  drain = new Drain();
  drain.watch(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(() => {
  agent.destroy();
  server.closeAllConnections();
  server.close();
});

const ask = () => request({ port: (server.address() as AddressInfo).port, agent }).end();

async function lengthOf(incoming: IncomingMessage): Promise<number> {
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) length += chunk.length;
  return length;
}

it('lets an answer that is being worked out come whole, and has it be the last of its connection', async () => {
  const asked = new Promise<ServerResponse>((resolve) => (answer = resolve));
  const sent = ask();
  const response = await asked;
  const over = drain.begin();
  response.end('the answer');
  const [incoming] = (await once(sent, 'response')) as [IncomingMessage];
  expect(incoming.headers.connection).toBe('close');
  expect(await lengthOf(incoming)).toBe('the answer'.length);
  await over;
});

it('lets an answer come whole that is complete, but that the client takes slowly', async () => {
  answer = (response) => response.end(Buffer.alloc(LARGE));
  const [incoming] = (await once(ask(), 'response')) as [IncomingMessage];
  const over = drain.begin();
  expect(await lengthOf(incoming)).toBe(LARGE);
  await over;
});

it('ends a connection on which nothing happens, at once, and lets nobody else in', async () => {
  answer = (response) => response.end('the answer');
  const sent = ask();
  const [incoming] = (await once(sent, 'response')) as [IncomingMessage];
  await lengthOf(incoming);
  const ended = once(sent.socket as Socket, 'close');
  const { port } = server.address() as AddressInfo;
  await drain.begin();
  await ended;
  const [refusal] = (await once(request({ port }).end(), 'error')) as [NodeJS.ErrnoException];
  expect(refusal.code).toBe('ECONNREFUSED');
});

it('ends a connection whose answer began before and ends meanwhile', async () => {
  const asked = new Promise<ServerResponse>((resolve) => (answer = resolve));
  const sent = ask();
  const response = await asked;
  response.write('a stream that ');
  const [incoming] = (await once(sent, 'response')) as [IncomingMessage];
  const over = drain.begin();
  response.end('ends');
  expect(await lengthOf(incoming)).toBe('a stream that ends'.length);
  await over;
});
