import { ConsoleLogger } from '@nestjs/common';
import { vi } from 'vitest';
import type {
  ConnectionAnswer,
  ConnectionCommandAnswer,
  ImportAnswer,
  Page,
  RunAnswer,
  TradeAnswer,
  TradeCommandAnswer,
} from '@singularity/contract';
import { startBrokersStandIn } from '@singularity/local/brokers/brokers-stand-in.js';
import type { BrokersStandIn } from '@singularity/local/brokers/brokers-stand-in.js';
import { enter, generated } from '@singularity/local/brokers/generator/generator.js';
import type { Browser } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';
import { ImportThread } from '../imports/import-thread.js';
import { BrokerWorld } from './broker-world.js';
import { SyncEnds } from './sync-ends.js';
import { SyncJob } from './sync-job.js';
import { SyncRequests } from './sync-requests.js';

const URL = '/api/user/connections';
const TOKEN = 'canary-0123456789abcdefXYZ9';
const DAY = 86_400_000;
const RUN = { stopping: new AbortController().signal, isLast: false };

let app: TestApp;
let brokers: BrokersStandIn;
let one: Browser;
let two: Browser;
let made = 0;

class Heard extends ConsoleLogger {
  readonly lines: string[] = [];

  protected override printMessages(messages: unknown[]): void {
    this.lines.push(...messages.map((message) => (message instanceof Error ? String(message.stack) : String(message))));
  }

  protected override printStackTrace(stack: string): void {
    this.lines.push(stack);
  }
}
const heard = new Heard();

beforeAll(async () => {
  brokers = await startBrokersStandIn();
  app = await startTestApp({ BROKERS_BASE_URL: brokers.origin });
  app.nest.useLogger(heard);
  const { book } = brokers;
  // Time passes only where somebody waits for it.
  const world = app.nest.get(BrokerWorld);
  vi.spyOn(world, 'now').mockImplementation(() => book.clock.millis());
  vi.spyOn(world, 'wait').mockImplementation((milliseconds) => Promise.resolve(book.clock.advance(milliseconds)));
  [one, two] = [await app.signIn('one'), await app.signIn('two')];
}, 120_000);
afterEach(async () => {
  brokers.faults.clear();
  expect(await app.audit()).toEqual([]);
});
afterAll(async () => {
  await app.close();
  await brokers.close();
});

const dayBefore = (days: number) => new Date(brokers.book.clock.millis() - days * DAY).toISOString().slice(0, 10);

/** Somebody at the broker who has traded for some days, and has an account here. */
async function trader(days = 30, trips = 4) {
  const { book } = brokers;
  made += 1;
  const [member, id, token] = [`ada${made}`, `VA00000${made}`, `${TOKEN}${made}`];
  book.addMember({ broker: 'tradier', name: member, credentials: { token } });
  const openedAt = `${dayBefore(days + 1)}T12:00:00Z`;
  book.addAccount({ id, broker: 'tradier', member, name: 'Margin', openedAt, openingBalance: '0' });
  enter(book, generated(made, { account: id, kinds: ['stock'], from: dayBefore(days), days: days - 12, trips }));
  book.night();
  const account = await one.send('POST', '/api/user/accounts', {
    ...{ platform: 'Tradier', name: `Account ${made}`, startingBalance: '25000', currency: 'USD' },
  });
  return { member, id, token, accountId: (account.body as { id: string }).id };
}

type Trader = Awaited<ReturnType<typeof trader>>;

async function connect({ token }: Pick<Trader, 'token'>): Promise<ConnectionAnswer> {
  const reply = await one.send('POST', URL, { broker: 'tradier', credentials: { token } });
  expect(reply).toMatchObject({ status: 201 });
  return reply.body as ConnectionCommandAnswer;
}

const read = async (id: string) => (await one.get(`${URL}/${id}`)).body as ConnectionAnswer;
const runsOf = async (id: string) => ((await one.get(`${URL}/${id}/runs`)).body as Page<RunAnswer>).items;

