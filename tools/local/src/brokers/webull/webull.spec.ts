import { randomUUID } from 'node:crypto';
import { startBrokersStandIn } from '../brokers-stand-in.js';
import type { BrokersStandIn } from '../brokers-stand-in.js';
import type { ExpectedFill } from '../facts.js';
import { enter, generated } from '../generator/generator.js';
import { signatureOf } from './signature.js';

const KEY = { appKey: 'an app key', appSecret: 'an app secret' };
const LIST = '/trading/orders/historical-orders/list';
const EXECUTIONS = '/trading/orders/executions/list';

interface WebullOrder {
  readonly client_order_id: string;
  readonly status: string;
  readonly side: string;
  readonly total_quantity: string;
  readonly filled_quantity: string;
  readonly filled_price?: string;
  readonly filled_time_at?: string;
  readonly instrument_type: string;
  readonly option_strategy?: string;
  readonly commission?: { receivable_commission: string; actual_commission?: string };
  readonly fees?: { receivable_value: string }[];
  readonly legs?: { side: string }[];
}
interface Group {
  readonly client_order_id: string;
  readonly combo_type: string;
  readonly orders: WebullOrder[];
}
interface Page<T> {
  readonly data: T[];
  readonly pagination_key: string | null;
}

let brokers: BrokersStandIn;
beforeAll(async () => {
  brokers = await startBrokersStandIn();
  const { book } = brokers;
  book.clock.set('2026-11-02T15:00:00Z');
  book.addMember({ broker: 'webull', name: 'ada', credentials: KEY });
  const opened = { openedAt: '2023-10-01T00:00:00Z', openingBalance: '0', broker: 'webull', member: 'ada' } as const;
  book.addAccount({ ...opened, id: 'ACC1', name: 'Margin' });
  book.addAccount({ ...opened, id: 'ACC2', name: 'Cash' });
  const kinds = ['stock', 'option', 'future', 'crypto'] as const;
  enter(book, generated(3, { account: 'ACC1', kinds, from: '2025-01-02', days: 660, trips: 44 }));
  book.night();
});
afterAll(() => brokers.close());
// Each test has the rates for itself.
beforeEach(() => brokers.book.clock.advance(31_000));

interface Change {
  readonly version?: string;
  readonly algorithm?: string;
  readonly secret?: string;
  readonly nonce?: string;
  readonly time?: string;
  readonly token?: string;
  readonly method?: string;
  readonly body?: string;
  /** Signs for the stand-in's own host, and the path with the prefix. */
  readonly own?: boolean;
}

function signed(path: string, query: Record<string, string>, change: Change): Record<string, string> {
  const headers = {
    'x-app-key': KEY.appKey,
    'x-timestamp': change.time ?? `${brokers.book.clock.now().slice(0, 19)}Z`,
    'x-signature-version': '1.0',
    'x-signature-algorithm': change.algorithm ?? 'HMAC-SHA1',
    'x-signature-nonce': change.nonce ?? randomUUID(),
  };
  const host = change.own ? new URL(brokers.origin).host : 'api.webull.com';
  const whole = change.own ? `/webull${path}` : path;
  const request = { path: whole, host, query: Object.entries(query), headers, body: change.body ?? '' };
  const signature = signatureOf(request, change.secret ?? KEY.appSecret) ?? '';
  const token: Record<string, string> = change.token === undefined ? {} : { 'x-access-token': change.token };
  return { ...headers, ...token, 'x-signature': signature, 'x-version': change.version ?? 'v3' };
}

function ask(path: string, query: Record<string, string> = {}, change: Change = {}) {
  const { method = 'GET', body } = change;
  return fetch(`${brokers.origin}/webull${path}?${new URLSearchParams(query)}`, {
    method,
    headers: signed(path, query, change),
    ...(body !== undefined && { body }),
  });
}
const accounts = (change: Change) => ask('/trading/accounts/list', {}, change);
const post = async (path: string, fields: object = {}) =>
  (await (await ask(path, {}, { method: 'POST', body: JSON.stringify(fields) })).json()) as Record<string, string>;

/** Walks the pages, and waits as long as it must. */
async function walk<T>(path: string, query: Record<string, string>): Promise<T[]> {
  const all: T[] = [];
  for (let key: string | null = ''; key !== null;) {
    brokers.book.clock.advance(2_001);
    const answer = await ask(path, { account_id: 'ACC1', ...query, ...(key && { pagination_key: key }) });
    const page = (await answer.json()) as Page<T>;
    expect(page.data.length).toBeLessThanOrEqual(Number(brokers.switches.get('webull', 'pageSize')));
    all.push(...page.data);
    key = page.pagination_key;
  }
  return all;
}
const ALL = { start_time: '2024-12-01T00:00:00Z', end_time: '2026-11-03T15:00:00Z' };
const allGroups = () => walk<Group>(LIST, ALL);
const filled = (fills: readonly ExpectedFill[]) => fills.filter(({ order }) => order !== null);

