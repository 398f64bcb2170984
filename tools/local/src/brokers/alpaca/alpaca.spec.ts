import { startBrokersStandIn } from '../brokers-stand-in.js';
import type { BrokersStandIn } from '../brokers-stand-in.js';
import { AMD, BTC, openAccount, tradeOfEverySort } from '../testing/seed.js';
import { alpaca } from './alpaca.js';

type Row = Record<string, string>;

let brokers: BrokersStandIn;
let keys = { id: 'AK0001', secret: 'secret-1' };
beforeAll(async () => {
  brokers = await startBrokersStandIn(0, [alpaca]);
  const { book } = brokers;
  book.clock.set('2026-10-09T21:00:00Z');
  openAccount(book, 'alpaca', { id: '9001', credentials: { keyId: 'AK0001', secret: 'secret-1' } });
  tradeOfEverySort(book, '9001');
  book.addCash({ account: '9001', kind: 'deposit', amount: '500.1', description: 'ACH', at: '2026-10-05T13:00:00Z' });
  book.addMember({ broker: 'alpaca', name: 'paper', credentials: { keyId: 'PK0001', secret: 'secret-2' } });
  const opened = { openedAt: '2026-01-02T00:00:00Z', openingBalance: '100000' };
  book.addAccount({ id: 'PA01', broker: 'alpaca', member: 'paper', name: 'Paper', ...opened });
});
afterAll(() => brokers.close());
beforeEach(() => {
  brokers.book.clock.advance(60_000);
  keys = { id: 'AK0001', secret: 'secret-1' };
});

const ask = (path: string, prefix = 'alpaca') =>
  fetch(`${brokers.origin}/${prefix}/v2${path}`, {
    headers: { 'APCA-API-KEY-ID': keys.id, 'APCA-API-SECRET-KEY': keys.secret },
  });
const list = async (path: string, prefix?: string) => (await (await ask(path, prefix)).json()) as Row[];
const kinds = async (query: string) =>
  (await list(`/account/activities?direction=asc&${query}`)).map((row) => [
    row['activity_type'],
    row['symbol'],
    row['qty'],
    row['net_amount'],
  ]);

describe('keys', () => {
  it('are of the live host or of that of paper accounts', async () => {
    expect((await ask('/account')).status).toBe(200);
    expect((await ask('/account', 'alpaca-paper')).status).toBe(401);
    keys = { id: 'PK0001', secret: 'secret-2' };
    expect((await ask('/account')).status).toBe(401);
    const paper = await ask('/account', 'alpaca-paper');
    expect(await paper.json()).toMatchObject({ account_number: 'PA01', cash: '100000.00', status: 'ACTIVE' });
  });

  it('go with their secret', async () => {
    keys.secret = 'secret-2';
    const answer = await ask('/account');
    expect([answer.status, await answer.json()]).toEqual([
      401,
      { code: 40110000, message: 'request is not authorized' },
    ]);
  });

  it('allow 200 requests a minute', async () => {
    for (let request = 0; request < 199; request++) await (await ask('/nothing')).text();
    expect((await ask('/positions')).headers.get('x-ratelimit-remaining')).toBe('0');
    expect((await ask('/positions')).status).toBe(429);
  });
});