async function settled(id: string, status: string): Promise<ConnectionAnswer> {
  return vi.waitFor(
    async () => {
      const connection = await read(id);
      expect(connection).toMatchObject({ lastRun: { status, endedAt: expect.any(String) as string } });
      return connection;
    },
    { timeout: 60_000, interval: 100 },
  );
}

/** Says where the trades go, which is what begins the first sync. */
async function map(id: string, { id: brokerAccountId, accountId }: Pick<Trader, 'id' | 'accountId'>) {
  const reply = await one.send('PATCH', `${URL}/${id}`, { accounts: [{ brokerAccountId, accountId }] });
  expect(reply).toMatchObject({ status: 200 });
}

async function synced(who: Trader, status = 'done'): Promise<ConnectionAnswer> {
  const { id } = await connect(who);
  await map(id, who);
  return settled(id, status);
}

async function again(id: string, status = 'done'): Promise<RunAnswer> {
  const before = (await runsOf(id)).length;
  brokers.book.clock.advance(61_000);
  expect(await one.send('POST', `${URL}/${id}/sync`)).toMatchObject({ status: 202 });
  await settled(id, status);
  const [run, ...others] = await runsOf(id);
  expect(others).toHaveLength(before);
  return run as RunAnswer;
}

/** What stands in an account, as the book tells it: of each fill its quantity and price. */
async function fillsIn({ accountId }: Pick<Trader, 'accountId'>): Promise<readonly string[]> {
  const rows = await app.sql<{ fill: string }>(
    `SELECT t.symbol || ' ' || trim_scale(sum(e.quantity)) || ' @ ' || trim_scale(e.price) AS fill
       FROM trade t JOIN execution e ON e.user_id = t.user_id AND e.trade_id = t.trade_id
       JOIN trade_source s ON s.user_id = t.user_id AND s.trade_id = t.trade_id AND s.execution_id = e.execution_id
      WHERE t.account_id = $1 GROUP BY t.symbol, e.price, s.source_key ORDER BY 1`,
    [accountId],
  );
  return rows.map(({ fill }) => fill);
}

function expectedIn({ id }: Pick<Trader, 'id'>): readonly string[] {
  return brokers.book
    .expected(id)
    .map(
      ({ instrument, quantity, price }) =>
        `${instrument.type === 'stock' ? instrument.symbol : ''} ${Number(quantity)} @ ${Number(price)}`,
    )
    .sort();
}

it('says what can be connected, and what it takes', async () => {
  const { items } = (await one.get('/api/user/brokers')).body as { items: { broker: string }[] };
  expect(items[0]).toMatchObject({
    ...{ broker: 'tradier', name: 'Tradier', prefersOwnMachine: false, warning: null },
    fields: [{ name: 'token', secret: true }],
  });
});