describe('signatures', () => {
  it.each([{}, { algorithm: 'HMAC-SHA256' }, { own: true }])('are taken: %o', async (change) => {
    const answer = await accounts(change);
    expect(await answer.json()).toEqual([
      expect.objectContaining({ account_id: 'ACC1', account_label: 'Margin' }),
      expect.objectContaining({ account_id: 'ACC2', account_label: 'Cash' }),
    ]);
  });

  it.each([
    ['a wrong secret', { secret: 'wrong' }],
    ['an unknown algorithm', { algorithm: 'HMAC-MD5' }],
    ['an old time', { time: '2026-11-01T15:00:00Z' }],
    ['a time of another form', { time: '2026-11-02T15:00:00+0000' }],
  ])('are refused with %s', async (_case, change) => {
    const answer = await accounts(change);
    expect([answer.status, await answer.json()]).toEqual([
      403,
      expect.objectContaining({ error_code: 'UNAUTHORIZED' }),
    ]);
  });

  it('are taken once', async () => {
    expect((await accounts({ nonce: 'n1' })).status).toBe(200);
    expect((await accounts({ nonce: 'n1' })).status).toBe(403);
  });

  it('are of the new secret once it was rotated', async () => {
    brokers.book.access.rotate('webull', 'ada', { appSecret: 'another' });
    expect((await accounts({})).status).toBe(403);
    brokers.book.access.rotate('webull', 'ada', KEY);
    expect((await accounts({})).status).toBe(200);
  });
});

describe('rates', () => {
  it('are two in two seconds for a path of orders', async () => {
    const statuses = [];
    for (let turn = 0; turn < 3; turn++) statuses.push((await ask(LIST, { account_id: 'ACC1' })).status);
    statuses.push((await ask(EXECUTIONS, { account_id: 'ACC1' })).status);
    brokers.book.clock.advance(2_001);
    statuses.push((await ask(LIST, { account_id: 'ACC1' })).status);
    expect(statuses).toEqual([200, 200, 429, 200, 200]);
  });
});

describe('orders', () => {
  it('have what the book has filled, page by page', async () => {
    const orders = (await allGroups()).flatMap((group) => group.orders);
    expect(new Set(orders.map((order) => order.client_order_id)).size).toBe(orders.length);
    const fills = filled(brokers.book.expected('ACC1'));
    const sum = (amounts: (string | undefined)[]) => amounts.reduce((total, amount) => total + Number(amount ?? 0), 0);
    const legs = ({ legs: all, instrument_type }: WebullOrder) => (instrument_type === 'OPTION' ? all!.length : 1);
    const theirs = orders.reduce((total, order) => total + Number(order.filled_quantity) * legs(order), 0);
    expect(theirs).toBeCloseTo(sum(fills.map(({ quantity }) => quantity)), 6);
    const fees = orders.flatMap((order) => [
      order.commission?.actual_commission,
      ...(order.fees ?? []).map(({ receivable_value }) => receivable_value),
    ]);
    expect(sum(fees)).toBeCloseTo(sum(fills.map((fill) => fill.fees)), 6);
    expect(new Set(orders.map(({ instrument_type }) => instrument_type))).toEqual(
      new Set(['EQUITY', 'OPTION', 'FUTURES', 'CRYPTO']),
    );
  });

  it('are cancelled when a part was filled, in groups, short, and of several legs', async () => {
    brokers.switches.set('webull', 'pageSize', '50');
    const groups = await allGroups();
    brokers.switches.set('webull', 'pageSize', '2');
    const orders = groups.flatMap((group) => group.orders);
    expect(groups).toContainEqual(expect.objectContaining({ combo_type: 'OCO' }));
    expect(groups.find(({ combo_type }) => combo_type === 'OCO')!.orders).toHaveLength(2);
    expect(orders.some((one) => one.status === 'CANCELLED' && Number(one.filled_quantity) > 0)).toBe(true);
    expect(orders.some(({ side }) => side === 'SHORT')).toBe(true);
    const spread = orders.find(({ option_strategy }) => option_strategy === 'VERTICAL')!;
    expect(spread.legs!.map(({ side }) => side)).toEqual(['SELL', 'BUY']);
    brokers.book.clock.advance(2_001);
    const one = await ask('/trading/orders/get', { account_id: 'ACC1', client_order_id: spread.client_order_id });
    expect(((await one.json()) as Group).orders).toEqual([spread]);
  });

  it('state estimated fees until the night', async () => {
    const { book } = brokers;
    const at = book.clock.now();
    const buy = { account: 'ACC2', instrument: { type: 'stock', symbol: 'AMD' }, side: 'buy', quantity: '1' } as const;
    book.trade({ ...buy, price: '160', at, fees: { commission: '0.99' } });
    const [group] = ((await (await ask(LIST, { account_id: 'ACC2' })).json()) as Page<Group>).data;
    expect(group!.orders[0]!.commission).toEqual({ receivable_commission: '0.99' });
    book.night();
    const [next] = ((await (await ask(LIST, { account_id: 'ACC2' })).json()) as Page<Group>).data;
    expect(next!.orders[0]!.commission).toEqual({ receivable_commission: '0.99', actual_commission: '0.99' });
  });

  it('answer in one generation', async () => {
    const older = { account_id: 'ACC1', start_date: '2026-01-01', end_date: '2026-11-03', page_size: '3' };
    const askAll = async () => {
      brokers.book.clock.advance(2_001);
      const [a, b, c] = [
        await ask(LIST, { account_id: 'ACC1' }),
        await ask(LIST, older, { version: 'v2' }),
        await ask('/openapi/trade/order/history', older, { version: 'v2' }),
      ];
      return [a.status, b.status, c.status];
    };
    expect(await askAll()).toEqual([200, 404, 404]);
    brokers.switches.set('webull', 'generation', 'B');
    expect(await askAll()).toEqual([404, 200, 404]);
    brokers.switches.set('webull', 'generation', 'C');
    expect(await askAll()).toEqual([404, 404, 200]);
    const page = async (query: object) => {
      brokers.book.clock.advance(2_001);
      const answer = await ask('/openapi/trade/order/history', { ...older, ...query }, { version: 'v2' });
      return ((await answer.json()) as Group[]).map(({ client_order_id }) => client_order_id);
    };
    const first = await page({});
    expect(first).toHaveLength(3);
    const second = await page({ last_client_order_id: first[2]! });
    expect(new Set([...first, ...second]).size).toBe(6);
    brokers.switches.set('webull', 'generation', 'A');
  });

  it.each([
    ['another form of time', { start_time: '2026-10-01T00:00:00+0000' }, 417],
    ['more than two years ago', { start_time: '2023-10-01T00:00:00Z' }, 417],
    ['an account of nobody', { account_id: 'OTHER' }, 417],
  ])('refuse %s', async (_case, query, status) => {
    expect((await ask(LIST, { account_id: 'ACC1', ...query })).status).toBe(status);
  });
});

