import { randomUUID } from 'node:crypto';
import { dayStreamId, GENESIS_HASH } from '@singularity/domain';
import { Notary } from '../digests/notary.js';
import type { Browser, Reply } from '../../testing/browser.js';
import { addConnectionRows } from '../../testing/connection-rows.js';
import { addWebhookRows } from '../../testing/webhook-rows.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';
import { Canaries } from '@singularity/harness/resilience/probes/canaries.js';
import { fillCanaryMember } from '@singularity/harness/resilience/probes/canary-member.js';
import { normalized } from '@singularity/harness/resilience/probes/normalized.js';
import { nobodysIds } from '@singularity/harness/resilience/probes/ids.js';
import type { Ids } from '@singularity/harness/resilience/probes/ids.js';
import {
  isOfSomebody,
  PLAIN_TRADE,
  requestOf,
  ROUTES,
  routesServed,
} from '@singularity/harness/resilience/probes/route-table.js';
import { rowsOf } from '@singularity/harness/resilience/probes/rows-of.js';
import { bytesOf } from '@singularity/harness/resilience/probes/sent-body.js';
import { questionOf, textOf } from '@singularity/harness/resilience/probes/visitor.js';
import type { VisitorRequest } from '@singularity/harness/resilience/probes/visitor.js';

/**
 * Every route that the running router serves, against everybody who is not its member, with the ids of a member who is
 * there and ids that nobody has: the answers must be the same, and the member's rows must not change.
 */
let app: TestApp;
let a: Browser;
let b: Browser;
let ids: Ids;
let userIdOfA: string;
let canaries: Canaries;

beforeAll(async () => {
  app = await startTestApp();
  a = await app.signIn('one');
  // Of a day on which the other was not there yet: a day is no id, and on others there is one for everybody.
  [ids] = (await fillCanaryMember(sending(a), () => app.nest.get(Notary).attest())) as [Ids];
  [{ userIdOfA }] = (await app.sql(
    `SELECT DISTINCT user_id AS "userIdOfA" FROM account WHERE name = 'Canary closed'`,
  )) as [{ userIdOfA: string }];
  ids = {
    ...ids,
    ...(await addConnectionRows(app, userIdOfA, 'Canary connection')),
    ...(await addWebhookRows(app, userIdOfA, 'Canary webhook')),
  };
  canaries = new Canaries([...(await everythingOfA()).values()], [GENESIS_HASH, dayStreamId(ids.date)]);
  b = await app.signIn('two');
}, 120_000);
afterEach(async () => expect(await app.audit()).toEqual([]));
afterAll(() => app.close());

function sending(browser: Browser) {
  return async (method: string, path: string, body?: object, key?: string) => {
    const headers: Record<string, string> = key === undefined ? {} : { 'Idempotency-Key': key };
    const reply =
      method === 'GET' ? await browser.get(path) : await write(browser, { method, address: path, body, headers });
    expect({ path, good: reply.status < 300 ? '' : reply.text }).toEqual({ path, good: '' });
    return reply.body;
  };
}

function write(
  browser: Browser,
  { method, address, body, headers }: Partial<VisitorRequest> & Pick<VisitorRequest, 'method' | 'address'>,
) {
  if (!body) return browser.send(method, address, undefined, { ...headers });
  const { bytes, type } = bytesOf(body);
  return browser.send(method, address, bytes, { 'Content-Type': type, ...headers });
}

async function ask(
  browser: Browser,
  route: string,
  at: Ids,
  more: { query?: string; body?: number } = {},
): Promise<Reply> {
  const { method, address, body, stream } = requestOf(route, at, more);
  if (stream) return firstOf(browser, address);
  if (method !== 'GET') return write(browser, { method, address, body });
  const reply = await browser.get(address);
  return { ...reply, text: await textOf(reply.headers, reply.bytes) };
}

async function firstOf(browser: Browser, address: string): Promise<Reply> {
  const listener = await browser.listen(address);
  if (listener.status !== 200) {
    listener.close();
    return browser.get(address);
  }
  const text = await listener.line('data: ');
  listener.close();
  return { status: 200, headers: listener.headers, text, bytes: Buffer.from(text), body: undefined, location: '' };
}

function everythingOfA(): Promise<ReadonlyMap<string, string>> {
  return rowsOf(app.sql, [userIdOfA]);
}

function leaksIn({ headers, text }: Reply, route: string, more: { body?: number } = {}): readonly string[] {
  return canaries.in(JSON.stringify([headers, text]), questionOf({ ...requestOf(route, ids, more), headers: {} }));
}