describe('connecting', () => {
  it.each([
    ['a wrong token', { token: 'wrong' }, 'credentials.token'],
    ['none', {}, 'credentials.token'],
    ['what is not asked for', { token: TOKEN, password: 'x' }, 'credentials.password'],
  ])('says what is wrong with %s, at its field, and keeps nothing', async (_case, credentials, field) => {
    const reply = await one.send('POST', URL, { broker: 'tradier', credentials });
    expect(reply).toMatchObject({ status: 422, body: { errors: [{ field }] } });
    expect((await one.get(URL)).body).toEqual({ items: [] });
  });

  it.each([
    ['away', { kind: 'status', status: 500 }, 503],
    ['busy', { kind: 'status', status: 429, retryAfter: '17' }, 429],
    ['down for maintenance', { kind: 'html' }, 503],
  ] as const)('says that a broker is %s, and keeps nothing', async (_case, fault, status) => {
    const { token } = await trader();
    brokers.faults.add({ ...fault, broker: 'tradier' });
    const reply = await one.send('POST', URL, { broker: 'tradier', credentials: { token } });
    expect(reply.status).toBe(status);
    expect(reply.headers['retry-after']).toBe(status === 429 ? '17' : '30');
    expect((await one.get(URL)).body).toEqual({ items: [] });
  });

  it('is not for a demo journal, which no role is asked for', async () => {
    const { token } = await trader();
    const visitor = await app.signIn('two');
    await visitor.send('POST', '/api/user/demo');
    const reply = await visitor.send('POST', URL, { broker: 'tradier', credentials: { token } });
    expect(reply).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/demo/) as string } });
  });

  it('shows the first and the last fill of each account, unless the broker is too slow to say', async () => {
    const who = await trader();
    brokers.faults.add({ kind: 'status', status: 500, broker: 'tradier', path: '/history', times: 1_000 });
    const slow = await connect(who);
    expect(slow.accounts).toMatchObject([{ seenFrom: null, firstFillAt: null, lastFillAt: null }]);
    await one.send('DELETE', `${URL}/${slow.id}`);
    brokers.faults.clear();
    const { id, accounts } = await connect(who);
    await map(id, who);
    await settled(id, 'done');
    const [ofNewest] = await app.sql<{ first: Date; last: Date }>(
      `SELECT min(at) AS first, max(at) AS last FROM execution JOIN trade USING (user_id, trade_id)
        WHERE account_id = $1 AND at >= $2`,
      [who.accountId, dayBefore(27)],
    );
    expect(accounts).toMatchObject([
      { seenFrom: dayBefore(27), firstFillAt: ofNewest?.first.toISOString(), lastFillAt: ofNewest?.last.toISOString() },
    ]);
  }, 120_000);

  it('shows the accounts, and of the token its end', async () => {
    const who = await trader();
    const connection = await connect(who);
    expect(connection).toMatchObject({
      ...{ broker: 'tradier', label: 'Tradier', status: 'testing', lastRun: null },
      credentials: [{ name: 'token', lastFour: who.token.slice(-4) }],
      accounts: [{ brokerAccountId: who.id, accountId: null }],
    });
    expect(await one.send('POST', URL, { broker: 'tradier', credentials: { token: who.token } })).toMatchObject({
      status: 409,
    });
    expect((await two.get(URL)).body).toEqual({ items: [] });
    expect(await two.get(`${URL}/${connection.id}`)).toMatchObject({ status: 404 });
    expect(await one.send('DELETE', `${URL}/${connection.id}`)).toMatchObject({ status: 200 });
  });
});

