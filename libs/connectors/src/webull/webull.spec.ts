import type { Window } from '../connector.js';
import type { Credentials } from '../credentials.js';
import type { Asking } from '../http/asking.js';
import { allOf, BrokerServer, faultOf } from '../testing/broker-server.js';
import type { Answered, Answers, Asked } from '../testing/broker-server.js';
import { webull } from './webull.js';

const KEY = { appKey: 'app-1', appSecret: 'secret-7d2f' };
const KNOWN = { ...KEY, signing: 'HMAC-SHA1', dialect: 'A' };
const ACCOUNT = { id: 'ACC1', name: 'ACC1', currency: 'USD', opened: null };
const LAST: Window = { from: '2026-09-29', to: '2026-10-28', isLast: true };
const OLDER: Window = { from: '2026-08-30', to: '2026-09-28', isLast: false };

const CONFIG = 'GET /openapi/config';
const LIST = 'GET /trading/orders/historical-orders/list';
const OLD_LIST = 'GET /openapi/trade/order/history';
const EXECUTIONS = 'GET /trading/orders/executions/list';

const broker = new BrokerServer();
beforeAll(() => broker.listen());
afterAll(() => broker.close());

beforeEach(() => {
  broker.forget();
  broker.answers = {
    [CONFIG]: says({ token_check_enabled: false }),
    'GET /trading/accounts/list': says([{ account_id: 'ACC1', account_number: '5MX1', account_type: 'MARGIN' }]),
    [LIST]: ({ headers, query }) => (headers['x-version'] === 'v3' ? pageByKey(query) : MISSING),
    'GET /trading/assets/positions/list': says([]),
    'GET /trading/assets/balances/get': says({ total_net_liquidation_value: '10.50' }),
  };
});

const MISSING: Answered = { status: 404, body: '' };

function says(body: unknown, status = 200) {
  return () => ({ status, body });
}

/** Answers in place of those that stand. */
function instead(answers: Answers): void {
  broker.answers = { ...broker.answers, ...answers };
}

const group = (id: string, more: object = {}) => ({ client_order_id: id, orders: [{ client_order_id: id, ...more }] });
const PAGES: Readonly<Record<string, Answered>> = {
  '': { body: { data: [group('c3'), group('c2')], pagination_key: 'k1' } },
  k1: { body: { data: [group('c1')], pagination_key: null } },
};
const pageByKey = ({ pagination_key = '' }: Asked['query']) => PAGES[pagination_key] ?? MISSING;
const pageByLast = ({ last_client_order_id: last }: Asked['query']): Answered => ({
  body: last === undefined ? [group('c3'), group('c2')] : last === 'c2' ? [group('c1')] : [],
});

const asking = (credentials: Credentials = KNOWN) => broker.client(webull, credentials);
const answersOf = (run: Asking, window: Window) => allOf(webull.answers(run, ACCOUNT, window));
const askedAt = (call: string) => broker.asked.filter(({ method, path }) => `${method} ${path}` === call);
const kept = () => broker.kept.at(-1);

