import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Router } from 'express';
import { startBrokersStandIn } from './brokers-stand-in.js';
import type { BrokersStandIn } from './brokers-stand-in.js';
import { bodyOf, queryOf } from './dialect.js';
import type { Dialect } from './dialect.js';
import { exactly } from './exact-json.js';

/** A broker that says what any would: enough to see what the core does around it. */
const plain: Dialect = {
  name: 'alpaca',
  switches: { mood: ['good', 'bad'] },
  routes: ({ switches, origin }) => {
    const router = Router();
    router.get('/list', (request, response) => {
      const page = Number(queryOf(request, 'page') ?? 1);
      response.json({ page, items: [1, 2, 3].map((id) => ({ id: page * 10 + id, price: exactly('1.50') })) });
    });
    router.get('/rows', (_request, response) => {
      response.type('xml').send('<All>\n<Trade id="1" />\n<Trade id="2" />\n<Trade id="3" />\n</All>');
    });
    router.post('/echo', (request, response) => void response.json({ body: bodyOf(request), origin: origin() }));
    router.get('/mood', (_request, response) => void response.json(switches.get('alpaca', 'mood')));
    return router;
  },
  notFound: (_request, response) => void response.status(404).json({ message: 'endpoint not found.' }),
};

let brokers: BrokersStandIn;
beforeAll(async () => (brokers = await startBrokersStandIn(0, [plain])));
afterAll(() => brokers.close());
afterEach(() => {
  brokers.faults.clear();
  brokers.calls.clear();
});