const routes = Object.keys(ROUTES);
const guarded = routes.filter((route) => !ROUTES[route]?.open);
/** Each with each of its bodies. */
const asked = routes
  .filter((route) => !/logout|discord/.test(route))
  .flatMap((route) => (ROUTES[route]?.bodies ?? [null]).map((_, body) => [route, body] as const));

it('knows every route that is served, and serves every route that it knows', () => {
  expect(routesServed(app.nest)).toEqual([...routes].sort());
});

it('is about a member who has something in every table', async () => {
  const empty = [...(await everythingOfA())].filter(([, rows]) => rows === '').map(([name]) => name);
  expect(empty).toEqual(['erasure']);
});

describe('somebody who is not signed in', () => {
  it.each([
    ['no session', () => Promise.resolve(app.browser())],
    ['a garbage cookie', garbage],
    ['an expired session', expired],
  ])('learns nothing with %s', async (_kind, outsider) => {
    const browser = await outsider();
    const before = await everythingOfA();
    for (const route of guarded) {
      const cookies = [...browser.cookies];
      const theirs = await ask(browser, route, ids);
      for (const [name, value] of cookies) browser.cookies.set(name, value);
      const nobodys = await ask(browser, route, nobodysIds(ids));
      expect({ route, status: theirs.status }).toEqual({ route, status: 401 });
      expect({ route, ...normalized(theirs) }).toEqual({ route, ...normalized(nobodys) });
      expect(leaksIn(theirs, route)).toEqual([]);
    }
    expect(await everythingOfA()).toEqual(before);
  });

  async function garbage(): Promise<Browser> {
    const browser = app.browser();
    browser.cookies.set('sid', 's%3Agarbage.garbage');
    return Promise.resolve(browser);
  }

  async function expired(): Promise<Browser> {
    const browser = await app.signIn('one');
    const sid = /^s:([^.]+)\./.exec(decodeURIComponent(browser.cookies.get('sid') ?? ''))?.[1];
    const rows = await app.sql(`UPDATE session SET expire = now() - interval '1 second' WHERE sid = $1 RETURNING sid`, [
      sid,
    ]);
    expect(rows).toHaveLength(1);
    return browser;
  }
});

describe('another member', () => {
  it.each(asked)('finds nothing and changes nothing: %s (body %i)', async (route, body) => {
    const before = await everythingOfA();
    const theirs = await ask(b, route, ids, { body });
    const nobodys = await ask(b, route, nobodysIds(ids), { body });
    expect(normalized(theirs)).toEqual(normalized(nobodys));
    expect(theirs.status).toBeLessThan(500 + Number(/market/.test(route)) * 4);
    if (isOfSomebody(route)) expect(theirs.status).toBe(404);
    expect(leaksIn(theirs, route, { body })).toEqual([]);
    expect(await everythingOfA()).toEqual(before);
  });

  describe('in the past', () => {
    /** In which A has the trade already, and B has something. */
    const past = { query: 'asOfVersion=8' };

    beforeAll(async () => {
      for (let trades = 0; trades < 8; trades++) await b.send('POST', '/api/user/trades', PLAIN_TRADE);
    });

    it.each(routes.filter((route) => ROUTES[route]?.past))(
      'finds nothing either, while that past is held for its member: %s',
      async (route) => {
        expect(await ask(a, route, ids, past)).toMatchObject({ status: 200 });
        const theirs = await ask(b, route, ids, past);
        expect(normalized(theirs)).toEqual(normalized(await ask(b, route, nobodysIds(ids), past)));
        if (isOfSomebody(route)) expect(theirs.status).toBe(404);
        expect(leaksIn(theirs, route)).toEqual([]);
      },
    );
  });

  it('does not get the answer to another’s idempotency key', async () => {
    const before = await everythingOfA();
    const key = 'canary-trade-0';
    const reply = await b.send('POST', '/api/user/trades', PLAIN_TRADE, { 'Idempotency-Key': key });
    expect(reply).toMatchObject({ status: 201, body: { symbol: 'OWN', accountId: null } });
    expect(canaries.in(reply.text, '')).toEqual([]);
    expect(before.get('command')).toContain(key);
    expect(await everythingOfA()).toEqual(before);
  });

  it('cannot put an execution of another’s trade on their own', async () => {
    const own = (await b.send('POST', '/api/user/trades', PLAIN_TRADE)).body as { id: string };
    const path = (execution: string) => `/api/user/trades/${own.id}/executions/${execution}`;
    const before = await everythingOfA();
    for (const method of ['PATCH', 'DELETE'])
      expect(
        normalized(await b.send(method, path(ids.execution), method === 'PATCH' ? { price: '1' } : undefined)),
      ).toEqual(normalized(await b.send(method, path(randomUUID()), method === 'PATCH' ? { price: '1' } : undefined)));
    expect(await everythingOfA()).toEqual(before);
  });
});
