import { allOf, BrokerServer, faultOf } from '../testing/broker-server.js';
import type { Asked } from '../testing/broker-server.js';
import { schwab } from './schwab.js';

const APP = { appKey: 'app-1', appSecret: 'canary-4f1d9c' };
const REDIRECT = 'https://journal.example/back';
const HASH = 'A1B2';
const ACCOUNT = { id: HASH, name: 'Schwab …4321', currency: 'USD', opened: null };
const WINDOW = { from: '2026-10-01', to: '2026-10-28', isLast: true };
const [TOKEN, NUMBERS] = ['POST /v1/oauth/token', 'GET /trader/v1/accounts/accountNumbers'];
const [TRANSACTIONS, ORDERS, STATE] = [
  `GET /trader/v1/accounts/${HASH}/transactions`,
  `GET /trader/v1/accounts/${HASH}/orders`,
  `GET /trader/v1/accounts/${HASH}`,
];

const broker = new BrokerServer();
const begun = broker.now;
beforeAll(() => broker.listen());
afterAll(() => broker.close());
beforeEach(() => {
  broker.forget();
  broker.now = begun;
});

const formOf = ({ body }: Asked) => Object.fromEntries(new URLSearchParams(body));
let tokens = 0;
const token = () => ({
  body: { access_token: `access-${(tokens += 1)}`, refresh_token: 'refresh-1', expires_in: 1800, token_type: 'Bearer' },
});
const numbers = () => ({ body: [{ accountNumber: '987654321', hashValue: HASH }] });
const nothing = { [TRANSACTIONS]: () => ({ body: [] }), [ORDERS]: () => ({ body: [] }), [STATE]: () => ({ body: {} }) };
const until = (milliseconds: number) => new Date(begun + milliseconds).toISOString();
const agreed = { ...APP, accessToken: 'access-0', accessUntil: until(600_000), refreshToken: 'refresh-0' };
const answersOf = (window = WINDOW) => allOf(schwab.answers(broker.client(schwab, agreed), ACCOUNT, window));

