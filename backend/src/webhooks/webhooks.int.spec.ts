import type { LookupAddress } from 'node:dns';
import { vi } from 'vitest';
import type {
  Delivery,
  NewWebhook,
  Page,
  SessionAnswer,
  TradeCommandAnswer,
  Webhook,
  WebhooksAnswer,
} from '@singularity/contract';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { Jobs } from '../jobs/jobs.js';
import type { Browser } from '../../testing/browser.js';
import { startProcess, startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';
import { isSigned, startWebhookReceiver } from '../../testing/webhook-receiver.js';
import type { WebhookReceiver } from '../../testing/webhook-receiver.js';
import { endOf, lastClosedDay } from './closing-days.js';
import { Outgoing } from './outgoing.js';

const WEBHOOKS = '/api/user/webhooks';
const TRADES = '/api/user/trades';
const SOON = { timeout: 20_000, interval: 50 };
const QUEUES = ['follow.webhooks', 'webhook', 'webhook-day'];
const OPEN = {
  ...{ symbol: 'AAPL', assetType: 'stock', direction: 'LONG', quantity: '2', entryPrice: '10' },
  ...{ entryAt: '2026-01-05T15:00:00Z', notes: 'Mine alone' },
};
const CLOSED = { ...OPEN, exitPrice: '12.5', exitAt: '2026-01-05T16:00:00Z', fees: '1' };

let app: TestApp;
let receiver: WebhookReceiver;
let member: Browser;

beforeAll(async () => {
  app = await startTestApp({ WEBHOOKS_TO_LOOPBACK: 'true' });
  app.nest.useLogger(false);
  receiver = await startWebhookReceiver();
});
beforeEach(async () => {
  member = await app.signIn('one');
  receiver.received.length = 0;
  receiver.answer = (response) => response.writeHead(204).end();
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const { id } of await list()) await member.send('DELETE', `${WEBHOOKS}/${id}`);
  expect(await app.audit()).toEqual([]);
});
afterAll(async () => {
  await receiver.close();
  await app.close();
});

const list = async () => ((await member.get(WEBHOOKS)).body as WebhooksAnswer).items;
const one = async (id: string) => (await list()).find((webhook) => webhook.id === id) as Webhook;
const deliveries = async (id: string) =>
  ((await member.get(`${WEBHOOKS}/${id}/deliveries`)).body as Page<Delivery>).items;
const bodies = () =>
  receiver.received.map(({ body }) => JSON.parse(body) as { type: string; data: { version: number } });

async function add(more: object = {}): Promise<NewWebhook> {
  const reply = await member.send('POST', WEBHOOKS, { url: receiver.url, events: ['trade.closed'], ...more });
  expect(reply.status).toBe(201);
  return reply.body as NewWebhook;
}

async function trade(body: object = CLOSED): Promise<TradeCommandAnswer> {
  const reply = await member.send('POST', TRADES, body);
  expect(reply.status).toBe(201);
  return reply.body as TradeCommandAnswer;
}

/** Once that holds. Jobs are looked for at once, and not at the next poll. */
function settled(holds: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(async () => {
    for (const queue of QUEUES) app.nest.get(Jobs).wake(queue);
    await holds();
  }, SOON);
}

/** As if the rest after a failure were over. */
async function restIsOver(): Promise<void> {
  await app.sql('UPDATE webhook SET rests_until = NULL');
  await app.sql(`UPDATE pgboss.job SET start_after = now() WHERE name = 'webhook' AND state = 'created'`);
}

