import { startBrokersStandIn } from '../brokers-stand-in.js';
import type { BrokersStandIn } from '../brokers-stand-in.js';
import type { Future } from '../facts.js';
import { enter, generated } from '../generator/generator.js';
import { projectXId } from '../instruments.js';

const KEY = { userName: 'ada', apiKey: 'a key' };
const ES: Future = { type: 'future', root: 'ES', month: 'Z26', projectX: 'EP', tick: '0.25', tickValue: '12.5' };
const START = { startTimestamp: '2023-01-01T00:00:00Z' };

interface Trade {
  readonly id: number;
  readonly contractId: string;
  readonly creationTimestamp: string;
  readonly price: number;
  readonly profitAndLoss: number | null;
  readonly fees: number;
  readonly side: number;
  readonly size: number;
  readonly voided: boolean;
  readonly orderId: number;
}

let brokers: BrokersStandIn;
let token: string;
beforeAll(async () => {
  brokers = await startBrokersStandIn();
  const { book } = brokers;
  book.clock.set('2026-11-02T15:00:00Z');
  book.addMember({ broker: 'topstepx', name: 'ada', credentials: KEY });
  const opened = {
    openedAt: '2023-10-01T00:00:00Z',
    openingBalance: '50000',
    broker: 'topstepx',
    member: 'ada',
  } as const;
  book.addAccount({ ...opened, id: '101', name: '50KTC-1' });
  book.addAccount({ ...opened, id: '102', name: '50KTC-2', closedAt: '2026-01-01T00:00:00Z' });
  book.addAccount({ ...opened, id: '103', name: '50KTC-3' });
  enter(book, generated(5, { account: '101', kinds: ['future'], from: '2023-10-02' }));
  token = await login();
});
afterAll(() => brokers.close());

const post = (path: string, fields: object, bearer = token) =>
  fetch(`${brokers.origin}/topstepx${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${bearer}` },
    body: JSON.stringify(fields),
  });
const ask = async <T>(path: string, fields: object) => (await (await post(path, fields)).json()) as T;
const login = async (key: object = KEY) => (await ask<{ token: string }>('/api/Auth/loginKey', key)).token;
const tradesOf = async (account: number, window: object = START) =>
  (await ask<{ trades: Trade[] }>('/api/Trade/search', { accountId: account, ...window })).trades;