describe('syncing', () => {
  it('brings three years as the book has them, and then nothing twice', async () => {
    const who = await trader(1_050, 40);
    const connection = await synced(who);
    expect(connection).toMatchObject({ status: 'working', reason: null, nextRunAt: expect.any(String) as string });
    expect(await fillsIn(who)).toEqual(expectedIn(who));
    const [run] = await runsOf(connection.id);
    expect(run).toMatchObject({ cause: 'connected', windows: { done: 38, total: 38 } });
    const origins = await app.sql(`SELECT DISTINCT origin FROM event WHERE batch_id = $1`, [run?.imports[0]?.importId]);
    expect(origins).toEqual([{ origin: 'sync' }]);
    expect(((await one.get('/api/user/imports')).body as Page<ImportAnswer>).items).toEqual([]);
    const imported = await one.get(`/api/user/imports/${run?.imports[0]?.importId ?? ''}`);
    expect(imported.body).toMatchObject({ connectionId: connection.id });

    expect(await again(connection.id)).toMatchObject({ imports: [], windows: { done: 1, total: 1 } });
    const { book } = brokers;
    const instrument = { type: 'stock', symbol: 'NVDA' } as const;
    for (const [side, price] of [
      ['buy', '100'],
      ['sell', '101'],
    ] as const)
      book.trade({ account: who.id, instrument, side, quantity: '3', price, at: book.clock.now() });
    book.clock.advance(DAY);
    book.night();
    expect(await again(connection.id)).toMatchObject({ imports: [{ counts: { new: 2 } }] });
    expect(await fillsIn(who)).toEqual(expectedIn(who));
    const figures = await app.sql(`SELECT FROM broker_figure WHERE connection_id = $1`, [connection.id]);
    expect(figures.length).toBeGreaterThan(0);
  }, 120_000);

  it('is one where two are asked for at once, and is asked for once a minute', async () => {
    const { id } = await synced(await trader());
    brokers.book.clock.advance(61_000);
    const replies = await Promise.all([1, 2, 3].map(() => one.send('POST', `${URL}/${id}/sync`)));
    await settled(id, 'done');
    expect((await runsOf(id)).length).toBe(2);
    expect(replies.map(({ status }) => status).filter((status) => status === 202).length).toBeGreaterThan(0);
    const soon = await one.send('POST', `${URL}/${id}/sync`);
    expect(soon).toMatchObject({ status: 429, headers: { 'retry-after': expect.any(String) as string } });
  });

  it('changes nothing where it breaks off before the end, and goes on after', async () => {
    const who = await trader();
    const thread = vi.spyOn(app.nest.get(ImportThread), 'sync').mockRejectedValueOnce(new Error('Broken off.'));
    const { id } = await synced(who, 'failed');
    expect(await fillsIn(who)).toEqual([]);
    expect(await read(id)).toMatchObject({ accounts: [{ agreement: null }], nextRunAt: expect.any(String) as string });
    thread.mockRestore();
    await again(id);
    expect(await fillsIn(who)).toEqual(expectedIn(who));
  });

  it('is gone on with by another process where the first one is gone, which then changes nothing any more', async () => {
    const who = await trader();
    const { id } = await synced(who);
    const userId = await one.userId();
    brokers.book.clock.advance(61_000);
    const jobs = vi.spyOn(app.nest.get(SyncRequests), 'wake').mockReturnValue();
    const job = vi.spyOn(app.nest.get(SyncJob), 'run').mockResolvedValue();
    await one.send('POST', `${URL}/${id}/sync`);
    const first = await app.nest.get(SyncRequests).begin(userId, id);
    job.mockRestore();
    jobs.mockRestore();
    await app.nest.get(SyncJob).run({ userId, id }, RUN);
    const done = await settled(id, 'done');
    expect(done.lastRun?.id).toBe(first?.held.run.id);
    await app.nest
      .get(SyncEnds)
      .failed(first!.held, first!.row, { kind: 'refused', message: 'Late.', retryAfterSeconds: 0 });
    expect(await read(id)).toMatchObject({ status: 'working', lastRun: { status: 'done' } });
  });

  it('begins when its moment has come by the database, though our own clock is behind', async () => {
    const { id, nextRunAt } = await synced(await trader());
    const { clock } = brokers.book;
    clock.advance(Date.parse(nextRunAt ?? '') - 120_000 - clock.millis());
    await app.nest.get(SyncJob).run({ userId: await one.userId(), id }, RUN);
    expect(await runsOf(id)).toMatchObject([{ cause: 'scheduled' }, { cause: 'connected' }]);
  });

  it('is told live', async () => {
    const who = await trader();
    const { id } = await connect(who);
    const listener = await one.listen('/api/user/live');
    await map(id, who);
    const told = `"streams":[{"type":"connection","id":"${id}"}]`;
    while (!(await listener.line('data: ')).includes(told));
    await settled(id, 'done');
    listener.close();
  });

  it('leaves deleted and edited trades as they are, and takes a run back as a whole', async () => {
    const who = await trader();
    const { id } = await synced(who);
    const { items } = (await one.get(`/api/user/trades?accountId=${who.accountId}`)).body as Page<{ id: string }>;
    const [deleted, edited] = items as [{ id: string }, { id: string }];
    await one.send('DELETE', `/api/user/trades/${deleted.id}`);
    await one.send('PATCH', `/api/user/trades/${edited.id}`, { notes: 'Mine.' });
    const standing = await fillsIn(who);
    expect(await again(id)).toMatchObject({ imports: [] });
    expect(await fillsIn(who)).toEqual(standing);
    const first = (await runsOf(id)).at(-1);
    const undone = await one.send('POST', `${URL}/${id}/runs/${first?.id ?? ''}/undo`);
    expect(undone).toMatchObject({ status: 200, body: { kept: [{ id: edited.id }] } });
    expect((await runsOf(id)).at(-1)).toMatchObject({ status: 'undone' });
  });
});