describe('a trade that is closed', () => {
  it('is told once, signed, with what it came to and without its notes', async () => {
    const { secret, ...webhook } = await add();
    expect(await list()).toEqual([webhook]);
    const opened = await trade(OPEN);
    const exit = { exitPrice: '12.5', exitAt: '2026-01-05T16:00:00Z', fees: '1' };
    const closing = await member.send('POST', `${TRADES}/${opened.id}/close`, exit);
    const { version } = (closing.body as TradeCommandAnswer).ledger;
    await member.send('PATCH', `${TRADES}/${opened.id}`, { tags: ['late'] });
    const other = await trade();
    await settled(() => expect(receiver.received).toHaveLength(2));
    const [first] = receiver.received;
    expect(bodies()).toMatchObject([
      { type: 'trade.closed', data: { version, origin: 'form', trade: { id: opened.id, netPnl: '4', tags: [] } } },
      { data: { trade: { id: other.id, symbol: 'AAPL', exitPrice: '12.5', quantity: '2' } } },
    ]);
    expect(first?.body).not.toContain('Mine alone');
    expect(first?.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': expect.stringMatching(/^msg_[0-9a-f-]{36}$/) as string,
      'webhook-timestamp': expect.stringMatching(/^\d{10}$/) as string,
    });
    expect(receiver.received.map((each) => isSigned(each, secret))).toEqual([true, true]);
    await settled(async () =>
      expect(await deliveries(webhook.id)).toMatchObject([
        { status: 'sent', attempts: 1, answered: 204, problem: null },
        { status: 'sent', body: first?.body, id: String(first?.headers['webhook-id']).slice(4) },
      ]),
    );
    const [kept] = await app.sql<{ text: string }>('SELECT w::text AS text FROM webhook w');
    expect(kept?.text).not.toContain(secret.slice('whsec_'.length));
  });

  it('is told in the order of the ledger, of an import as of many commands', async () => {
    await add();
    const versions: number[] = [];
    for (let nth = 0; nth < 12; nth++) versions.push((await trade()).ledger.version);
    await settled(() => expect(receiver.received.length).toBeGreaterThanOrEqual(12));
    expect(bodies().map(({ data }) => data.version)).toEqual(versions);
  });

  it('is told to a webhook only from its beginning on, and while it is on', async () => {
    const first = await add();
    await trade();
    await member.send('PATCH', `${WEBHOOKS}/${first.id}`, { enabled: false });
    const second = await add();
    const { ledger } = await trade();
    await settled(() => expect(bodies().some(({ data }) => data.version === ledger.version)).toBe(true));
    expect(await deliveries(second.id)).toHaveLength(1);
    expect((await deliveries(first.id)).filter(({ body }) => body.includes(`"version":${ledger.version},`))).toEqual(
      [],
    );
  });
});