describe('tokens', () => {
  it('are given for the key, and refused with status 200', async () => {
    expect(token.split('.')).toHaveLength(3);
    expect(await ask('/api/Auth/loginKey', { ...KEY, apiKey: 'wrong' })).toEqual({
      token: null,
      success: false,
      errorCode: 3,
      errorMessage: null,
    });
  });

  it('end on command and after a day, and can be prolonged', async () => {
    const search = '/api/Account/search';
    expect((await post(search, {})).status).toBe(200);
    brokers.book.access.expireTokens('topstepx');
    expect((await post(search, {})).status).toBe(401);
    token = await login();
    const { newToken } = await ask<{ newToken: string }>('/api/Auth/validate', {});
    brokers.book.clock.advance(86_400_000);
    expect((await post(search, {}, newToken)).status).toBe(401);
    expect(await ask('/api/Auth/validate', {})).toMatchObject({ newToken: null, success: false, errorCode: 3 });
    token = await login();
  });

  it('stop where requests are too many', async () => {
    const statuses = new Map<number, number>();
    for (let turn = 0; turn < 201; turn++) {
      const { status } = await post('/api/Contract/searchById', {});
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect([...statuses]).toEqual([
      [200, 200],
      [429, 1],
    ]);
    brokers.book.clock.advance(60_001);
  });
});

describe('trades', () => {
  it('are the fills of the book, newest first, with their microseconds', async () => {
    const said = await tradesOf(101);
    const fills = brokers.book.expected('101');
    expect(said.toReversed().map(({ orderId, voided, ...trade }) => trade)).toEqual(
      fills.map((fill) => ({
        id: Number(fill.id),
        accountId: 101,
        contractId: projectXId(fill.instrument as Future),
        creationTimestamp: fill.at.replace('Z', '+00:00'),
        price: Number(fill.price),
        profitAndLoss: fill.profit === null ? null : Number(fill.profit),
        fees: Number(fill.fees),
        side: fill.side === 'buy' ? 0 : 1,
        size: Number(fill.quantity),
      })),
    );
    expect(said.some(({ profitAndLoss }) => profitAndLoss === null)).toBe(true);
    expect(said.some((one) => said.some((other) => one.id !== other.id && one.orderId === other.orderId))).toBe(true);
  });

  it('are cut by the window, both ends included', async () => {
    const all = await tradesOf(101);
    const [last, before] = [all[3]!, all[6]!];
    const window = { startTimestamp: before.creationTimestamp, endTimestamp: last.creationTimestamp };
    const ids = (await tradesOf(101, window)).map(({ id }) => id);
    expect(ids[0]).toBe(last.id);
    expect(ids.at(-1)).toBe(before.id);
    expect((await post('/api/Trade/search', { accountId: 101 })).status).toBe(400);
  });

  it('may come twice at one time, and be voided later', async () => {
    const { book } = brokers;
    const buy = { account: '103', instrument: ES, side: 'buy', quantity: '1', price: '6000.25' } as const;
    const at = '2026-11-02T14:45:10.123456Z';
    const [first] = [book.trade({ ...buy, at }), book.trade({ ...buy, at })];
    expect((await tradesOf(103)).map(({ creationTimestamp }) => creationTimestamp)).toEqual([
      '2026-11-02T14:45:10.123456+00:00',
      '2026-11-02T14:45:10.123456+00:00',
    ]);
    book.voidFill(first.id);
    const voided = (await tradesOf(103)).filter((trade) => trade.voided);
    expect(voided.map(({ id }) => id)).toEqual([Number(first.id)]);
    const { positions } = await ask<{ positions: object[] }>('/api/Position/searchOpen', { accountId: 103 });
    expect(positions).toEqual([
      expect.objectContaining({ contractId: 'CON.F.US.EP.Z26', type: 1, size: 1, averagePrice: 6000.25 }),
    ]);
  });

  it('may keep the commission to themselves', async () => {
    brokers.switches.set('topstepx', 'fees', 'without commission');
    const fees = (await tradesOf(101)).reduce((total, trade) => total + trade.fees, 0);
    brokers.switches.set('topstepx', 'fees', 'all');
    const all = (await tradesOf(101)).reduce((total, trade) => total + trade.fees, 0);
    expect(fees).toBeLessThan(all);
  });
});

describe('accounts, orders and contracts', () => {
  it('leave out closed accounts where only active ones are asked for', async () => {
    const ids = async (onlyActiveAccounts: boolean) =>
      (await ask<{ accounts: { id: number }[] }>('/api/Account/search', { onlyActiveAccounts })).accounts.map(
        ({ id }) => id,
      );
    expect([await ids(true), await ids(false)]).toEqual([
      [101, 103],
      [101, 102, 103],
    ]);
  });

  it('state the balance of the book, which the profits and fees of the trades explain', async () => {
    const { accounts } = await ask<{ accounts: { id: number; balance: number }[] }>('/api/Account/search', {});
    const net = (await tradesOf(101)).reduce((total, one) => total + (one.profitAndLoss ?? 0) - one.fees, 0);
    expect(accounts[0]!.balance).toBeCloseTo(75_000 + net, 2);
  });

  it('have orders that were cancelled when a part was filled', async () => {
    const { orders } = await ask<{ orders: { status: number; size: number; fillVolume: number }[] }>(
      '/api/Order/search',
      { accountId: 101, ...START },
    );
    expect(orders).toContainEqual(expect.objectContaining({ status: 3, size: 5, fillVolume: 2 }));
    expect(orders).toContainEqual(expect.objectContaining({ status: 3, fillVolume: 0, filledPrice: null }));
  });

  it('know a contract by its id', async () => {
    expect(await ask('/api/Contract/searchById', { contractId: 'CON.F.US.EP.Z26' })).toMatchObject({
      contract: { id: 'CON.F.US.EP.Z26', name: 'ESZ6', tickSize: 0.25, tickValue: 12.5, activeContract: true },
      success: true,
    });
    expect(await ask('/api/Contract/searchById', { contractId: 'CON.F.US.XX.Z26' })).toMatchObject({
      contract: null,
      success: false,
      errorCode: 1,
    });
  });

  it('are not told of others', async () => {
    expect(await ask('/api/Trade/search', { accountId: 999, ...START })).toEqual({
      trades: null,
      success: false,
      errorCode: 1,
      errorMessage: null,
    });
  });
});

it('has no route that trades', async () => {
  expect((await post('/api/Order/place', { accountId: 101 })).status).toBe(404);
  expect(brokers.calls.unknown('topstepx').map(({ path }) => path)).toEqual(['/api/Order/place']);
});