describe('Schwab', () => {
  it('is agreed to at Schwab, and keeps what the code opens', async () => {
    const url = new URL(schwab.consent!.url(APP, REDIRECT, 'state-1'));
    expect([url.origin, url.pathname]).toEqual([schwab.origins['api'], '/v1/oauth/authorize']);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'app-1',
      redirect_uri: REDIRECT,
      state: 'state-1',
    });
    broker.answers = { [TOKEN]: token, [NUMBERS]: numbers };
    const client = broker.client(schwab, APP);
    await schwab.consent!.exchange(client, 'C0.abc@', REDIRECT);
    const [asked] = broker.asked as [Asked];
    expect(formOf(asked)).toEqual({ grant_type: 'authorization_code', code: 'C0.abc@', redirect_uri: REDIRECT });
    expect(asked.headers.authorization).toBe(`Basic ${Buffer.from('app-1:canary-4f1d9c').toString('base64')}`);
    expect(broker.kept).toHaveLength(1);
    expect(broker.kept[0]).toMatchObject({ ...APP, refreshToken: 'refresh-1', accessUntil: until(1_800_000) });
    expect(schwab.consent!.until(broker.kept[0]!)).toBe('2026-11-04T10:00:00.000Z');
    expect(await schwab.accounts(client)).toEqual([ACCOUNT]);
  });

  it('refreshes access before it ends, keeps it, and does not prolong the consent', async () => {
    broker.answers = { [TOKEN]: token, [NUMBERS]: numbers };
    const client = broker.client(schwab, { ...agreed, consentUntil: until(5_000_000) });
    await schwab.accounts(client);
    expect(broker.asked.map(({ path }) => path)).toEqual(['/trader/v1/accounts/accountNumbers']);
    broker.now += 541_000;
    await schwab.accounts(client);
    expect(formOf(broker.asked[1]!)).toEqual({ grant_type: 'refresh_token', refresh_token: 'refresh-0' });
    expect(broker.asked[2]!.headers.authorization).toBe(`Bearer ${broker.kept[0]!['accessToken']}`);
    expect(broker.kept[0]).toMatchObject({ refreshToken: 'refresh-1', consentUntil: until(5_000_000) });
  });

  it('asks once more with new access where the old one is refused', async () => {
    let refused = 0;
    broker.answers = {
      [TOKEN]: token,
      [NUMBERS]: ({ headers }) =>
        headers.authorization === 'Bearer access-0' ? { status: 401, body: String((refused += 1)) } : numbers(),
    };
    expect(await schwab.accounts(broker.client(schwab, agreed))).toHaveLength(1);
    expect(refused).toBe(1);
    broker.answers = { ...broker.answers, [NUMBERS]: () => ({ status: 401, body: '' }) };
    expect(await faultOf(schwab.accounts(broker.client(schwab, agreed)))).toMatchObject({ kind: 'member' });
  });

  it.each([
    ['no consent yet', APP, undefined, { kind: 'member' }],
    [
      'a consent that is over',
      { ...agreed, accessUntil: '' },
      'refresh_token_authentication_error',
      { kind: 'member' },
    ],
    ['a wrong secret', { ...agreed, accessUntil: '' }, 'invalid_client', { kind: 'refused', field: 'appSecret' }],
  ])('ends a run with %s', async (_, credentials, error, fault) => {
    broker.answers = { [TOKEN]: () => ({ status: 401, body: { error } }), [NUMBERS]: numbers };
    const found = await faultOf(schwab.accounts(broker.client(schwab, credentials)));
    expect(found).toMatchObject(fault);
    expect(found?.message).not.toContain('canary');
  });

  it('asks for transactions, orders of the last 60 days and positions', async () => {
    broker.answers = {
      ...nothing,
      [TRANSACTIONS]: ({ query }) => ({ body: query['types'] === 'TRADE' ? [{ activityId: 1 }] : [] }),
      [ORDERS]: () => ({ body: [{ orderId: 1 }] }),
    };
    expect((await answersOf()).map(({ call }) => call)).toEqual(['transactions', 'orders', 'account']);
    expect(broker.asked.map(({ query }) => query)).toEqual([
      { types: 'TRADE', startDate: '2026-10-01T00:00:00.000Z', endDate: '2026-10-28T23:59:59.999Z' },
      { types: 'RECEIVE_AND_DELIVER', startDate: '2026-10-01T00:00:00.000Z', endDate: '2026-10-28T23:59:59.999Z' },
      { fromEnteredTime: '2026-08-30T00:00:00.000Z', toEnteredTime: '2026-10-28T23:59:59.999Z', maxResults: '3000' },
      { fields: 'positions' },
    ]);
    broker.forget();
    await answersOf({ from: '2026-01-01', to: '2026-06-29', isLast: false });
    expect(broker.asked).toHaveLength(2);
  });

  it('asks by halves where an answer is as long as it can be', async () => {
    const full = Array.from({ length: 3_000 }, (_, activityId) => ({ activityId }));
    const spans: string[] = [];
    broker.answers = {
      ...nothing,
      [TRANSACTIONS]: ({ query }) => {
        const [from, to] = [query['startDate']!.slice(0, 10), query['endDate']!.slice(0, 10)];
        if (query['types'] !== 'TRADE') return { body: [] };
        const isFull = from <= '2026-10-03' && to > '2026-10-03';
        if (!isFull) spans.push(`${from} ${to}`);
        return { body: isFull ? full : [{ activityId: from }] };
      },
    };
    const all = await answersOf({ from: '2026-10-01', to: '2026-10-08', isLast: false });
    expect(all.filter(({ call }) => call === 'transactions')).toHaveLength(spans.length);
    // Each day is in one of them, and none in two.
    const days = spans.flatMap((span) => {
      const [from, to] = span.split(' ').map((day) => Number(day.slice(-2))) as [number, number];
      return Array.from({ length: to - from + 1 }, (_, index) => from + index);
    });
    expect(days.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    broker.answers = { ...nothing, [TRANSACTIONS]: () => ({ body: full }) };
    expect(await faultOf(answersOf({ from: '2026-10-01', to: '2026-10-01', isLast: false }))).toMatchObject({
      kind: 'unreadable',
    });
  });

  it.each([
    ['a page', '<html>'],
    ['no list', { message: 'hello' }],
  ])('takes %s for no answer', async (_, body) => {
    broker.answers = { ...nothing, [TRANSACTIONS]: () => ({ body }) };
    expect(await faultOf(answersOf())).toMatchObject({ kind: 'unreadable' });
  });
});
