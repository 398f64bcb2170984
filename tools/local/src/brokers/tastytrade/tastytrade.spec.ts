import { request } from 'node:http';
import { startBrokersStandIn } from '../brokers-stand-in.js';
import type { BrokersStandIn } from '../brokers-stand-in.js';
import { AMD, BTC, openAccount, tradeOfEverySort } from '../testing/seed.js';
import { tastytrade } from './tastytrade.js';

const GRANT = { grant_type: 'refresh_token', client_secret: 'secret-1', refresh_token: 'refresh-1' };

interface Page {
  data: { items: Record<string, string>[] };
  pagination: Record<string, number>;
}

let brokers: BrokersStandIn;
beforeAll(async () => {
  brokers = await startBrokersStandIn(0, [tastytrade]);
  const { book } = brokers;
  book.clock.set('2026-10-09T21:00:00Z');
  const credentials = { clientSecret: 'secret-1', refreshToken: 'refresh-1' };
  openAccount(book, 'tastytrade', { id: '5WT0001', credentials });
  tradeOfEverySort(book, '5WT0001');
  const cash = { account: '5WT0001', kind: 'deposit', amount: '500.1', description: 'Wire Funds Received' } as const;
  book.addCash({ ...cash, at: '2026-10-05T13:00:00Z' });
});
afterAll(() => brokers.close());

async function grant(fields: object = GRANT): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', 'User-Agent': 'Spec/1.0' };
  return fetch(`${brokers.origin}/tastytrade/oauth/token`, { method: 'POST', headers, body: JSON.stringify(fields) });
}
async function ask(path: string, token?: string): Promise<Response> {
  const bearer = token ?? ((await (await grant()).json()) as { access_token: string }).access_token;
  const headers = { Authorization: `Bearer ${bearer}`, 'User-Agent': 'Spec/1.0' };
  return fetch(`${brokers.origin}/tastytrade${path}`, { headers });
}
const json = async <T>(path: string) => (await (await ask(path)).json()) as T;
const list = async (query = '') => (await json<Page>(`/accounts/5WT0001/transactions?sort=Asc&${query}`)).data.items;
const kinds = async (query = '') =>
  (await list(query)).map((row) => [row['transaction-type'], row['transaction-sub-type'], row['symbol'], row['value']]);

describe('the door', () => {
  it('is closed to whoever does not say who asks', async () => {
    const status = await new Promise((resolve) =>
      request(`${brokers.origin}/tastytrade/customers/me/accounts`, (answer) => resolve(answer.statusCode)).end(),
    );
    expect(status).toBe(401);
  });

  it('opens for fifteen minutes', async () => {
    const said = (await (await grant()).json()) as { access_token: string; expires_in: number };
    expect(said.expires_in).toBe(900);
    expect((await ask('/customers/me/accounts', said.access_token)).status).toBe(200);
    brokers.book.clock.advance(900_000);
    expect((await ask('/customers/me/accounts', said.access_token)).status).toBe(401);
  });

  it('counts refused grants', async () => {
    const answer = await grant({ ...GRANT, refresh_token: 'other' });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { error_code: 'invalid_grant', error_description: 'Grant revoked' },
    ]);
    const refused = brokers.calls
      .all('tastytrade')
      .filter(({ path, status }) => path === '/oauth/token' && status === 400);
    expect(refused).toHaveLength(1);
  });

  it('shows accounts, and none of others', async () => {
    const { data } = await json<Page>('/customers/me/accounts');
    expect(data.items).toMatchObject([{ account: { 'account-number': '5WT0001', 'is-closed': false } }]);
    expect((await ask('/accounts/5WT0002/transactions')).status).toBe(404);
  });
});

