import { allOf, BrokerServer, faultOf } from '../testing/broker-server.js';
import type { Answers, Asked } from '../testing/broker-server.js';
import { alpaca } from './alpaca.js';

const PAPER = { keyId: 'PK0000000001', secret: 'canary-5d21' };
const ACCOUNT = { account_number: 'PA0000000001', currency: 'USD', created_at: '2026-01-05T14:00:00Z', equity: '10' };
const WINDOW = { from: '2026-11-01', to: '2026-11-30', isLast: true };
const account = { id: 'PA0000000001', name: 'PA0000000001 · paper', currency: 'USD', opened: '2026-01-05' };

const broker = new BrokerServer();
/** What there is of fills, oldest first. */
let fills: { readonly id: string }[] = [];

const WORKING: Answers = {
  'GET /v2/account': () => ({ body: ACCOUNT }),
  'GET /v2/positions': () => ({ body: [] }),
  'GET /v2/account/activities': () => ({ body: [{ id: 'fee', activity_type: 'FEE' }] }),
  'GET /v2/account/activities/FILL': ({ query }) => ({ body: pageOf(query) }),
};

beforeAll(() => broker.listen());
afterAll(() => broker.close());

beforeEach(() => {
  broker.forget();
  fills = [{ id: 'a' }];
  broker.answers = WORKING;
});

/** As Alpaca pages: what stands behind the element that is named. */
function pageOf({ page_size: size, page_token: token }: Asked['query']) {
  const begin = token === undefined ? 0 : fills.findIndex(({ id }) => id === token) + 1;
  return fills.slice(begin, begin + Number(size));
}

const client = (credentials: Record<string, string> = PAPER) => broker.client(alpaca, credentials);
const callsOf = (asked: readonly Asked[]) => asked.map(({ host, path }) => `${host}${path}`);

describe('asking Alpaca', () => {
  it('finds the account of a key, on the host that the key is for', async () => {
    expect(await alpaca.accounts(client())).toEqual([account]);
    await alpaca.accounts(client({ keyId: 'AK0000000001', secret: 'canary-5d21' }));
    expect(callsOf(broker.asked)).toEqual(['paper-api.alpaca.markets/v2/account', 'api.alpaca.markets/v2/account']);
    expect(broker.asked[0]?.headers).toMatchObject({
      'apca-api-key-id': 'PK0000000001',
      'apca-api-secret-key': 'canary-5d21',
    });
  });

  it('asks for whole days of UTC, page by page, and for what is held', async () => {
    fills = Array.from({ length: 200 }, (_, index) => ({ id: `fill-${index}` }));
    const answers = await allOf(alpaca.answers(client(), account, WINDOW));
    expect(answers.map(({ call }) => call)).toEqual(['fills', 'fills', 'activities', 'positions', 'account']);
    expect(answers.slice(0, 2).flatMap(({ body }) => JSON.parse(body) as unknown[])).toEqual(fills);
    const range = { after: '2026-10-31T23:59:59Z', direction: 'asc', page_size: '100' };
    expect(broker.asked.map(({ query }) => query)).toEqual([
      range,
      { ...range, page_token: 'fill-99' },
      { ...range, page_token: 'fill-199' },
      { ...range, category: 'non_trade_activity' },
      {},
      {},
    ]);
  });

  it('asks for an earlier window to its end, and not for what is held', async () => {
    const answers = await allOf(alpaca.answers(client(), account, { ...WINDOW, isLast: false }));
    expect(answers.map(({ call }) => call)).toEqual(['fills', 'activities']);
    expect(broker.asked[0]?.query).toMatchObject({ until: '2026-12-01T00:00:00Z' });
  });

  it('refuses pages that do not go on', async () => {
    fills = Array.from({ length: 100 }, (_, index) => ({ id: `fill-${index}` }));
    broker.answers = { 'GET /v2/account/activities/FILL': () => ({ body: fills }) };
    const fault = await faultOf(allOf(alpaca.answers(client(), account, WINDOW)));
    expect(fault).toMatchObject({ kind: 'unreadable', message: 'Alpaca sent a page twice.' });
  });

  it.each([
    ['an object', '{"message":"x"}'],
    ['half an answer', '[{"id":"a"'],
    ['something without an id', '[{"activity_type":"FILL"}]'],
    ['a page of a proxy', '<html></html>'],
  ])('refuses %s', async (_, body) => {
    broker.answers = { 'GET /v2/account/activities/FILL': () => ({ body }) };
    expect(await faultOf(allOf(alpaca.answers(client(), account, WINDOW)))).toMatchObject({ kind: 'unreadable' });
  });

  it.each([401, 403])('says at which field a key is refused (%d), and none of it', async (status) => {
    broker.answers = { 'GET /v2/account': () => ({ status, body: { message: 'forbidden.' } }) };
    const fault = await faultOf(alpaca.accounts(client()));
    expect(fault).toMatchObject({ kind: 'refused', field: 'secret' });
    expect(JSON.stringify(fault) + fault?.message).not.toContain('canary');
  });

  it('does not take the positions of another account', async () => {
    const other = { ...account, id: 'PA0000000002' };
    expect(await faultOf(allOf(alpaca.answers(client(), other, WINDOW)))).toMatchObject({
      kind: 'member',
      field: 'keyId',
    });
  });

  it('can ask for nothing that changes anything', () => {
    expect(new Set(Object.values(alpaca.routes).map(({ method }) => method))).toEqual(new Set(['GET']));
  });
});
