// Runs in a container beside the proxy, with `given` before it.
/* global given */
import http from 'node:http';
import http2 from 'node:http2';
import { text } from 'node:stream/consumers';
import tls from 'node:tls';

const socket = tls.connect({
  host: 'proxy',
  port: 443,
  servername: 'localhost',
  ALPNProtocols: ['h2', 'http/1.1'],
  rejectUnauthorized: false,
});
const connection = http2.connect('https://localhost', { createConnection: () => socket });
const cookies = new Map(given.cookies);
const usual = {
  cookie: given.cookies.map((pair) => pair.join('=')).join('; '),
  'accept-encoding': 'gzip',
  'sec-fetch-site': 'same-origin',
  'x-xsrf-token': cookies.get('XSRF-TOKEN'),
};

function ask(method, path, body) {
  const type = body && { 'content-type': 'application/json' };
  const stream = connection.request({ ':method': method, ':path': path, ...usual, ...type });
  stream.end(body && JSON.stringify(body));
  return new Promise((resolve, reject) => {
    stream.on('error', reject).on('response', (headers) => resolve({ status: headers[':status'], headers, stream }));
  });
}

/** One whole answer after the other. */
async function statusOf(path) {
  const { status, stream } = await ask('GET', path);
  await text(stream);
  return status;
}

function insecure(path) {
  const asked = { host: 'proxy', path, headers: { Host: 'localhost' } };
  return new Promise((resolve, reject) => {
    http.get(asked, ({ statusCode }) => resolve(statusCode)).on('error', reject);
  });
}

/** How long after a change somewhere a live stream that was open before tells of it. */
async function live() {
  const { stream } = await ask('GET', '/api/user/live');
  stream.setEncoding('utf8');
  await new Promise((resolve) => stream.once('data', resolve));
  const told = new Promise((resolve) => {
    stream.on('data', (piece) => piece.includes('"version"') && resolve(performance.now()));
  });
  const added = await ask('POST', '/api/user/trades', { ...given.trade, symbol: 'MSFT' });
  const at = performance.now();
  await text(added.stream);
  if (added.status !== 201) throw new Error(`A trade was answered with ${added.status}.`);
  const ms = (await told) - at;
  stream.close();
  return ms;
}

const statuses = [];
for (let asked = 0; asked < 60; asked++) statuses.push(await statusOf('/api/auth/session'));
const page = await ask('GET', '/login');
await text(page.stream);
const seen = {
  alpn: socket.alpnProtocol,
  encoding: page.headers['content-encoding'],
  session: Math.max(...statuses),
  insecure: await insecure('/trades'),
  insecureApi: await insecure('/api/status'),
  liveMs: await live(),
};
process.stdout.write(JSON.stringify(seen));
process.exit(0);
