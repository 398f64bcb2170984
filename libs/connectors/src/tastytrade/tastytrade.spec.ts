import { allOf, BrokerServer, faultOf } from '../testing/broker-server.js';
import type { Answers, Asked } from '../testing/broker-server.js';
import { tastytrade } from './tastytrade.js';

const CREDENTIALS = { refreshToken: 'canary-refresh-81', clientSecret: 'canary-secret-82' };
const WINDOW = { from: '2026-10-01', to: '2026-10-28', isLast: true };
const account = { id: '5WT00001', name: '5WT00001 · Swing · Individual', currency: 'USD', opened: '2024-03-01' };

const broker = new BrokerServer();
/** What the account has of transactions, oldest first. */
let transactions: readonly object[] = [];
/** Tokens that were granted, oldest first; the last one is good. */
let granted: string[] = [];

const trade = (id: number, day: string) => ({ id, 'transaction-type': 'Trade', 'transaction-date': day });
const listed = (items: readonly object[]) => ({ body: { data: { items } } });

/** Answers whoever has the token, as tastytrade does. */
const known = (tell: (asked: Asked) => { body: unknown }) => (asked: Asked) =>
  asked.headers.authorization === `Bearer ${granted.at(-1)}` && asked.headers['user-agent']
    ? tell(asked)
    : { status: 401, body: { error: { code: 'token_invalid' } } };

const ACCOUNT = {
  account: {
    'account-number': '5WT00001',
    nickname: 'Swing',
    'account-type-name': 'Individual',
    'opened-at': '2024-03-01T10:00:00.000+00:00',
  },
};

const WORKING: Answers = {
  'POST /oauth/token': () => {
    granted.push(`token-${granted.length}`);
    return { body: { access_token: granted.at(-1), token_type: 'Bearer', expires_in: 900 } };
  },
  'GET /customers/me/accounts': known(() => listed([ACCOUNT])),
  'GET /accounts/5WT00001/transactions': known(({ query }) => {
    const [size, page] = [Number(query['per-page']), Number(query['page-offset'])];
    return listed(transactions.slice(size * page, size * (page + 1)));
  }),
  'GET /accounts/5WT00001/transactions/total-fees': known(({ query }) => ({
    body: { data: { 'total-fees': '1.0', 'total-fees-effect': 'Debit', date: query['date'] } },
  })),
  'GET /accounts/5WT00001/positions': known(() => listed([])),
  'GET /accounts/5WT00001/balances': known(() => ({ body: { data: { 'net-liquidating-value': '1.0' } } })),
};

beforeAll(() => broker.listen());
afterAll(() => broker.close());

beforeEach(() => {
  broker.forget();
  [transactions, granted] = [[trade(1, '2026-10-05')], []];
  broker.answers = WORKING;
});

const client = (more: Record<string, string> = {}) => broker.client(tastytrade, { ...CREDENTIALS, ...more });
const times = (path: string) => broker.asked.filter((each) => each.path === path).length;

describe('asking tastytrade', () => {
  it('exchanges the grant for a token, which it keeps, and finds the accounts', async () => {
    expect(await tastytrade.accounts(client())).toEqual([account]);
    expect(JSON.parse(broker.asked[0]?.body ?? '')).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'canary-refresh-81',
      client_secret: 'canary-secret-82',
    });
    const accessUntil = String(broker.now + 900_000);
    expect(broker.kept).toEqual([{ ...CREDENTIALS, accessToken: 'token-0', accessUntil }]);
  });

  it('uses a kept token until shortly before it is over', async () => {
    granted = ['kept'];
    const kept = { accessToken: 'kept', accessUntil: String(broker.now + 120_000) };
    await tastytrade.accounts(client(kept));
    expect(times('/oauth/token')).toBe(0);
    await tastytrade.accounts(client({ ...kept, accessUntil: String(broker.now + 60_000) }));
    expect(times('/oauth/token')).toBe(1);
  });

  it('asks for a new token where one was taken back, once', async () => {
    await tastytrade.accounts(client({ accessToken: 'stale', accessUntil: String(broker.now + 600_000) }));
    expect(granted).toHaveLength(1);
    broker.answers = { ...WORKING, 'GET /customers/me/accounts': () => ({ status: 401, body: {} }) };
    expect(await faultOf(tastytrade.accounts(client()))).toMatchObject({ kind: 'refused', field: 'refreshToken' });
    expect(granted).toHaveLength(3);
  });

  it('asks for whole days, page by page, for the fees of days with trades, and for what is held', async () => {
    transactions = [
      ...Array.from({ length: 999 }, (_, index) => trade(index, '2026-10-05')),
      { id: 5_000, 'transaction-type': 'Money Movement', 'transaction-date': '2026-10-06' },
      trade(5_001, '2026-10-07'),
      trade(5_002, '2026-10-28'),
    ];
    const answers = await allOf(tastytrade.answers(client(), account, WINDOW));
    expect(answers.map(({ call }) => call)).toEqual([
      'transactions',
      'transactions',
      'total-fees/2026-10-05',
      'total-fees/2026-10-07',
      'positions',
      'balances',
    ]);
    const asked = broker.asked.filter(({ path }) => path.endsWith('/transactions')).map(({ query }) => query);
    const range = { 'start-date': '2026-10-01', 'end-date': '2026-10-28', sort: 'Asc', 'per-page': '1000' };
    expect(asked).toEqual([
      { ...range, 'page-offset': '0' },
      { ...range, 'page-offset': '1' },
    ]);
    expect(granted).toHaveLength(1);
  });

  it('asks for all days of an earlier window, and not for what is held', async () => {
    transactions = [trade(1, '2026-10-28')];
    const answers = await allOf(tastytrade.answers(client(), account, { ...WINDOW, isLast: false }));
    expect(answers.map(({ call }) => call)).toEqual(['transactions', 'total-fees/2026-10-28']);
  });

  it('refuses a list that has a transaction twice', async () => {
    transactions = [trade(1, '2026-10-05'), trade(1, '2026-10-05')];
    expect(await faultOf(allOf(tastytrade.answers(client(), account, WINDOW)))).toMatchObject({ kind: 'unreadable' });
  });

  it.each([
    ['no list', '{"data":{}}'],
    ['half an answer', '{"data":{"items":[{"id":1'],
  ])('refuses %s', async (_, body) => {
    broker.answers = { ...WORKING, 'GET /accounts/5WT00001/transactions': () => ({ body }) };
    expect(await faultOf(allOf(tastytrade.answers(client(), account, WINDOW)))).toMatchObject({ kind: 'unreadable' });
  });

  it.each([
    ['invalid_grant', 'refreshToken'],
    ['invalid_client', 'clientSecret'],
  ])('never asks twice for what is refused: %s', async (code, field) => {
    const body = { error_code: code, error_description: 'Grant revoked' };
    broker.answers = { 'POST /oauth/token': () => ({ status: 400, body }) };
    const fault = await faultOf(tastytrade.accounts(client()));
    expect(fault).toMatchObject({ kind: 'refused', field });
    expect(JSON.stringify(fault) + fault?.message).not.toContain('canary');
    expect(times('/oauth/token')).toBe(1);
  });

  it('can ask for nothing that changes anything', () => {
    const changing = Object.values(tastytrade.routes).filter(({ method }) => method !== 'GET');
    expect(changing.map(({ path }) => path)).toEqual(['/oauth/token']);
  });
});
