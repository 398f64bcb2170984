import { startBrokersStandIn } from '../brokers-stand-in.js';
import type { BrokersStandIn } from '../brokers-stand-in.js';
import type { ExpectedFill } from '../facts.js';
import { enter, generated } from '../generator/generator.js';
import { keyOf, multiplierOf } from '../instruments.js';

const TOKEN = 'a-token';
const STOCK = { type: 'stock', symbol: 'AMD' } as const;
const CALL = { type: 'option', underlying: 'SPY', expiry: '2026-10-02', right: 'call', strike: '680' } as const;

interface Event {
  readonly amount: number;
  readonly date: string;
  readonly type: string;
  readonly trade?: { commission: number; price: number; quantity: number; symbol: string; trade_type: string };
  readonly option?: { option_type: string; description: string; quantity: number; symbol?: string };
}
interface TradierOrder {
  readonly id: number;
  readonly status: string;
  readonly side: string;
  readonly exec_quantity: number;
  readonly avg_fill_price: number;
  readonly transaction_date: string;
  readonly symbol: string;
  readonly option_symbol?: string;
  readonly leg?: TradierOrder[];
}

let brokers: BrokersStandIn;
beforeAll(async () => {
  brokers = await startBrokersStandIn();
  const { book } = brokers;
  book.clock.set('2026-11-01T15:00:00Z');
  book.addMember({ broker: 'tradier', name: 'ada', credentials: { token: TOKEN } });
  const opened = { openedAt: '2023-10-01T00:00:00Z', openingBalance: '0', broker: 'tradier', member: 'ada' } as const;
  for (const id of ['6YA1', '6YA2', '6YA3']) book.addAccount({ ...opened, id, name: id });
  enter(book, generated(11, { account: '6YA1', kinds: ['stock', 'option'], from: '2023-10-02' }));
  book.night();
});
afterAll(() => brokers.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${brokers.origin}/tradier/v1${path}`, {
    headers: { Accept: 'application/json', Authorization: `Bearer ${TOKEN}`, ...headers },
  });
const read = async <T>(path: string) => (await (await get(path)).json()) as T;

/** What is read of a list, whatever shape it has. */
function listOf<T>(inside: unknown, name: string): T[] {
  if (inside === null || inside === 'null') return [];
  const value = (inside as Record<string, T | T[]>)[name]!;
  return Array.isArray(value) ? value : [value];
}
async function historyOf(account: string, query = '') {
  const events: Event[] = [];
  for (let page = 1; ; page++) {
    const answer = await read<{ history: unknown }>(`/accounts/${account}/history?page=${page}&limit=40${query}`);
    const more = listOf<Event>(answer.history, 'event');
    if (more.length === 0) return events;
    events.push(...more);
  }
}
const ordersOf = async (account: string, query = '') =>
  listOf<TradierOrder>((await read<{ orders: unknown }>(`/accounts/${account}/orders${query}`)).orders, 'order');

const dayOf = ({ at }: ExpectedFill) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(new Date(at));

describe('letting in', () => {
  it('refuses a wrong token, and an account of nobody', async () => {
    const wrong = await get('/user/profile', { Authorization: 'Bearer wrong' });
    expect([wrong.status, await wrong.text()]).toEqual([401, 'Invalid Access Token']);
    expect((await get('/accounts/OTHER/history')).status).toBe(401);
  });

  it('counts in headers, and answers 429 beyond', async () => {
    brokers.book.clock.advance(61_000);
    const first = await get('/user/profile');
    expect(first.headers.get('x-ratelimit-available')).toBe('119');
    for (let more = 0; more < 119; more++) await get('/user/profile');
    const last = await get('/user/profile');
    expect([last.status, last.headers.get('x-ratelimit-used')]).toEqual([429, '120']);
    brokers.book.clock.advance(61_000);
    expect((await get('/user/profile')).status).toBe(200);
  });

  it('ends a token that is revoked, and takes the new one', async () => {
    brokers.book.access.revoke('tradier', 'ada');
    expect((await get('/user/profile')).status).toBe(401);
    brokers.book.access.rotate('tradier', 'ada', { token: TOKEN });
    expect((await get('/user/profile')).status).toBe(200);
  });
});

describe('shapes', () => {
  it('are XML for who does not ask for JSON', async () => {
    const answer = await get('/accounts/6YA2/balances', { Accept: '*/*' });
    expect(await answer.text()).toContain('<balances><account_number>6YA2</account_number>');
  });

  it('are "null" for none, an object for one and a list for several', async () => {
    expect(await read('/accounts/6YA2/history')).toEqual({ history: 'null' });
    brokers.switches.set('tradier', 'nothing', 'null');
    expect(await read('/accounts/6YA2/positions')).toEqual({ positions: null });
    brokers.switches.set('tradier', 'nothing', 'text');
    const buy = { account: '6YA2', instrument: STOCK, side: 'buy', quantity: '10', price: '160.25' } as const;
    brokers.book.trade({ ...buy, at: brokers.book.clock.now() });
    const one = await read<{ orders: { order: TradierOrder } }>('/accounts/6YA2/orders');
    expect(one.orders.order).toMatchObject({
      side: 'buy',
      status: 'filled',
      avg_fill_price: 160.25,
      exec_quantity: 10,
    });
    brokers.book.trade({ ...buy, at: brokers.book.clock.now() });
    expect(await ordersOf('6YA2')).toHaveLength(2);
  });

  it('have the accounts of the member', async () => {
    const { profile } = await read<{ profile: { account: { account_number: string }[] } }>('/user/profile');
    expect(profile.account.map(({ account_number }) => account_number)).toEqual(['6YA1', '6YA2', '6YA3']);
  });
});

describe('history', () => {
  it('has every fill of the book, on its day in New York, with its fees inside the amount', async () => {
    const events = await historyOf('6YA1');
    const said = events.filter(({ trade }) => trade).map(({ amount, date, trade }) => ({ amount, date, ...trade! }));
    const fromBook = brokers.book.expected('6YA1').filter(({ effect }) => effect === 'open' || effect === 'close');
    const shape = (parts: (string | number)[], fees: number) =>
      [...parts, fees.toFixed(4).replace('-0.0000', '0.0000')].join(' ');
    const theirs = said.map(({ amount, date, symbol, quantity, price }) => {
      const gross = price * Math.abs(quantity) * (symbol.length > 10 ? 100 : 1);
      const fees = quantity > 0 ? -amount - gross : gross - amount;
      return shape([date.slice(0, 10), symbol, quantity, price], fees);
    });
    const ours = fromBook.map((fill) => {
      const quantity = Number(fill.quantity) * (fill.side === 'buy' ? 1 : -1);
      return shape([dayOf(fill), keyOf(fill.instrument), quantity, Number(fill.price)], Number(fill.fees));
    });
    expect(theirs.toSorted()).toEqual(ours.toSorted());
    expect(fromBook.every(({ instrument }) => ['1', '100'].includes(multiplierOf(instrument)))).toBe(true);
    expect(new Set(said.map(({ trade_type }) => trade_type))).toEqual(
      new Set(['Option', 'option', 'Equity', 'equity']),
    );
  });

  it('has expiries without a symbol, assignments, and money that came in', async () => {
    const options = (await historyOf('6YA1', '&type=option')).map(({ option }) => option!);
    const expiries = options.filter(({ option_type }) => option_type === 'OPTEXP');
    expect(expiries.length).toBeGreaterThan(0);
    expect(expiries.every((option) => !('symbol' in option))).toBe(true);
    expect(options.some(({ option_type, symbol }) => option_type === 'OPTASN' && symbol)).toBe(true);
    const [deposit, ...others] = await historyOf('6YA1', '&type=ach');
    expect([deposit!.amount, others]).toEqual([25_000, []]);
  });

  it('is filtered by day', async () => {
    const events = await historyOf('6YA1', '&start=2024-01-01&end=2024-06-30');
    expect(events.length).toBeGreaterThan(0);
    for (const { date } of events) expect([date >= '2024-01-01', date < '2024-07-01']).toEqual([true, true]);
  });

  it('does not have today, until it was night', async () => {
    const { book } = brokers;
    const at = book.clock.now();
    book.trade({ account: '6YA3', instrument: CALL, side: 'buy', quantity: '1', price: '1.05', at });
    const equal = { account: '6YA3', instrument: STOCK, side: 'buy', quantity: '10', price: '160', at } as const;
    book.trade(equal);
    book.trade(equal);
    expect(await historyOf('6YA3')).toEqual([]);
    expect((await ordersOf('6YA3')).map(({ option_symbol }) => option_symbol)).toEqual([
      undefined,
      undefined,
      'SPY261002C00680000',
    ]);
    book.night();
    expect(await ordersOf('6YA3')).toEqual([]);
    const events = await historyOf('6YA3');
    expect(events.filter(({ trade }) => trade!.symbol === 'AMD')).toHaveLength(2);
    expect(events.find(({ trade }) => trade!.symbol !== 'AMD')!.trade!.quantity).toBe(1);
  });

  it('loses what was voided, and shows what was put right', async () => {
    const { book } = brokers;
    const [first, second] = book.expected('6YA3').filter(({ instrument }) => instrument.type === 'stock');
    book.voidFill(first!.id);
    book.correctFill(second!.id, { price: '161' });
    const prices = (await historyOf('6YA3', '&symbol=AMD')).map(({ trade }) => trade!.price);
    expect(prices).toEqual([161]);
  });
});

describe('orders of a month', () => {
  it('have what the book has filled, multi-leg orders by leg', async () => {
    const months = Array.from({ length: 38 }, (_one, place) => new Date(Date.UTC(2026, 10 - place, 1)));
    const said: TradierOrder[] = [];
    for (const month of months) {
      const start = month.toISOString().slice(0, 10);
      const end = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 0)).toISOString().slice(0, 10);
      said.push(...(await ordersOf('6YA1', `?filter=all&start=${start}&end=${end}&limit=500`)));
    }
    const sumOf = (orders: TradierOrder[]): number =>
      orders.reduce((total, order) => total + (order.leg ? sumOf(order.leg) : order.exec_quantity), 0);
    const ordered = brokers.book.expected('6YA1').filter(({ order }) => order !== null);
    expect(sumOf(said)).toBe(ordered.reduce((total, { quantity }) => total + Number(quantity), 0));
    expect(said.some(({ leg }) => leg)).toBe(true);
    expect(said.some(({ status, exec_quantity }) => status === 'canceled' && exec_quantity > 0)).toBe(true);
    expect(new Set(said.map(({ side }) => side))).toContain('sell_short');
    const one = await read<{ order: TradierOrder }>(`/accounts/6YA1/orders/${said[0]!.id}`);
    expect(one.order).toEqual(said[0]);
  });

  it('are not given for longer', async () => {
    expect((await get('/accounts/6YA1/orders?filter=all&start=2026-01-01&end=2026-06-30')).status).toBe(400);
  });
});

describe('what Tradier says was gained', () => {
  it('comes to the profits of the book, less its fees', async () => {
    interface Closed {
      gain_loss: number;
      proceeds: number;
    }
    const answer = await read<{ gainloss: unknown }>('/accounts/6YA1/gainloss?limit=1000');
    const closed = listOf<Closed>(answer.gainloss, 'closed_position');
    const fills = brokers.book.expected('6YA1');
    const net = fills.reduce((total, { profit, fees }) => total + Number(profit ?? 0) - Number(fees), 0);
    const theirs = closed.reduce((total, { gain_loss }) => total + gain_loss, 0);
    expect(Math.abs(theirs - net)).toBeLessThan(0.01 * closed.length);
  });
});

describe('positions and balances', () => {
  it('are those of the book', async () => {
    const { positions } = await read<{ positions: { position: { symbol: string; quantity: number }[] } }>(
      '/accounts/6YA3/positions',
    );
    expect(positions.position.map(({ symbol, quantity }) => [symbol, quantity])).toEqual([
      ['SPY261002C00680000', 1],
      ['AMD', 10],
    ]);
    const { balances } = await read<{ balances: { total_cash: number } }>('/accounts/6YA1/balances');
    expect(balances.total_cash).toBeCloseTo(Number(brokers.book.balance('6YA1')), 2);
  });
});

it('has no route that trades', async () => {
  const answer = await fetch(`${brokers.origin}/tradier/v1/accounts/6YA1/orders`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${TOKEN}` },
  });
  expect(answer.status).toBe(404);
  expect(brokers.calls.unknown('tradier').map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /v1/accounts/6YA1/orders',
  ]);
});