describe('what does not arrive', () => {
  it('is sent again, under the same id, and then goes on', async () => {
    const { id, secret } = await add();
    receiver.answer = (response) => response.writeHead(500).end('Later');
    await trade();
    await settled(async () => expect(await one(id)).toMatchObject({ status: 'failing', problem: 'It answered 500.' }));
    expect(await deliveries(id)).toMatchObject([{ status: 'waiting', attempts: 1, answered: 500 }]);
    receiver.answer = (response) => response.writeHead(200).end();
    await restIsOver();
    await settled(async () => expect(await one(id)).toMatchObject({ status: 'working', problem: null, waiting: 0 }));
    expect(await deliveries(id)).toMatchObject([{ status: 'sent', attempts: 2, answered: 200 }]);
    const [before, after] = receiver.received;
    expect(after?.headers['webhook-id']).toBe(before?.headers['webhook-id']);
    expect([before, after].map((each) => isSigned(each!, secret))).toEqual([true, true]);
  });

  it('does not hold up the others, where it alone is refused', async () => {
    const { id } = await add();
    receiver.answer = (response, { body }) => response.writeHead(body.includes('POISON') ? 422 : 204).end();
    const refused = await trade({ ...CLOSED, symbol: 'POISON' });
    const others = [await trade(), await trade()];
    await settled(async () => {
      await restIsOver();
      const [three, two, first] = await deliveries(id);
      expect([first, two, three]).toMatchObject([{ status: 'waiting' }, { status: 'sent' }, { status: 'sent' }]);
    });
    const arrived = bodies().filter((body) => !JSON.stringify(body).includes(refused.id));
    expect(arrived.map(({ data }) => data.version)).toEqual(others.map(({ ledger }) => ledger.version));
  });

  it('is given up after a day, which turns off a webhook that nothing reached; both can be begun again', async () => {
    const { id } = await add();
    receiver.answer = (response) => response.writeHead(503).end();
    await trade();
    await settled(async () => expect(await one(id)).toMatchObject({ status: 'failing' }));
    await app.sql(`UPDATE webhook_delivery SET expires_at = now()`);
    await restIsOver();
    await settled(async () =>
      expect(await one(id)).toMatchObject({ status: 'off', problem: 'Nothing arrived for a day. It answered 503.' }),
    );
    const [delivery] = await deliveries(id);
    expect(delivery).toMatchObject({ status: 'failed', attempts: 2 });
    const again = () => member.send('POST', `${WEBHOOKS}/${id}/deliveries/${delivery?.id}/send`);
    expect(await again()).toMatchObject({ status: 409, body: { detail: 'This webhook is off. Turn it on first.' } });
    receiver.answer = (response) => response.writeHead(204).end();
    expect(await member.send('PATCH', `${WEBHOOKS}/${id}`, { enabled: true })).toMatchObject({
      body: { status: 'working', problem: null },
    });
    expect(await again()).toMatchObject({ status: 202, body: { status: 'waiting', attempts: 0 } });
    await settled(async () => expect(await deliveries(id)).toMatchObject([{ status: 'sent' }]));
    // What has arrived can be sent again, too: it is the same, for whoever has it already.
    await again();
    await settled(() => expect(receiver.received).toHaveLength(4));
    expect(new Set(receiver.received.map(({ headers, body }) => `${String(headers['webhook-id'])} ${body}`)).size).toBe(
      1,
    );
  });

  it('ends with a receiver that wants no more', async () => {
    const { id } = await add();
    receiver.answer = (response) => response.writeHead(410).end();
    await trade();
    await settled(async () => expect(await one(id)).toMatchObject({ status: 'off' }));
    expect((await one(id)).problem).toContain('410');
  });

  it('waits for a member who has lost the role', async () => {
    const { id } = await add();
    receiver.answer = (response) => response.writeHead(500).end();
    await trade();
    await settled(async () => expect(await one(id)).toMatchObject({ status: 'failing' }));
    receiver.answer = (response) => response.writeHead(204).end();
    await app.sql(`UPDATE access_grant SET status = 'denied'`);
    await restIsOver();
    const problem = 'You do not have the role at the moment.';
    await settled(async () => expect(await app.sql('SELECT problem FROM webhook')).toEqual([{ problem }]));
    expect(receiver.received).toHaveLength(1);
    await app.sql(`UPDATE access_grant SET status = 'granted'`);
    await restIsOver();
    await settled(() => expect(receiver.received).toHaveLength(2));
  });

  it('is sent by another process, where the one that was at it ends', async () => {
    const second = await startProcess(app);
    await add();
    const held: (() => void)[] = [];
    receiver.answer = (response) => held.push(() => response.destroy());
    await trade();
    await settled(() => expect(held).toHaveLength(1));
    receiver.answer = (response) => response.writeHead(204).end();
    // Whichever of the two has it.
    await second.close();
    for (const breakOff of held) breakOff();
    await settled(async () => {
      await restIsOver();
      expect(receiver.received.length).toBeGreaterThanOrEqual(2);
    });
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });
});

