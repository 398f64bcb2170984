import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Routes } from './route.js';
import type { SyncFault } from '../sync-fault.js';
import { Breaker } from './breaker.js';
import { BrokerClient } from './broker-client.js';

const ROUTES: Routes = {
  fills: { method: 'GET', origin: 'api', path: '/v1/accounts/:account/fills' },
  trades: { method: 'POST', origin: 'api', path: '/v1/trades' },
  small: { method: 'GET', origin: 'api', path: '/v1/small', mostBytes: 1_000 },
  slow: { method: 'GET', origin: 'api', path: '/v1/slow', timeoutMs: 50 },
};
const KEY = 'canary-4f1d9c';

let server: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let [asked, waits, heard]: [string[], number[], string[]] = [[], [], []];
let now = 1_000_000;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  [asked, waits, heard] = [[], [], []];
  answer = (_, response) => response.end('{}');
});

function client(more: { readonly pace?: { requests: number; seconds: number }; readonly breaker?: Breaker } = {}) {
  const connector = {
    routes: ROUTES,
    origins: { api: 'https://api.broker.example' },
    pace: more.pace ?? { requests: 100, seconds: 1 },
  };
  const world = {
    now: () => now,
    wait: (milliseconds: number) => {
      waits.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    },
    hear: (outcome: string) => heard.push(outcome),
    addressOf: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/broker`,
  };
  const keep = () => Promise.resolve();
  return new BrokerClient(connector, { key: KEY }, world, { breaker: more.breaker ?? new Breaker(() => now), keep });
}

const fills = { route: 'fills', parts: { account: 'A1' } };
const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error as SyncFault,
  );

describe('asking a broker', () => {
  it('reaches the paths of its routes and no other', async () => {
    await client().ask({ route: 'fills', parts: { account: '../orders?x=1#' }, query: { page: '2', none: undefined } });
    expect(asked).toEqual(['GET /broker/v1/accounts/..%2Forders%3Fx%3D1%23/fills?page=2']);
    await expect(client().ask({ route: 'fills', parts: { account: '..' } })).rejects.toThrow('needs its part');
    await expect(client().ask({ route: 'constructor' })).rejects.toThrow('no route');
    expect(asked).toHaveLength(1);
  });

  it('has the request signed as the broker sees it', async () => {
    let seen: unknown;
    const sign = (prepared: unknown) => {
      seen = prepared;
      return { 'x-signature': 'signed' };
    };
    let got: unknown;
    answer = ({ headers }, response) => {
      got = headers['x-signature'];
      response.end('{}');
    };
    await client().ask({ ...fills, query: { page: '2' }, sign });
    expect(seen).toEqual({
      method: 'GET',
      host: 'api.broker.example',
      path: '/v1/accounts/A1/fills',
      query: [['page', '2']],
      body: '',
    });
    expect(got).toBe('signed');
  });

  it('makes and signs a body anew for each attempt', async () => {
    const got: unknown[] = [];
    answer = ({ headers }, response) => {
      got.push(headers['x-signature']);
      response.writeHead(got.length < 3 ? 503 : 200).end('{}');
    };
    let nonce = 0;
    const sign = ({ body }: { readonly body: string }) => Promise.resolve({ 'x-signature': `of ${body}` });
    await client().ask({ route: 'trades', body: () => `nonce=${(nonce += 1)}`, sign });
    expect(got).toEqual(['of nonce=1', 'of nonce=2', 'of nonce=3']);
  });

  it('waits as long as the broker says, and gives up after some attempts', async () => {
    answer = (_, response) => response.writeHead(429, { 'retry-after': '7' }).end();
    const fault = await faultOf(client().ask(fills));
    expect(fault).toMatchObject({ kind: 'busy', retryAfterSeconds: 7 });
    expect(asked).toHaveLength(4);
    const rests = waits.filter((wait) => wait > 0);
    expect(rests).toHaveLength(3);
    for (const rest of rests) expect(rest).toBeGreaterThanOrEqual(7_000);
  });

  it('does not wait within a run for hours', async () => {
    answer = (_, response) => response.writeHead(429, { 'retry-after': '3600' }).end();
    expect(await faultOf(client().ask(fills))).toMatchObject({ kind: 'busy', retryAfterSeconds: 3_600 });
    expect(asked).toHaveLength(1);
  });

  it('goes on after a short failure', async () => {
    let left = 2;
    answer = (_, response) => ((left -= 1) >= 0 ? response.writeHead(503).end() : response.end('{"a":1}'));
    expect((await client().ask(fills)).text).toBe('{"a":1}');
  });

  it('gives back what the broker refuses, for the connector to tell', async () => {
    answer = (_, response) => response.writeHead(401).end('no');
    expect(await client().ask(fills)).toMatchObject({ status: 401, text: 'no' });
  });

  it('follows no redirect', async () => {
    answer = (_, response) => response.writeHead(302, { location: 'https://elsewhere.example/' }).end();
    expect(await faultOf(client().ask(fills))).toMatchObject({ kind: 'unreadable' });
    expect(asked).toHaveLength(1);
  });

  it('breaks off an answer that is too long', async () => {
    answer = (_, response) => {
      response.on('error', () => undefined);
      const more = () => {
        while (response.write('x'.repeat(500)) && !response.destroyed);
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    };
    expect(await faultOf(client().ask({ route: 'small' }))).toMatchObject({ kind: 'unreadable' });
  });

  it('takes half an answer, silence and a closed connection for a broker that is away', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"half":');
      setImmediate(() => response.destroy());
    };
    expect(await faultOf(client().ask(fills))).toMatchObject({ kind: 'away' });
    answer = () => undefined;
    expect(await faultOf(client().ask({ route: 'slow' }))).toMatchObject({ kind: 'away' });
  });

  it('leaves a broker alone that keeps failing, and asks again later', async () => {
    const breaker = new Breaker(() => now);
    answer = (_, response) => response.writeHead(500).end();
    await faultOf(client({ breaker }).ask(fills));
    await faultOf(client({ breaker }).ask(fills));
    expect(breaker.isOpen).toBe(true);
    const before = asked.length;
    answer = (_, response) => response.end('{}');
    expect((await client({ breaker }).ask(fills)).status).toBe(200);
    expect(waits.some((wait) => wait > 30_000)).toBe(true);
    expect(asked.length).toBe(before + 1);
    expect(breaker.isOpen).toBe(false);
    expect([heard.at(-2), heard.at(-1)]).toEqual(['away', 'answered']);
  });

  it('keeps its pace', async () => {
    const paced = client({ pace: { requests: 2, seconds: 10 } });
    const begun = now;
    for (let count = 0; count < 5; count += 1) await paced.ask(fills);
    expect(now - begun).toBe(20_000);
  });

  it('says nothing of what was asked in its errors', async () => {
    answer = (_, response) => response.writeHead(500).end(KEY);
    const fault = (await faultOf(client().ask({ ...fills, headers: { authorization: KEY } }))) as SyncFault;
    expect(JSON.stringify([fault, fault.message, fault.stack, fault.cause])).not.toContain(KEY);
  });
});
