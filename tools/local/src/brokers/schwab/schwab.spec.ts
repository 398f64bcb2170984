import { startBrokersStandIn } from '../brokers-stand-in.js';
import type { BrokersStandIn } from '../brokers-stand-in.js';
import { openAccount, tradeOfEverySort } from '../testing/seed.js';
import { hashOf, schwab } from './schwab.js';

const BACK = 'https://127.0.0.1:8443/back';
const APP = { appKey: 'app-1', appSecret: 'secret-1', redirectUri: BACK };
const HASH = hashOf('12345678');

interface Tokens {
  access_token: string;
  refresh_token: string;
  expires_in: number;
}
type Row = Record<string, unknown> & { transferItems: Record<string, unknown>[] };

let brokers: BrokersStandIn;
let tokens: Tokens;
beforeAll(async () => {
  brokers = await startBrokersStandIn(0, [schwab]);
  const { book } = brokers;
  book.clock.set('2026-10-09T21:00:00Z');
  openAccount(book, 'schwab', { id: '12345678', credentials: APP });
  tradeOfEverySort(book, '12345678');
});
afterAll(() => brokers.close());
beforeEach(async () => {
  tokens = (await (await exchange(await codeOf())).json()) as Tokens;
});

const url = (path: string) => `${brokers.origin}/schwab${path}`;
const form = (path: string, fields: Record<string, string>, headers = {}) =>
  fetch(url(path), {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields),
  });
const asked = { client_id: 'app-1', redirect_uri: BACK, response_type: 'code', state: 'here' };

async function agreed(choice: string): Promise<URLSearchParams> {
  const answer = await form('/v1/oauth/authorize', { ...asked, choice });
  return new URL(answer.headers.get('location')!).searchParams;
}
const codeOf = async () => (await agreed('allow')).get('code')!;
const basic = { Authorization: `Basic ${Buffer.from('app-1:secret-1').toString('base64')}` };
const token = (fields: Record<string, string>, headers = basic) => form('/v1/oauth/token', fields, headers);
const exchange = (code: string) => token({ grant_type: 'authorization_code', code, redirect_uri: BACK });
const renew = (refresh: string) => token({ grant_type: 'refresh_token', refresh_token: refresh });
const ask = (path: string, bearer = tokens.access_token) =>
  fetch(url(`/trader/v1/accounts${path}`), { headers: { Authorization: `Bearer ${bearer}` } });

const YEAR = 'startDate=2026-01-01T00:00:00.000Z&endDate=2026-12-31T00:00:00.000Z';
const BOTH = 'types=TRADE,RECEIVE_AND_DELIVER';
const list = async (query = `${YEAR}&${BOTH}`) => (await (await ask(`/${HASH}/transactions?${query}`)).json()) as Row[];

describe('consent', () => {
  it('is asked for on a page that names the accounts', async () => {
    const answer = await fetch(url(`/v1/oauth/authorize?${new URLSearchParams(asked)}`));
    expect(await answer.text()).toContain('Account …678');
    const other = { ...asked, redirect_uri: `${BACK}/other` };
    expect((await fetch(url(`/v1/oauth/authorize?${new URLSearchParams(other)}`))).status).toBe(400);
  });

  it('gives a code, once and for thirty seconds, or none', async () => {
    const back = await agreed('allow');
    expect([back.get('state'), back.get('code')!.endsWith('@')]).toEqual(['here', true]);
    const code = back.get('code')!;
    expect([(await exchange(code)).status, (await exchange(code)).status]).toEqual([200, 400]);
    const late = await codeOf();
    brokers.book.clock.advance(30_000);
    expect((await exchange(late)).status).toBe(400);
    const refused = await agreed('cancel');
    expect([refused.get('error'), refused.get('code')]).toEqual(['access_denied', null]);
  });

  it('needs the secret of the application', async () => {
    const wrong = { Authorization: `Basic ${Buffer.from('app-1:other').toString('base64')}` };
    const answer = await token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token }, wrong);
    expect([answer.status, await answer.json()]).toMatchObject([401, { error: 'invalid_client' }]);
  });

  it('lasts half an hour, and is renewed for seven days', async () => {
    expect([tokens.expires_in, (await ask('/accountNumbers')).status]).toEqual([1_800, 200]);
    brokers.book.clock.advance(1_800_000);
    expect((await ask('/accountNumbers')).status).toBe(401);
    const renewed = (await (await renew(tokens.refresh_token)).json()) as Tokens;
    expect(renewed.refresh_token).toBe(tokens.refresh_token);
    expect((await ask('/accountNumbers', renewed.access_token)).status).toBe(200);
    expect((await ask('/accountNumbers', tokens.refresh_token)).status).toBe(401);
    brokers.book.clock.advance(7 * 86_400_000 - 1_800_000);
    expect((await renew(tokens.refresh_token)).status).toBe(400);
  });

  it('ends on command', async () => {
    brokers.book.access.expireTokens('schwab', 'ada');
    const answer = await renew(tokens.refresh_token);
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: 'refresh_token_authentication_error' }]);
  });
});