describe('what goes wrong', () => {
  it.each([
    ['busy', { kind: 'status', status: 429, retryAfter: '600' }],
    ['away', { kind: 'status', status: 502 }],
    ['a page for people', { kind: 'html' }],
    ['half an answer', { kind: 'cut' }],
    ['far too much', { kind: 'huge' }],
    ['another address', { kind: 'redirect', to: 'http://127.0.0.1:9/' }],
  ] as const)(
    'is tried again, not for ever: %s',
    async (_case, fault) => {
      const who = await trader();
      const { id } = await connect(who);
      brokers.faults.add({ ...fault, broker: 'tradier', path: '/history', times: 1_000 });
      await map(id, who);
      const failed = await settled(id, 'failed');
      expect(failed).toMatchObject({ status: 'testing', nextRunAt: expect.any(String) as string });
      expect(failed.reason).toBe(failed.lastRun?.problem);
      await due(id);
      const paused = await due(id);
      expect(paused.status).toBe(fault.kind === 'status' && fault.status === 429 ? 'testing' : 'paused');
      brokers.faults.clear();
      brokers.book.clock.advance(120_000);
      await again(id);
      expect(await read(id)).toMatchObject({ status: 'working', reason: null });
      expect(await fillsIn(who)).toEqual(expectedIn(who));
      await one.send('DELETE', `${URL}/${id}`);
    },
    60_000,
  );

  /** As when the moment of the next run has come. */
  async function due(id: string): Promise<ConnectionAnswer> {
    brokers.book.clock.advance(DAY);
    await app.nest.get(SyncJob).run({ userId: await one.userId(), id }, RUN);
    return read(id);
  }

  it('needs the member at once where the token is refused, and goes on with a new one', async () => {
    const who = await trader();
    const { id } = await synced(who);
    const token = `${who.token}-new`;
    brokers.book.access.rotate('tradier', who.member, { token });
    await again(id, 'failed');
    expect(await read(id)).toMatchObject({ status: 'needs_attention', needs: 'credentials', nextRunAt: null });
    expect(await one.send('POST', `${URL}/${id}/sync`)).toMatchObject({ status: 409 });
    const wrong = await one.send('PATCH', `${URL}/${id}`, { credentials: { token: 'wrong' } });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ field: 'credentials.token' }] } });
    expect(await one.send('PATCH', `${URL}/${id}`, { credentials: { token } })).toMatchObject({ status: 200 });
    await settled(id, 'done');
    expect(await read(id)).toMatchObject({ status: 'working', needs: null });
  });

  it('is not asked for a member without the role, and is again once they have it', async () => {
    const { id } = await synced(await trader());
    const userId = await one.userId();
    const set = (status: string) => app.sql(`UPDATE access_grant SET status = $2 WHERE user_id = $1`, [userId, status]);
    await set('denied');
    brokers.calls.clear();
    await app.nest.get(SyncJob).run({ userId, id }, RUN);
    await set('granted');
    expect(brokers.calls.counts('tradier')).toEqual([]);
    expect(await read(id)).toMatchObject({ status: 'paused', nextRunAt: expect.any(String) as string });
    await app.signIn('one');
    await vi.waitFor(async () => expect(await runsOf(id)).toHaveLength(2), { timeout: 10_000 });
    await settled(id, 'done');
    expect(await read(id)).toMatchObject({ status: 'working', reason: null });
  });
});

it('is read by tokens that read, and changed by none', async () => {
  const { id } = await synced(await trader());
  const answers = async (scopes: readonly string[]) => {
    const { body } = await one.send('POST', '/api/user/tokens', { name: 'Program', scopes });
    const headers = { Authorization: `Bearer ${(body as { token: string }).token}` };
    const program = app.browser();
    const asked = [
      await program.get(URL, headers),
      await program.get(`${URL}/${id}/runs`, headers),
      await program.send('POST', `${URL}/${id}/sync`, undefined, headers),
      await program.send('PATCH', `${URL}/${id}`, { label: 'Mine' }, headers),
      await program.send('DELETE', `${URL}/${id}`, undefined, headers),
    ];
    return asked.map(({ status }) => status);
  };
  expect(await answers(['read'])).toEqual([200, 200, 403, 403, 403]);
  expect(await answers(['import'])).toEqual([403, 403, 403, 403, 403]);
  expect(await answers(['write', 'import'])).toEqual([200, 200, 403, 403, 403]);
});