const get = (path: string) => fetch(`${brokers.origin}/alpaca${path}`, { redirect: 'manual' });
const textOf = async (path: string) => (await get(path)).text();
const idsOf = async (path: string) => {
  const { items } = JSON.parse(await textOf(path)) as { items: { id: number }[] };
  return items.map(({ id }) => id);
};
const admin = (path: string, fields: object = {}) =>
  fetch(`${brokers.origin}/admin${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(fields),
  });

describe('the server', () => {
  it('is on the loopback address', () => expect(brokers.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/));

  it('is refused in production', async () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production';
    try {
      await expect(startBrokersStandIn()).rejects.toThrow('production');
    } finally {
      process.env['NODE_ENV'] = before;
    }
  });

  it('hands a dialect the body as it was sent, and its own address', async () => {
    const answer = await fetch(`${brokers.origin}/alpaca/echo`, { method: 'POST', body: '{"a": 1.50}' });
    expect(await answer.json()).toEqual({ body: '{"a": 1.50}', origin: brokers.origin });
  });

  it('writes numbers as they are', async () => expect(await textOf('/list')).toContain('"price":1.50'));
});

describe('calls', () => {
  it('are counted by broker, method and path', async () => {
    await get('/list?page=1');
    await get('/list?page=2');
    expect(brokers.calls.counts('alpaca')).toEqual([
      { broker: 'alpaca', method: 'GET', path: '/list', known: true, count: 2 },
    ]);
    expect(brokers.calls.all().map(({ query, status }) => [query, status])).toEqual([
      ['page=1', 200],
      ['page=2', 200],
    ]);
  });

  it('of no route are told apart, and answered as the broker answers them', async () => {
    const answer = await fetch(`${brokers.origin}/alpaca/orders`, { method: 'POST', body: '{}' });
    expect([answer.status, await answer.json()]).toEqual([404, { message: 'endpoint not found.' }]);
    expect(brokers.calls.unknown().map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /orders']);
    expect((await get('/list')).status).toBe(200);
    expect(brokers.calls.unknown()).toHaveLength(1);
  });
});

describe('faults', () => {
  it('happen to so many requests of their path, after those that they let through', async () => {
    brokers.faults.add({ broker: 'alpaca', path: '/list', kind: 'status', status: 503, times: 2, after: 1 });
    const statuses = [];
    for (const path of ['/list', '/mood', '/list', '/list', '/list']) statuses.push((await get(path)).status);
    expect(statuses).toEqual([200, 200, 503, 503, 200]);
  });

  it('tell to wait', async () => {
    brokers.faults.add({ broker: 'alpaca', kind: 'status', status: 429, retryAfter: '7', body: 'slow down' });
    const answer = await get('/list');
    expect([answer.status, answer.headers.get('retry-after'), await answer.text()]).toEqual([429, '7', 'slow down']);
  });

  it('delay an answer', async () => {
    brokers.faults.add({ broker: 'alpaca', kind: 'delay', millis: 1 });
    expect(await idsOf('/list')).toEqual([11, 12, 13]);
  });

  it('cut an answer in the middle', async () => {
    brokers.faults.add({ broker: 'alpaca', kind: 'cut' });
    const answer = await get('/list');
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
  });

  it('send half of an answer as if it were all', async () => {
    const whole = await (await get('/list')).text();
    brokers.faults.add({ broker: 'alpaca', kind: 'half' });
    const half = await (await get('/list')).text();
    expect([whole.startsWith(half), half.length]).toEqual([true, Math.floor(whole.length / 2)]);
  });

  it('say HTML in place of JSON', async () => {
    brokers.faults.add({ broker: 'alpaca', kind: 'html' });
    const answer = await get('/list');
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(await answer.text()).toContain('<h1>');
  });

  it('say 50 MB', async () => {
    brokers.faults.add({ broker: 'alpaca', kind: 'huge' });
    const [answer] = (await once(request(`${brokers.origin}/alpaca/list`).end(), 'response')) as [IncomingMessage];
    let bytes = 0;
    answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
    await once(answer, 'end');
    expect(bytes).toBeGreaterThan(50_000_000);
  });

  it('redirect to another host', async () => {
    brokers.faults.add({ broker: 'alpaca', kind: 'redirect', to: 'http://other.example/list' });
    const answer = await get('/list');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'http://other.example/list']);
  });

  it('send a page twice, leave an item out, turn the items around', async () => {
    expect(await idsOf('/list?page=1')).toEqual([11, 12, 13]);
    brokers.faults.add({ broker: 'alpaca', kind: 'repeat' });
    brokers.faults.add({ broker: 'alpaca', kind: 'omit' });
    brokers.faults.add({ broker: 'alpaca', kind: 'reorder' });
    expect(await idsOf('/list?page=2')).toEqual([11, 12, 13]);
    expect(await idsOf('/list?page=2')).toEqual([21, 23]);
    const turned = await textOf('/list?page=2');
    expect(turned).toContain('{"id":23,"price":1.50},{"id":22');
  });

  it('change the rows of XML, too', async () => {
    brokers.faults.add({ broker: 'alpaca', kind: 'omit' });
    brokers.faults.add({ broker: 'alpaca', kind: 'reorder' });
    expect(await textOf('/rows')).toBe('<All>\n<Trade id="1" />\n<Trade id="3" />\n</All>');
    expect(await textOf('/rows')).toMatch(/^<All>\n<Trade id="3" \/>\n<Trade id="2" \/>\n<Trade id="1" \/>\n<\/All>$/);
  });
});

describe('admin', () => {
  it('takes JSON only', async () => {
    const answer = await fetch(`${brokers.origin}/admin/night`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(415);
  });

  it('says what is wrong', async () => {
    const answer = await admin('/switches', { broker: 'alpaca', name: 'mood', value: 'awful' });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('good, bad');
  });

  it('switches, sets faults, moves the clock and counts', async () => {
    await admin('/switches', { broker: 'alpaca', name: 'mood', value: 'bad' });
    expect(await textOf('/mood')).toBe('"bad"');
    await admin('/faults', { broker: 'alpaca', kind: 'status', status: 500 });
    expect((await get('/mood')).status).toBe(500);
    await admin('/clock', { set: '2026-10-01T14:30:00Z' });
    await admin('/clock', { advanceMillis: 90_000 });
    expect(brokers.book.clock.now()).toBe('2026-10-01T14:31:30.000000Z');
    await admin('/night');
    expect(brokers.book.postedUntil).toBe('2026-10-02T09:00:00.000000Z');
    const counts = (await (await fetch(`${brokers.origin}/admin/calls?broker=alpaca`)).json()) as unknown[];
    expect(counts).toEqual([{ broker: 'alpaca', method: 'GET', path: '/mood', known: true, count: 2 }]);
  });

  it('adds, voids and corrects fills, and says which are expected', async () => {
    brokers.book.clock.set('2026-10-05T20:00:00Z');
    await admin('/members', { broker: 'alpaca', name: 'ada', credentials: { key: 'one' } });
    const opened = { openedAt: '2026-01-02T00:00:00Z', openingBalance: '10000' };
    for (const id of ['A1', 'A2'])
      await admin('/accounts', { id, broker: 'alpaca', member: 'ada', name: 'Margin', ...opened });
    await admin('/generate', { seed: 1, account: 'A2', kinds: ['stock'], from: '2024-01-02', trips: 8 });
    expect(brokers.book.expected('A2').length).toBeGreaterThan(16);
    const fill = { account: 'A1', instrument: { type: 'stock', symbol: 'AMD' }, side: 'buy', quantity: '10' };
    const ids = [];
    for (const price of ['100', '101', '102']) {
      const added = (await (await admin('/fills', { ...fill, price })).json()) as { id: string };
      ids.push(added.id);
    }
    await admin('/void', { fill: ids[0] });
    await admin('/correct', { fill: ids[1], price: '101.5' });
    const expected = (await (await fetch(`${brokers.origin}/admin/fills/A1`)).json()) as { price: string }[];
    expect(expected.map(({ price }) => price).sort()).toEqual(['101.5', '102']);
  });
});
