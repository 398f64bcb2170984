import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { createHttpServer } from './http-server.js';

let server: Server;
let answer: RequestListener;

beforeEach(async () => {
  server = createHttpServer((request, response) => answer(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function open(...lines: readonly string[]): Promise<Socket> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(lines.join('\r\n'));
  return socket;
}

// Node itself looks every half minute: no test waits so long.
it('cuts headers that do not come to their end, and says so', async () => {
  server.headersTimeout = 50;
  const answered = await text(await open('GET / HTTP/1.1', 'Host: singularity.test', 'X-No'));
  expect(answered).toMatch(/^HTTP\/1.1 408 .*\r\nContent-Type: application\/problem\+json/s);
});

it('cuts a body that does not come to its end, while its route waits for it', async () => {
  server.headersTimeout = server.requestTimeout = 50;
  answer = (request) => void request.resume();
  const socket = await open('POST / HTTP/1.1', 'Host: singularity.test', 'Content-Length: 4', '', 'ab');
  expect(await text(socket)).toMatch(/^HTTP\/1.1 408 .*"status":408/s);
});

it('says nothing about one request into the answer to another', async () => {
  answer = (_request, response) => void response.writeHead(200, { 'Content-Length': 4 }).write('ab');
  const socket = await open('GET / HTTP/1.1', 'Host: singularity.test', '', '');
  const [first] = (await once(socket, 'data')) as [Buffer];
  socket.write('nonsense\r\n\r\n');
  const rest = await text(socket).catch(() => '');
  expect((first.toString() + rest).match(/HTTP\/1.1/g)).toHaveLength(1);
});