describe('executions', () => {
  it('are the fills of the book that came from orders, with their times', async () => {
    const said = await walk<Record<string, string>>(EXECUTIONS, { start_date: '2024-12-01' });
    expect(said.toReversed().map((row) => [row['execution_id'], row['execution_time'], row['filled_price']])).toEqual(
      filled(brokers.book.expected('ACC1')).map(({ id, at, price }) => [`EX${id}`, `${at.slice(0, 23)}Z`, price]),
    );
  });

  it('can be off', async () => {
    brokers.switches.set('webull', 'executions', 'off');
    expect((await ask(EXECUTIONS, { account_id: 'ACC1' })).status).toBe(404);
    brokers.switches.set('webull', 'executions', 'on');
  });
});

describe('two-factor tokens', () => {
  it('wait for the member, and then are good until they end', async () => {
    const { switches, book } = brokers;
    switches.set('webull', 'twoFactor', 'waiting');
    expect((await accounts({})).status).toBe(403);
    const created = await post('/auth/tokens/create');
    const { token = '' } = created;
    expect(created['status']).toBe('PENDING');
    expect((await post('/auth/tokens/check', { token }))['status']).toBe('PENDING');
    expect((await accounts({ token })).status).toBe(403);
    switches.set('webull', 'twoFactor', 'approved');
    expect((await post('/auth/tokens/check', { token }))['status']).toBe('NORMAL');
    expect((await accounts({ token })).status).toBe(200);
    book.access.expireTokens('webull');
    expect((await accounts({ token })).status).toBe(403);
    expect((await post('/openapi/auth/token/check', { token }))['status']).toBe('INVALID');
    switches.set('webull', 'twoFactor', 'off');
  });
});

it('states positions, balances and money that came in', async () => {
  const read = async (path: string, account_id: string) => (await ask(path, { account_id })).json();
  expect(await read('/trading/assets/positions/list', 'ACC2')).toEqual([
    expect.objectContaining({ symbol: 'AMD', quantity: '1', cost_price: '160' }),
  ]);
  expect(await read('/trading/assets/balances/get', 'ACC1')).toMatchObject({
    total_cash_balance: brokers.book.balance('ACC1'),
  });
  expect(await read('/trading/activities/cash-activities/list', 'ACC1')).toMatchObject({
    data: [{ activity_type: 'DEPOSIT', net_amount: '25000' }],
  });
});

it('has no route that trades', async () => {
  const placed = await ask('/trading/orders/place', {}, { method: 'POST', body: '{}' });
  expect([placed.status, await placed.json()]).toEqual([404, expect.objectContaining({ error_code: 'NOT_FOUND' })]);
  expect(brokers.calls.unknown('webull').map(({ path }) => path)).toEqual(['/trading/orders/place']);
});