describe('where it may lead', () => {
  const resolvingTo = (...addresses: readonly string[]) =>
    vi.spyOn(app.nest.get(Outgoing), 'resolve').mockImplementation((_host, done) =>
      done(
        null,
        addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
      ),
    );
  const outcome = async (url = `http://hooks.example:${receiver.port}/`) =>
    app.nest.get(Outgoing).post(url, { headers: {}, body: '{}' }, new AbortController().signal);

  it.each([
    ['nowhere', 'Enter an address such as https://example.com/hooks.'],
    ['ftp://example.com/', 'The address must begin with https://.'],
    ['https://name:word@example.com/', 'Leave name and password out of the address.'],
    ['https://10.0.0.1/', 'The address is not public.'],
    ['https://[::ffff:169.254.169.254]/', 'The address is not public.'],
    ['https://2852039166/', 'The address is not public.'],
    ['https://0xa9.0xfe.0xa9.0xfe/latest', 'The address is not public.'],
  ])('is no place such as %s', async (url, message) => {
    const reply = await member.send('POST', WEBHOOKS, { url, events: ['trade.closed'] });
    expect(reply).toMatchObject({ status: 422, body: { errors: [{ field: 'url' }] } });
    expect(reply.text).toContain(message);
  });

  it('is not what a host leads to within, not even beside an address that is public', async () => {
    const NOT_PUBLIC = { answered: null, problem: expect.stringContaining('not public') as string };
    for (const addresses of [['10.0.0.1'], ['169.254.169.254'], ['127.0.0.1', '192.168.0.1'], ['fe80::1'], []]) {
      resolvingTo(...addresses);
      expect(await outcome()).toEqual(NOT_PUBLIC);
    }
    expect(receiver.received).toEqual([]);
  });

  it('is the address that was looked at: a host is looked up once', async () => {
    const resolve = resolvingTo('127.0.0.1');
    expect(await outcome()).toEqual({ answered: 204, problem: null });
    expect(resolve).toHaveBeenCalledTimes(1);
    expect(receiver.received[0]?.headers.host).toBe(`hooks.example:${receiver.port}`);
  });

  it('is nowhere else than said: no redirect is followed', async () => {
    const elsewhere = await startWebhookReceiver();
    receiver.answer = (response) => response.writeHead(307, { location: elsewhere.url }).end();
    expect(await outcome(receiver.url)).toEqual({
      answered: 307,
      problem: 'It sends to another address (307), which we do not follow.',
    });
    expect(elsewhere.received).toEqual([]);
    await elsewhere.close();
  });

  it('is left after a while, and after so much of an answer', async () => {
    receiver.answer = (response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    };
    expect(await outcome(receiver.url)).toEqual({ answered: 200, problem: null });
    const outgoing = app.nest.get(Outgoing);
    const { timeoutMs } = outgoing;
    try {
      outgoing.timeoutMs = 100;
      receiver.answer = () => undefined;
      expect(await outcome(receiver.url)).toEqual({ answered: null, problem: 'It did not answer within 10 seconds.' });
      receiver.answer = (response) => response.writeHead(200).write('half');
      expect(await outcome(receiver.url)).toMatchObject({ answered: null });
    } finally {
      outgoing.timeoutMs = timeoutMs;
    }
  });

  it('says what kept it from arriving', async () => {
    const closed = await startWebhookReceiver();
    await closed.close();
    expect(await outcome(closed.url)).toEqual({ answered: null, problem: 'Its host refuses the connection.' });
    expect(await outcome(`https://127.0.0.1:${receiver.port}/`)).toEqual({
      answered: null,
      problem: 'Its certificate is not valid, or it does not speak TLS.',
    });
  });
});