describe('transactions', () => {
  it('are all there at once but what comes overnight', async () => {
    expect((await list()).map(({ id }) => String(id))).toHaveLength(7);
    brokers.book.night();
    expect(await kinds()).toEqual([
      ['Money Movement', 'Deposit', undefined, '500.1'],
      ['Trade', 'Buy to Open', 'AMD', '1502.5'],
      ['Trade', 'Sell to Close', 'AMD', '606.0'],
      ['Trade', 'Buy to Open', 'SPY   261009C00680000', '210.0'],
      ['Trade', 'Sell to Open', 'F     261009P00012500', '40.0'],
      ['Trade', 'Buy', '/ESZ6', '0.0'],
      ['Trade', 'Sell', '/ESZ6', '0.0'],
      ['Money Movement', 'Mark to Market', '/ESZ6', '500.0'],
      ['Receive Deliver', 'Expiration', 'SPY   261009C00680000', '0.0'],
      ['Receive Deliver', 'Assignment', 'F     261009P00012500', '0.0'],
      ['Receive Deliver', 'Buy to Open', 'F', '1250.0'],
    ]);
  });

  it('have amounts without a sign, and an effect beside each', async () => {
    const [bought] = await list('type=Trade');
    expect(bought).toMatchObject({
      quantity: '10.0',
      price: '150.25',
      'value-effect': 'Debit',
      commission: '0.65',
      'commission-effect': 'Debit',
      'clearing-fees': '0.05',
      'regulatory-fees': '0.02',
      'proprietary-index-option-fees-effect': 'None',
      'net-value': '1503.22',
      'net-value-effect': 'Debit',
      'executed-at': '2026-10-05T14:00:00.000+00:00',
      'is-estimated-fee': false,
    });
    expect(bought!['id']).toBe(Number(brokers.book.expected('5WT0001')[0]!.id));
  });

  it('are given page by page, newest first, and filtered', async () => {
    const page = await json<Page>('/accounts/5WT0001/transactions?per-page=4&page-offset=2');
    expect(page.data.items.map((row) => row['transaction-sub-type'])).toEqual(
      ['Buy to Open', 'Sell to Close', 'Buy to Open'].slice(1).concat('Deposit'),
    );
    expect(page.pagination).toMatchObject({
      'total-items': 11,
      'total-pages': 3,
      'current-item-count': 3,
      'item-offset': 8,
    });
    expect(await kinds('start-date=2026-10-06&end-date=2026-10-06')).toHaveLength(2);
    expect(await kinds('types[]=Trade&types[]=Receive%20Deliver')).toHaveLength(9);
    expect(await kinds('start-at=2026-10-07T14:00:01Z&end-at=2026-10-07T15:00:00Z')).toHaveLength(2);
    expect((await ask('/accounts/5WT0001/transactions?type=Trade&types[]=Trade')).status).toBe(400);
  });

  it('leave out the action of an end where that is switched', async () => {
    const ends = 'sub-type[]=Expiration';
    expect((await list(ends))[0]).toMatchObject({ action: 'Sell to Close', quantity: '2.0' });
    brokers.switches.set('tastytrade', 'endAction', 'left out');
    expect((await list(ends))[0]).not.toHaveProperty('action');
    brokers.switches.set('tastytrade', 'endAction', 'given');
  });

  it('have an estimated fee that is another the next night', async () => {
    const { book } = brokers;
    const fees = { commission: '1', exchange: '0', regulatory: '0' };
    const traded = { account: '5WT0001', instrument: BTC, side: 'buy', quantity: '0.01', price: '91000.5' } as const;
    const { id } = book.trade({ ...traded, at: book.clock.now(), fees });
    book.amendFees(id, { ...fees, commission: '1.25' });
    const feeOf = async () => {
      const { data } = await json<{ data: Record<string, unknown> }>(`/accounts/5WT0001/transactions/${id}`);
      return [data['symbol'], data['commission'], data['is-estimated-fee']];
    };
    expect(await feeOf()).toEqual(['BTC/USD', '1.0', true]);
    book.night();
    expect(await feeOf()).toEqual(['BTC/USD', '1.25', false]);
  });

  it('take back what was wrong, by its id', async () => {
    const { book } = brokers;
    const { id } = book.trade({
      account: '5WT0001',
      instrument: AMD,
      side: 'buy',
      quantity: '1',
      price: '149',
      at: book.clock.now(),
    });
    const right = book.correctFill(id, { price: '148' });
    const rows = (await list('symbol=AMD')).slice(-3);
    expect(rows.map((row) => [String(row['id']), row['value'], row['value-effect'], row['action']])).toEqual([
      [id, '149.0', 'Debit', 'Buy to Open'],
      [`8${id}`, '149.0', 'Credit', 'Sell to Open'],
      [right.id, '148.0', 'Debit', 'Buy to Open'],
    ]);
    expect(rows[1]!['reverses-id']).toBe(Number(id));
  });
});

it('sums up the fees of a day, what is held and what is there', async () => {
  const fees = await json('/accounts/5WT0001/transactions/total-fees?date=2026-10-05');
  expect(fees).toMatchObject({ data: { 'total-fees': '1.44', 'total-fees-effect': 'Debit' } });
  const { data } = await json<Page>('/accounts/5WT0001/positions');
  expect(data.items.map((row) => [row['symbol'], row['quantity'], row['quantity-direction']])).toEqual([
    ['AMD', '7.0', 'Long'],
    ['F', '100.0', 'Long'],
    ['BTC/USD', '0.01', 'Long'],
  ]);
  const balances = await json('/accounts/5WT0001/balances');
  expect(balances).toMatchObject({ data: { 'cash-balance': brokers.book.balance('5WT0001') } });
});