describe('asking Webull', () => {
  it('signs each request anew and names the accounts', async () => {
    expect(await webull.accounts(asking(KEY))).toEqual([
      { id: 'ACC1', name: '5MX1 · MARGIN', currency: 'USD', opened: null },
    ]);
    const headers = broker.asked.map((asked) => asked.headers);
    expect(headers[1]).toMatchObject({
      'x-app-key': 'app-1',
      'x-signature-algorithm': 'HMAC-SHA1',
      'x-timestamp': '2026-10-28T10:00:00Z',
      'x-version': 'v3',
    });
    expect(headers[1]?.['x-access-token']).toBeUndefined();
    expect(new Set(headers.map((each) => each['x-signature-nonce'])).size).toBe(headers.length);
    expect(JSON.stringify(broker.asked)).not.toContain(KEY.appSecret);
  });

  it('signs in the newer way where the older one is refused, and remembers it', async () => {
    instead({
      [CONFIG]: ({ headers }) => ({ status: headers['x-signature-algorithm'] === 'HMAC-SHA256' ? 200 : 403, body: {} }),
    });
    await webull.accounts(asking(KEY));
    expect(kept()).toEqual({ ...KEY, signing: 'HMAC-SHA256' });
    instead({ [CONFIG]: says('', 401) });
    const fault = await faultOf(webull.accounts(asking(KEY)));
    expect(fault).toMatchObject({ kind: 'refused', field: 'appSecret' });
    expect(JSON.stringify([fault, fault?.message, fault?.stack])).not.toContain(KEY.appSecret);
  });

  it('pages by keys, in times of UTC, and says what is held in the last window', async () => {
    const answers = await answersOf(asking(), LAST);
    expect(answers.map(({ call }) => call)).toEqual(['orders', 'orders', 'positions', 'balances']);
    expect(askedAt(LIST).map(({ query }) => query)).toEqual([
      { account_id: 'ACC1', start_time: '2026-09-29T00:00:00Z', end_time: '2026-10-28T23:59:59Z' },
      { account_id: 'ACC1', start_time: '2026-09-29T00:00:00Z', end_time: '2026-10-28T23:59:59Z', pagination_key: 'k1' }, // prettier-ignore
    ]);
    expect((await answersOf(asking(), OLDER)).map(({ call }) => call)).toEqual(['orders', 'orders']);
    expect(broker.kept).toEqual([]);
  });

  it.each([
    [
      'B',
      LIST,
      { [LIST]: ({ headers, query }: Asked) => (headers['x-version'] === 'v2' ? pageByLast(query) : MISSING) },
    ],
    ['C', OLD_LIST, { [LIST]: says('', 417), [OLD_LIST]: ({ query }: Asked) => pageByLast(query) }],
  ])('finds the generation that answers and remembers it: %s', async (dialect, call, answers) => {
    instead(answers);
    const run = asking(KEY);
    expect((await answersOf(run, LAST)).slice(0, 2).map(({ call }) => call)).toEqual(['orders', 'orders']);
    expect(kept()).toEqual({ ...KEY, signing: 'HMAC-SHA1', dialect });
    const page = { account_id: 'ACC1', start_date: '2026-09-29', end_date: '2026-10-28', page_size: '50' };
    const pages = askedAt(call).filter(({ headers }) => headers['x-version'] === 'v2');
    expect(pages.map(({ query }) => query)).toEqual([
      page,
      { ...page, last_client_order_id: 'c2' },
      { ...page, last_client_order_id: 'c1' },
    ]);
  });

  it.each([400, 417])('says that days are out of reach: status %i', async (status) => {
    instead({ [LIST]: says('', status) });
    expect(await faultOf(answersOf(asking(), OLDER))).toMatchObject({ kind: 'beyond' });
    expect(await faultOf(answersOf(asking(), LAST))).toMatchObject({ kind: 'unreadable' });
  });

  it('asks for the executions of filled orders with several legs, if they are given', async () => {
    const legs = [{ id: '1' }, { id: '2' }];
    const data = [
      group('c9', { legs, filled_quantity: '2' }),
      group('c8', { legs, filled_quantity: '0' }),
      group('c7'),
    ];
    instead({ [LIST]: says({ data, pagination_key: null }) });
    expect((await answersOf(asking(), OLDER)).map(({ call }) => call)).toEqual(['orders']);
    instead({
      [EXECUTIONS]: ({ query }) => ({ body: { data: [], pagination_key: query['pagination_key'] ? null : 'k' } }),
    });
    expect((await answersOf(asking(), OLDER)).map(({ call }) => call)).toEqual(['orders', 'executions', 'executions']);
    expect(askedAt(EXECUTIONS).map(({ query }) => query['client_order_id'])).toEqual(['c9', 'c9', 'c9']);
  });

  it.each([
    ['a page that comes again', { body: { data: [group('c3')], pagination_key: 'k1' } }],
    ['an answer without a list', { body: { message: 'later' } }],
    ['a page of a proxy', { body: '<html></html>' }],
  ])('takes nothing of %s', async (_, answered) => {
    instead({ [LIST]: () => answered });
    expect(await faultOf(answersOf(asking(), LAST))).toMatchObject({ kind: 'unreadable' });
  });

  it('keeps the pace of its order queries', async () => {
    const begun = broker.now;
    await answersOf(asking(), LAST);
    expect(broker.asked).toHaveLength(5);
    expect(broker.now - begun).toBe(4_000);
  });
});

describe('the approval in the Webull app', () => {
  let statuses: string[];

  beforeEach(() => {
    statuses = [];
    instead({
      [CONFIG]: says({ token_check_enabled: true }),
      'POST /auth/tokens/create': says({ token: 't-1', expires: 1, status: 'PENDING' }),
      'POST /auth/tokens/check': () => ({ body: { status: statuses.shift() ?? 'PENDING' } }),
    });
  });

  it('is waited for, and its token is kept before it is used', async () => {
    statuses = ['PENDING', 'NORMAL'];
    await webull.accounts(asking());
    expect(kept()).toEqual({ ...KNOWN, token: 't-1' });
    expect(askedAt('POST /auth/tokens/check').map(({ body }) => body)).toEqual(['{"token":"t-1"}', '{"token":"t-1"}']);
    expect(askedAt('GET /trading/accounts/list')[0]?.headers['x-access-token']).toBe('t-1');
  });

  it('is left to the member after a minute, and taken up by the next run', async () => {
    const begun = broker.now;
    expect(await faultOf(webull.accounts(asking()))).toMatchObject({ kind: 'member' });
    expect(broker.now - begun).toBeLessThan(90_000);
    statuses = ['NORMAL'];
    await webull.accounts(asking({ ...KNOWN, token: 't-1' }));
    expect(askedAt('POST /auth/tokens/create')).toHaveLength(1);
  });

  it('is asked for anew once it has run out, and not again where it is declined', async () => {
    statuses = ['EXPIRED', 'INVALID'];
    expect(await faultOf(webull.accounts(asking({ ...KNOWN, token: 't-0' })))).toMatchObject({ kind: 'member' });
    expect(kept()).toEqual({ ...KNOWN, token: 't-1' });
    expect(askedAt('POST /auth/tokens/create')).toHaveLength(1);
  });

  it('goes by the older paths where the newer ones are not there', async () => {
    instead({
      'POST /auth/tokens/create': says('', 404),
      'POST /openapi/auth/token/create': says({ token: 't-2', status: 'NORMAL' }),
    });
    await webull.accounts(asking());
    expect(kept()).toEqual({ ...KNOWN, token: 't-2' });
  });
});