describe('a day that is over', () => {
  /** As if the webhook had been there two days ago, and nothing been looked at since. */
  async function daysLater(): Promise<void> {
    await app.sql(`UPDATE webhook SET closed_through = '2026-01-01', next_close_at = now()`);
    await app.sql(`UPDATE pgboss.job SET start_after = now() WHERE name = 'webhook-day' AND state = 'created'`);
  }
  const planned = () =>
    app.sql<{ at: Date }>(`SELECT start_after AS at FROM pgboss.job WHERE name = 'webhook-day' AND state = 'created'`);

  it('is told with what was realized on it, and the next is planned', async () => {
    const other = { ...CLOSED, entryAt: '2026-01-07T15:00:00Z', exitAt: '2026-01-08T16:00:00Z' };
    await trade({ ...other, symbol: 'DAY', exitPrice: '9' });
    await add({ events: ['day.closed'] });
    await daysLater();
    await settled(() => expect(bodies().at(-1)).toMatchObject({ data: { day: '2026-01-08' } }));
    expect(bodies().map(({ type }) => type)).toEqual(['day.closed', 'day.closed']);
    const currency = { currency: 'USD', closedTrades: 1, wins: 0, losses: 1 };
    expect(bodies()[1]).toEqual({
      type: 'day.closed',
      timestamp: expect.any(String) as string,
      data: {
        ...{ version: expect.any(Number) as number, day: '2026-01-08', timeZone: 'America/New_York' },
        currencies: [{ ...currency, grossPnl: '-2', fees: '1', netPnl: '-3' }],
      },
    });
    const rules = { timeZone: 'America/New_York', sessionAccounts: [] };
    const next = await planned();
    expect(next).toHaveLength(1);
    const today = new Date().toISOString() as Parameters<typeof lastClosedDay>[0];
    expect(next[0]?.at.getTime()).toBeGreaterThan(Date.parse(endOf(lastClosedDay(today, rules), rules)));
  });

  it('is told once, though its job is done again', async () => {
    const { id } = await add({ events: ['day.closed'] });
    await daysLater();
    await settled(async () => expect(await planned()).toHaveLength(1));
    await settled(() => expect(receiver.received.length).toBeGreaterThan(0));
    await settled(async () => expect(await one(id)).toMatchObject({ waiting: 0 }));
    const before = receiver.received.length;
    const [row] = await app.sql<{ user_id: string }>('SELECT user_id FROM webhook');
    await app.sql(
      `UPDATE pgboss.job SET state = 'created', completed_on = NULL, started_on = NULL
        WHERE name = 'webhook-day' AND state = 'completed' AND data ->> 'userId' = $1 AND data ->> 'id' = $2`,
      [row?.user_id, id],
    );
    await settled(async () => expect(await planned()).toHaveLength(1));
    expect(receiver.received).toHaveLength(before);
  });
});

it('is of the member, in a demo as well, and there are five', async () => {
  await member.send('POST', '/api/user/demo');
  for (let nth = 0; nth < 5; nth++) await add();
  const sixth = await member.send('POST', WEBHOOKS, { url: receiver.url, events: ['trade.closed'] });
  expect(sixth).toMatchObject({ status: 409, body: { detail: 'You have 5 webhooks. Remove one first.' } });
  await member.send('POST', '/api/user/demo/leave');
  expect(await list()).toHaveLength(5);
});

it('takes no events that it does not know, and none twice', async () => {
  for (const events of [[], ['trade.opened'], ['trade.closed', 'trade.closed'], 'trade.closed', undefined])
    expect(await member.send('POST', WEBHOOKS, { url: receiver.url, events })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'events' }] },
    });
});

it('stops with its member, and leaves nothing', async () => {
  const leaving = await app.signIn('two');
  const { user } = (await leaving.get('/api/auth/session')).body as SessionAnswer;
  await leaving.send('POST', WEBHOOKS, { url: receiver.url, events: ['trade.closed'] });
  receiver.answer = (response) => response.writeHead(500).end();
  await leaving.send('POST', TRADES, CLOSED);
  await settled(() => expect(receiver.received).toHaveLength(1));
  expect((await leaving.send('DELETE', '/api/user', { confirm: user.username })).status).toBe(204);
  await app.sql(`UPDATE pgboss.job SET start_after = now() WHERE state = 'created'`);
  for (const table of ['webhook', 'webhook_delivery', 'consumer_position'])
    expect(await app.sql(`SELECT FROM ${table} WHERE user_id = $1`, [user.dbUserId])).toEqual([]);
  expect(await app.sql(`SELECT FROM pgboss.job WHERE group_id = $1`, [user.dbUserId])).toEqual([]);
  expect(receiver.received).toHaveLength(1);
  expect(user.discordId).toBe(DEMO_IDS.two);
});