describe('an account', () => {
  it('is named by a hash in paths', async () => {
    expect(await (await ask('/accountNumbers')).json()).toEqual([{ accountNumber: '12345678', hashValue: HASH }]);
    expect((await ask(`/12345678/transactions?${YEAR}&${BOTH}`)).status).toBe(404);
    expect((await ask(`/${HASH}`)).status).toBe(200);
  });

  it('has transactions with fees as items of their own', async () => {
    const bought = (await list()).at(-1)!;
    const fees = bought.transferItems.slice(0, 3).map(({ feeType, cost }) => [feeType, cost]);
    expect(fees).toEqual([
      ['COMMISSION', -0.65],
      ['SEC_FEE', -0.05],
      ['TAF_FEE', -0.02],
    ]);
    expect(bought).toMatchObject({
      type: 'TRADE',
      status: 'VALID',
      netAmount: -1503.22,
      time: '2026-10-05T14:00:00+0000',
    });
    expect(bought.transferItems[3]).toMatchObject({
      amount: 10,
      price: 150.25,
      cost: -1502.5,
      positionEffect: 'OPENING',
    });
    expect(bought['activityId']).toBe(Number(brokers.book.expected('12345678')[0]!.id));
  });

  it('writes prices as they are', async () => {
    expect(await (await ask(`/${HASH}/transactions?${YEAR}&${BOTH}`)).text()).toContain('"price":151.50');
  });

  it('has options that ended, the night after', async () => {
    brokers.book.clock.set('2026-10-09T21:00:00Z');
    tokens = (await (await exchange(await codeOf())).json()) as Tokens;
    const ends = async () =>
      (await list(`${YEAR}&types=RECEIVE_AND_DELIVER`)).map(({ transferItems }) => transferItems.at(-1)!);
    brokers.book.night();
    tokens = (await (await exchange(await codeOf())).json()) as Tokens;
    expect(await ends()).toMatchObject([
      {
        instrument: { symbol: 'F     261009P00012500', putCall: 'PUT' },
        amount: 1,
        price: 0,
        positionEffect: 'CLOSING',
      },
      { instrument: { symbol: 'SPY   261009C00680000' }, amount: -2, price: 0, positionEffect: 'CLOSING' },
    ]);
    const described = (await list(`${YEAR}&types=RECEIVE_AND_DELIVER`)).map(({ description }) => description);
    expect(described).toEqual(['REMOVAL OF OPTION DUE TO ASSIGNMENT', 'REMOVAL OF OPTION DUE TO EXPIRATION']);
    const [delivered] = await list();
    expect(delivered!.transferItems.at(-1)).toMatchObject({ instrument: { symbol: 'F' }, amount: 100, price: 12.5 });
  });

  it.each([
    ['more than a year', `startDate=2025-01-01T00:00:00.000Z&endDate=2026-06-01T00:00:00.000Z&${BOTH}`],
    ['no types', YEAR],
    ['no dates', BOTH],
  ])('refuses %s', async (_what, query) => {
    expect((await ask(`/${HASH}/transactions?${query}`)).status).toBe(400);
  });

  it('has orders with the time of each fill', async () => {
    const { book } = brokers;
    const at = book.clock.now();
    const legs = [
      { instrument: { type: 'stock', symbol: 'TSLA' }, side: 'sell', intent: 'open', quantity: '5' },
    ] as const;
    const order = book.addOrder({ account: '12345678', legs, kind: 'limit', limit: '400.10', placedAt: at });
    for (const quantity of ['2', '3']) book.addFill({ order: order.id, quantity, price: '400.10', at });
    const day = at.slice(0, 10);
    const query = `fromEnteredTime=${day}T00:00:00.000Z&toEnteredTime=${day}T23:59:59.000Z`;
    const orders = (await (await ask(`/${HASH}/orders?${query}`)).json()) as Record<string, unknown>[];
    expect(orders[0]).toMatchObject({
      status: 'FILLED',
      price: 400.1,
      orderLegCollection: [{ instruction: 'SELL_SHORT' }],
      orderActivityCollection: [
        { executionLegs: [{ legId: 1, quantity: 2, price: 400.1 }] },
        { executionLegs: [{ legId: 1, quantity: 3, price: 400.1 }] },
      ],
    });
    const long = 'fromEnteredTime=2026-01-01T00:00:00.000Z&toEnteredTime=2026-06-01T00:00:00.000Z';
    expect((await ask(`/${HASH}/orders?${long}`)).status).toBe(400);
  });

  it('keeps what was taken back, as invalid', async () => {
    const { book } = brokers;
    const { id } = book.expected('12345678').at(-1)!;
    book.voidFill(id);
    const row = (await list()).find(({ activityId }) => activityId === Number(id));
    expect(row).toMatchObject({ status: 'INVALID' });
  });

  it('takes 120 requests a minute', async () => {
    brokers.book.clock.advance(60_000);
    for (let request = 0; request < 120; request++) await (await ask('/accountNumbers')).text();
    expect((await ask('/accountNumbers')).status).toBe(429);
  });
});