it('forgets what was disconnected, and tells nobody what opened it', async () => {
  const who = await trader();
  const { id } = await synced(who);
  const { credentials } = (
    await app.sql<{ credentials: object }>(`SELECT credentials FROM connection WHERE connection_id = $1`, [id])
  )[0]!;
  expect(JSON.stringify(credentials)).not.toContain('canary');
  const removed = await one.send('DELETE', `${URL}/${id}`);
  expect(removed.status).toBe(200);
  expect(await one.get(`${URL}/${id}`)).toMatchObject({ status: 404 });
  for (const table of ['connection', 'connection_account', 'connection_run', 'broker_figure'])
    expect(await app.sql(`SELECT FROM ${table} WHERE connection_id = $1`, [id])).toEqual([]);
  expect(await fillsIn(who)).toEqual(expectedIn(who));
  const types = await app.sql<{ type: string }>(`SELECT type FROM event WHERE stream_id = $1 ORDER BY version`, [id]);
  expect(types.map(({ type }) => type)).toEqual(['ConnectionAdded', 'ConnectionChanged', 'ConnectionRemoved']);
});

it('has the token of nobody in any row, answer or line of the log', async () => {
  const who = await trader();
  await synced(who);
  const tables = await app.sql<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^(pg_|information_schema)'`,
  );
  for (const { name } of tables) {
    const sql = `SELECT FROM ${name} t WHERE to_jsonb(t)::text LIKE '%' || $1 || '%'`;
    expect({ name, rows: await app.sql(sql, [who.token]) }).toEqual({ name, rows: [] });
  }
  for (const path of [URL, '/api/user/history', '/api/user/ledger/export', '/api/user/export.zip'])
    expect((await one.get(path)).bytes.includes(who.token)).toBe(false);
  expect(heard.lines.length).toBeGreaterThan(0);
  expect(heard.lines.filter((line) => line.includes('canary'))).toEqual([]);
});

describe('what a sync brought', () => {
  it('agrees with the broker to the cent, and is straight from it until it is changed', async () => {
    const who = await trader();
    const { id } = await synced(who);
    const agreement = async () => {
      const { body } = await one.get(`${URL}/${id}`);
      return (body as ConnectionAnswer).accounts[0]?.agreement;
    };
    const agreed = await agreement();
    expect(agreed?.compared).toBeGreaterThan(2);
    expect(agreed).toMatchObject({ matches: agreed?.compared, differs: [] });
    const list = async () =>
      ((await one.get(`/api/user/trades?accountId=${who.accountId}&status=closed`)).body as Page<TradeAnswer>).items;
    const [first, ...others] = await list();
    expect([first, ...others].every((trade) => trade?.fromBroker)).toBe(true);
    const [fill] = first?.executions ?? [];
    const at = `/api/user/trades/${first?.id ?? ''}`;
    const edited = await one.send('PATCH', `${at}/executions/${fill?.id ?? ''}`, { fees: '77' });
    expect(edited).toMatchObject({ status: 200, body: { fromBroker: false } });
    expect((await agreement())?.differs[0]).toMatchObject({ reason: expect.stringMatching(/changed/) as string });
    const { ledger } = edited.body as TradeCommandAnswer;
    await one.send('POST', `/api/user/history/${ledger.version}/undo`);
    expect((await one.get(at)).body).toMatchObject({ fromBroker: true });
    expect((await one.get(`${at}?asOfVersion=${ledger.version}`)).body).toMatchObject({ fromBroker: false });
    expect(await agreement()).toEqual(agreed);
  });
});