describe('activities', () => {
  it('are fills at once, and the rest overnight', async () => {
    const fills = await list('/account/activities/FILL?direction=asc');
    expect(fills.map((row) => [row['side'], row['symbol'], row['qty'], row['price'], row['type']])).toEqual([
      ['buy', 'AMD', '10', '150.25', 'fill'],
      ['sell', 'AMD', '4', '151.50', 'fill'],
      ['buy', 'SPY261009C00680000', '2', '1.05', 'fill'],
      ['sell', 'F261009P00012500', '1', '0.40', 'fill'],
      ['buy', '/ESZ26', '1', '6800.25', 'fill'],
      ['sell', '/ESZ26', '1', '6810.25', 'fill'],
    ]);
    expect(fills[0]!['id']).toMatch(/^20261005140000000::\d{8}-/);
    expect(fills[0]!['transaction_time']).toBe('2026-10-05T14:00:00.000000Z');
    expect(await kinds('category=non_trade_activity')).toEqual([]);
    brokers.book.night();
    expect(await kinds('activity_types=OPEXP,OPASN,OPTRD,CSD')).toEqual([
      ['CSD', undefined, undefined, '500.1'],
      ['OPEXP', 'SPY261009C00680000', '-2', '0'],
      ['OPASN', 'F261009P00012500', '1', '0'],
      ['OPTRD', 'F', '100', '-1250'],
    ]);
    const [assigned, delivered] = await list('/account/activities?activity_types=OPASN,OPTRD&direction=asc');
    expect(delivered!['group_id']).toBe(assigned!['group_id']);
  });

  it('have fees by day, of no fill', async () => {
    const fees = await list('/account/activities/FEE?direction=asc&after=2026-10-05&until=2026-10-06');
    expect(new Set(fees.map((row) => row['date']))).toEqual(new Set(['2026-10-06']));
    expect(fees.map((row) => row['net_amount']).sort()).toEqual(['-0.04', '-0.1', '-1.3']);
    expect(await kinds('activity_types=FEE')).toHaveLength(9);
  });

  it('take the fee of a coin in that coin', async () => {
    const { book } = brokers;
    const fees = { commission: '0.25' };
    const coin = {
      account: '9001',
      instrument: BTC,
      quantity: '0.5',
      price: '100000',
      at: book.clock.now(),
      fees,
    } as const;
    book.trade({ ...coin, side: 'buy' });
    book.trade({ ...coin, side: 'sell' });
    book.night();
    expect(await kinds('activity_types=CFEE')).toEqual([
      ['CFEE', 'BTC/USD', '-0.0000025', '0'],
      ['CFEE', 'BTC/USD', '0', '-0.25'],
    ]);
  });

  it('of an unknown sort are refused', async () => {
    const answer = await ask('/account/activities?activity_types=FEE,OTHER');
    expect([answer.status, await answer.json()]).toMatchObject([422, { code: 40010001 }]);
    expect((await ask('/account/activities/OTHER')).status).toBe(422);
    expect((await ask('/account/activities?page_size=101')).status).toBe(422);
    expect((await ask('/account/activities?after=yesterday')).status).toBe(422);
  });

  it('say short sales, and what of an order was filled', async () => {
    const { book } = brokers;
    const at = book.clock.now();
    const legs = [
      { instrument: { type: 'stock', symbol: 'TSLA' }, side: 'sell', intent: 'open', quantity: '5' },
    ] as const;
    const order = book.addOrder({ account: '9001', legs, kind: 'market', placedAt: at });
    for (const quantity of ['2', '3']) book.addFill({ order: order.id, quantity, price: '400', at });
    const rows = await list('/account/activities/FILL?page_size=2');
    expect(rows.map((row) => [row['side'], row['qty'], row['cum_qty'], row['leaves_qty'], row['type']])).toEqual([
      ['sell_short', '3', '5', '0', 'fill'],
      ['sell_short', '2', '2', '3', 'partial_fill'],
    ]);
    expect(rows[0]!['order_id']).toBe(rows[1]!['order_id']);
    const [position] = (await list('/positions')).filter(({ symbol }) => symbol === 'TSLA');
    expect(position).toMatchObject({ qty: '-5', side: 'short', avg_entry_price: '400' });
  });

  it('come a hundred a page, by the id of the last', async () => {
    const { book } = brokers;
    const trade = { account: '9001', instrument: AMD, side: 'buy', quantity: '1', price: '1.5' } as const;
    for (let fill = 0; fill < 150; fill++) book.trade({ ...trade, at: book.clock.now() });
    const seen: string[] = [];
    for (let page = await list('/account/activities/FILL?direction=asc'); page.length > 0;) {
      seen.push(...page.map(({ id }) => id!));
      if (page.length < 100) break;
      page = await list(`/account/activities/FILL?direction=asc&page_token=${encodeURIComponent(seen.at(-1)!)}`);
    }
    expect(seen).toHaveLength(book.expected('9001').filter(({ order }) => order !== null).length);
    expect(new Set(seen).size).toBe(seen.length);
  });
});
