import type {
  AccountAnswer,
  AccountCommandAnswer,
  AccountFiguresAnswer,
  BreakdownAnswer,
  DaysAnswer,
  EquityAnswer,
  Page,
  StatsAnswer,
  TradeAnswer,
  TradeCommandAnswer,
} from '@singularity/contract';
import type { Browser } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

let app: TestApp;
let member: Browser;

beforeEach(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
});
afterEach(async () => {
  expect(await app.audit()).toEqual([]);
  await app.close();
});

async function account(startingBalance: string, more: object = {}): Promise<AccountCommandAnswer> {
  const body = {
    platform: 'Tradier',
    name: `Account of ${startingBalance}`,
    startingBalance,
    currency: 'USD',
    ...more,
  };
  return (await member.send('POST', '/api/user/accounts', body)).body as AccountCommandAnswer;
}

async function trade(net: string, exitAt: string, more: object = {}): Promise<TradeCommandAnswer> {
  const body = {
    symbol: 'AAPL',
    assetType: 'stock',
    direction: 'LONG',
    quantity: '1',
    entryPrice: '1000',
    entryAt: '2026-01-02T15:00:00Z',
    exitPrice: String(1000 + Number(net)),
    exitAt,
    ...more,
  };
  const reply = await member.send('POST', '/api/user/trades', body);
  expect(reply).toMatchObject({ status: 201 });
  return reply.body as TradeCommandAnswer;
}

async function get<T>(path: string): Promise<T> {
  const reply = await member.get(path);
  expect(reply).toMatchObject({ status: 200 });
  return reply.body as T;
}

const many = (count: number) => Array.from({ length: count }, (_, n) => `tag=${n}`).join('&');

const stats = (query = '') => get<StatsAnswer>(`/api/user/stats${query}`);

describe('two accounts and three trades', () => {
  it('are counted once each, on every screen, whatever is tagged or noted', async () => {
    const small = await account('10000');
    const large = await account('50000');
    await trade('25', '2026-01-05T18:00:00Z', { accountId: small.id });
    await trade('25', '2026-01-06T18:00:00Z', { accountId: large.id });
    const last = await trade('25', '2026-01-06T19:00:00Z', { accountId: large.id });

    const all = async () => ({
      stats: (await stats()).currencies,
      equity: (await get<EquityAnswer>('/api/user/stats/equity')).currencies,
      days: (await get<DaysAnswer>('/api/user/stats/days')).currencies,
      balances: (await get<Page<AccountAnswer>>('/api/accounts')).items.map((item) => item.balance),
      trades: (await get<Page<TradeAnswer>>('/api/trades')).items.map((item) => item.netPnl),
    });
    const before = await all();
    expect(before).toMatchObject({
      stats: [
        {
          currency: 'USD',
          totalAccounts: 2,
          totalBalance: '60075',
          totalTrades: 3,
          closedTrades: 3,
          netPnl: '75',
          wins: 3,
        },
      ],
      equity: [
        {
          points: [
            { day: '2026-01-04', equity: '60000', drawdown: '0' },
            { day: '2026-01-05', equity: '60025' },
            { day: '2026-01-06', equity: '60075', drawdown: '0' },
          ],
        },
      ],
      days: [
        {
          days: [
            { day: '2026-01-05', netPnl: '25', closedTrades: 1 },
            { day: '2026-01-06', netPnl: '50', closedTrades: 2 },
          ],
        },
      ],
      balances: ['10025', '50050'],
      trades: ['25', '25', '25'],
    });
    await member.send('PATCH', `/api/user/trades/${last.id}`, { tags: ['setup'], notes: 'A good one.' });
    expect(await all()).toEqual(before);
    const [row] = await app.sql(
      'SELECT total_accounts, total_balance, closed_trades, net_pnl FROM user_portfolio_summary',
    );
    expect(row).toEqual({ total_accounts: 2, total_balance: '60075', closed_trades: 3, net_pnl: '75' });
  });
});

describe('the statistics', () => {
  it('of nothing are nothing, and no ratio is made up', async () => {
    expect((await stats()).currencies).toEqual([]);
    await account('1000');
    expect((await stats()).currencies).toMatchObject([
      {
        totalBalance: '1000',
        totalTrades: 0,
        winRate: null,
        profitFactor: null,
        expectancy: null,
        maxDrawdown: { amount: '0', percent: null },
      },
    ]);
  });

  it('count money by realization and trades at their close', async () => {
    const fill = (type: string, at: string, quantity: string, price: string) => ({ type, at, quantity, price });
    await member.send('POST', '/api/user/trades', {
      symbol: 'AAPL',
      assetType: 'stock',
      direction: 'LONG',
      executions: [
        fill('open', '2026-01-05T15:00:00Z', '20', '100'),
        fill('close', '2026-01-05T16:00:00Z', '10', '200'),
        fill('close', '2026-01-06T16:00:00Z', '10', '80'),
      ],
    });
    const tuesday = await stats('?from=2026-01-06&to=2026-01-06');
    expect(tuesday.currencies).toMatchObject([{ netPnl: '-200', wins: 1, closedTrades: 1, averageWin: '800' }]);
  });

  it('measure a fall against all the money there was', async () => {
    const { id } = await account('1000');
    const deposit = { balance: '10000', reason: 'deposit', at: '2026-01-03T12:00:00Z' };
    expect(await member.send('PUT', `/api/user/accounts/${id}/balance`, deposit)).toMatchObject({
      status: 200,
      body: { balance: '10000' },
    });
    await trade('-900', '2026-01-05T18:00:00Z', { accountId: id });
    expect((await stats()).currencies).toMatchObject([
      { totalBalance: '9100', maxDrawdown: { amount: '900', percent: '0.09', from: '2026-01-03', to: '2026-01-05' } },
    ]);
  });

  it('have the same answer from buckets and from rows', async () => {
    const { id } = await account('1000');
    const days = ['05', '06', '07', '08'];
    for (const [index, net] of ['10', '-30', '0', '45'].entries())
      await trade(net, `2026-01-${days[index]}T18:00:00Z`, { accountId: id, tags: ['all'] });
    await trade('7', '2026-01-09T18:00:00Z', { tags: ['all'] });
    await member.send('PUT', `/api/user/accounts/${id}/balance`, {
      balance: '1500',
      reason: 'deposit',
      at: '2026-01-07T12:00:00Z',
    });
    for (const range of ['', '&from=2026-01-06', '&to=2026-01-07', '&from=2026-01-06&to=2026-01-08'])
      for (const scope of ['', `&accountId=${id}`])
        for (const path of ['', '/equity', '/days']) {
          const stored = await get<StatsAnswer>(`/api/user/stats${path}?${range}${scope}`);
          expect(await get(`/api/user/stats${path}?tag=all${range}${scope}`)).toEqual(stored);
        }
  });

  it.each(['12', '20'])('have the same of a tag if money moved on the day of its trough, at %s', async (hour) => {
    const { id } = await account('1000');
    await trade('10', '2026-01-05T18:00:00Z', { accountId: id, tags: ['all'] });
    await trade('-30', '2026-01-06T18:00:00Z', { accountId: id, tags: ['all'] });
    const deposit = { balance: '1500', reason: 'deposit', at: `2026-01-06T${hour}:00:00Z` };
    await member.send('PUT', `/api/user/accounts/${id}/balance`, deposit);
    expect(await get('/api/user/stats?tag=all')).toEqual(await get('/api/user/stats'));
  });

  it('follow a time zone by the name that it was chosen by, which is told wherever it is', async () => {
    await trade('5', '2026-01-06T03:00:00Z');
    const zone = { timeZone: 'US/Eastern' };
    expect(await member.send('PATCH', '/api/user/settings', zone)).toMatchObject({ status: 200, body: zone });
    expect(await get('/api/auth/session')).toMatchObject({ user: { settings: zone } });
    expect(await get('/api/user/history?limit=1')).toMatchObject({
      items: [{ changes: [{ field: 'timeZone', from: 'America/New_York', to: 'US/Eastern' }] }],
    });
    expect(await get('/api/user/stats/days')).toMatchObject({ currencies: [{ days: [{ day: '2026-01-05' }] }] });
  });

  it('follow the time zone and the tolerance of the settings', async () => {
    const { id } = await account('1000');
    await trade('5', '2026-01-06T03:00:00Z', { accountId: id });
    expect(await get('/api/user/stats/days')).toMatchObject({
      currencies: [{ days: [{ day: '2026-01-05', wins: 1 }] }],
    });
    const changed = await member.send('PATCH', '/api/user/settings', {
      timeZone: 'Asia/Tokyo',
      breakevenTolerance: { usd: '5.00' },
    });
    expect(changed).toMatchObject({ status: 200, body: { timeZone: 'Asia/Tokyo', breakevenTolerance: { USD: '5' } } });
    expect(await get('/api/user/stats/days')).toMatchObject({
      currencies: [{ days: [{ day: '2026-01-06', wins: 0 }] }],
    });
    expect((await stats()).currencies).toMatchObject([{ breakeven: 1, winRate: '0', winRateDecided: null }]);
  });

  it('let go of a day when its trade moves, goes or comes back', async () => {
    const { id } = await trade('5', '2026-01-06T18:00:00Z');
    await member.send('PATCH', `/api/user/trades/${id}`, { exitAt: '2026-01-08T18:00:00Z' });
    expect(await get('/api/user/stats/days')).toMatchObject({ currencies: [{ days: [{ day: '2026-01-08' }] }] });
    await member.send('DELETE', `/api/user/trades/${id}`);
    expect((await get<DaysAnswer>('/api/user/stats/days')).currencies).toEqual([]);
    await member.send('POST', `/api/user/trades/${id}/restore`);
    expect(await get('/api/user/stats/days')).toMatchObject({ currencies: [{ days: [{ day: '2026-01-08' }] }] });
  });

  it('never add currencies together', async () => {
    await account('1000');
    await account('500', { currency: 'EUR' });
    expect((await stats()).currencies).toMatchObject([
      { currency: 'EUR', totalBalance: '500' },
      { currency: 'USD', totalBalance: '1000' },
    ]);
  });

  it('refuse what is not a filter, and values that are none', async () => {
    const refused = [
      'from=2026-02-31',
      'from=2026-01-01&from=2026-01-02',
      'accountId=1',
      'accountId=0198c0de-0000-7000-8000-000000000000&accountId=1',
      'assetType=bond',
      'assetType=',
      'direction=LONG&direction=UP',
      'symbol=a&symbol=%22',
      'nothing=1',
      'tag=%00',
      'tag=a&tag=%20',
      'from[]=2026-01-01',
    ];
    for (const query of refused)
      expect({ query, reply: await member.get(`/api/user/stats?${query}`) }).toMatchObject({
        query,
        reply: { status: 422 },
      });
  });

  it('take as many values as fifty, and the same one any number of times', async () => {
    expect(await member.get(`/api/user/stats?${many(51)}`)).toMatchObject({ status: 422 });
    for (const query of [many(50), 'tag=a&'.repeat(60)])
      expect(await member.get(`/api/user/stats?${query}`)).toMatchObject({ status: 200 });
  });
});

/** Trades that differ in every trait: four of one account, one of another, one of none. */
async function variety(): Promise<{ a: string; b: string }> {
  const [{ id: a }, { id: b }] = [await account('1000'), await account('500')];
  await trade('10', '2026-01-05T15:30:00Z', { accountId: a, tags: ['x', 'y'] });
  await trade('-4', '2026-01-06T16:30:00Z', { accountId: a, symbol: 'MSFT', direction: 'SHORT', exitPrice: '1004' });
  // At 22:30 of the Sunday before, in New York.
  await trade('3', '2026-02-02T03:30:00Z', { accountId: b, tags: ['y'], symbol: 'BTC-USD', assetType: 'crypto' });
  await trade('-1', '2026-01-06T17:30:00Z', { tags: ['x'] });
  const fill = (type: string, at: string, price: string) => ({
    type,
    at,
    quantity: type === 'open' ? '2' : '1',
    price,
  });
  const executions = [fill('open', '2026-01-05T15:00:00Z', '10'), fill('close', '2026-01-07T15:00:00Z', '12')];
  const open = { accountId: a, symbol: 'AAPL', assetType: 'stock', direction: 'LONG', executions };
  expect(await member.send('POST', '/api/user/trades', open)).toMatchObject({ status: 201, body: { status: 'open' } });
  return { a, b };
}

describe('filters of several values', () => {
  it('let through any value of each, and what passes all of them, in every list and figure', async () => {
    const { a, b } = await variety();
    for (const [query, nets] of [
      [`accountId=${a}&accountId=${b}`, ['10', '-4', '3', '2']],
      [`accountId=${b}&accountId=${b}`, ['3']],
      ['symbol=msft&symbol=BTC-USD', ['-4', '3']],
      ['assetType=crypto&assetType=option', ['3']],
      ['direction=LONG&direction=SHORT', ['10', '-4', '3', '-1', '2']],
      ['tag=x&tag=y', ['10', '3', '-1']],
      [`tag=x&tag=y&accountId=${a}&accountId=${b}&symbol=AAPL`, ['10']],
      ['symbol=AAPL&from=2026-01-06&to=2026-01-06', ['-1']],
    ] as const) {
      const net = String(nets.reduce((total, each) => total + Number(each), 0));
      const closed = nets.filter((each) => each !== '2').length;
      for (const path of ['/api/user/trades', '/api/trades'])
        expect({
          query,
          nets: (await get<Page<TradeAnswer>>(`${path}?${query}`)).items.map((each) => each.netPnl).sort(),
        }).toEqual({ query, nets: [...nets].sort() });
      expect((await stats(`?${query}`)).currencies).toMatchObject([
        { netPnl: net, closedTrades: closed, openTrades: nets.length - closed },
      ]);
      const { currencies } = await get<DaysAnswer>(`/api/user/stats/days?${query}`);
      const days = currencies[0]?.days ?? [];
      expect(String(days.reduce((total, day) => total + Number(day.netPnl), 0))).toBe(net);
    }
  });

  it('start from the balances of all accounts that they name, and fall in the order in which things happened', async () => {
    const { a, b } = await variety();
    await member.send('PUT', `/api/user/accounts/${b}/balance`, {
      balance: '700',
      reason: 'deposit',
      at: '2026-01-06T12:00:00Z',
    });
    await account('99999');
    const both = `accountId=${a}&accountId=${b}`;
    expect((await stats(`?${both}`)).currencies).toMatchObject([
      { totalAccounts: 2, totalBalance: '1711', netPnl: '11', maxDrawdown: { amount: '4', percent: '0.0023' } },
    ]);
    const { currencies } = await get<EquityAnswer>(`/api/user/stats/equity?${both}&from=2026-01-06`);
    expect(currencies[0]?.points.map(({ day, equity }) => [day, equity])).toEqual([
      ['2026-01-05', '1500'],
      ['2026-01-06', '1696'],
      ['2026-01-07', '1698'],
      ['2026-02-01', '1701'],
    ]);
  });
});

describe('a breakdown', () => {
  const breakdown = async (query: string) => {
    const { currencies } = await get<BreakdownAnswer>(`/api/user/stats/breakdown?by=${query}`);
    return currencies.map(({ currency, groups }) => [
      currency,
      ...groups.map(({ key, netPnl, closedTrades }) => `${key}: ${netPnl} of ${closedTrades}`),
    ]);
  };

  it('has a group for each value, in order, by the clock and the calendar of the member', async () => {
    const { a, b } = await variety();
    for (const [by, groups] of [
      ['symbol', ['AAPL: 11 of 2', 'BTC-USD: 3 of 1', 'MSFT: -4 of 1']],
      ['weekday', ['1: 10 of 1', '2: -5 of 2', '3: 2 of 0', '7: 3 of 1']],
      ['hour', ['10: 12 of 1', '11: -4 of 1', '12: -1 of 1', '22: 3 of 1']],
      ['assetType', ['crypto: 3 of 1', 'stock: 7 of 3']],
      ['direction', ['LONG: 14 of 3', 'SHORT: -4 of 1']],
      ['tag', [': -2 of 1', 'x: 9 of 2', 'y: 13 of 2']],
      ['account', [': -1 of 1', ...[`${a}: 8 of 2`, `${b}: 3 of 1`].sort()]],
      ['month', ['2026-01: 7 of 3', '2026-02: 3 of 1']],
    ] as const)
      expect({ by, groups: await breakdown(by) }).toEqual({ by, groups: [['USD', ...groups]] });
  });

  it('says the rest of a group, too', async () => {
    await variety();
    expect(await get('/api/user/stats/breakdown?by=tag&tag=x')).toEqual({
      version: expect.any(Number),
      metrics: 1,
      by: 'tag',
      currencies: [
        {
          currency: 'USD',
          groups: [
            {
              key: 'x',
              closedTrades: 2,
              wins: 1,
              losses: 1,
              breakeven: 0,
              winRate: '0.5',
              netPnl: '9',
              grossPnl: '9',
              fees: '0',
              averageWin: '10',
              averageLoss: '-1',
              profitFactor: '10',
              expectancy: '4.5',
            },
            expect.objectContaining({ key: 'y', netPnl: '10', profitFactor: null }),
          ],
        },
      ],
    });
  });

  it('takes the filters of the statistics', async () => {
    const { a, b } = await variety();
    expect(await breakdown(`weekday&accountId=${a}&to=2026-01-06`)).toEqual([['USD', '1: 10 of 1', '2: -4 of 1']]);
    expect(await breakdown(`weekday&accountId=${a}&from=2026-01-06`)).toEqual([['USD', '2: -4 of 1', '3: 2 of 0']]);
    expect(await breakdown(`month&accountId=${a}&accountId=${b}&tag=y`)).toEqual([
      ['USD', '2026-01: 10 of 1', '2026-02: 3 of 1'],
    ]);
    expect(await breakdown('hour&symbol=AAPL&from=2026-01-06')).toEqual([['USD', '10: 2 of 0', '12: -1 of 1']]);
    expect(await breakdown('symbol&tag=nothing')).toEqual([]);
  });

  it('keeps currencies apart', async () => {
    const { id } = await account('500', { currency: 'EUR' });
    await account('500', { currency: 'GBP' });
    await trade('5', '2026-01-05T18:00:00Z', { accountId: id });
    await trade('7', '2026-01-05T18:00:00Z');
    for (const by of ['symbol', 'month'])
      expect((await breakdown(by)).map(([currency, group]) => [currency, group?.split(': ')[1]])).toEqual([
        ['EUR', '5 of 1'],
        ['USD', '7 of 1'],
      ]);
  });

  it('refuses what it is not made by', async () => {
    for (const query of ['', 'by=', 'by=notes', 'by=symbol&by=hour', 'by=__proto__', 'by=symbol&assetType=bond'])
      expect({ query, reply: await member.get(`/api/user/stats/breakdown?${query}`) }).toMatchObject({
        query,
        reply: { status: 422 },
      });
  });
});

describe('figures of the accounts', () => {
  it('are of each account alone, in the order of the list', async () => {
    const { a, b } = await variety();
    const { id: idle } = await account('7');
    const deposit = { balance: '1108', reason: 'deposit', at: '2026-03-01T12:00:00Z' };
    await member.send('PUT', `/api/user/accounts/${a}/balance`, deposit);
    await member.send('POST', `/api/user/accounts/${b}/close`);
    expect((await get<AccountFiguresAnswer>('/api/user/stats/accounts')).accounts).toEqual([
      {
        accountId: a,
        closedTrades: 2,
        openTrades: 1,
        netPnl: '8',
        lastActivityAt: '2026-03-01T12:00:00.000Z',
        sparkline: ['1010', '1006', '1008', '1108'],
      },
      {
        accountId: b,
        closedTrades: 1,
        openTrades: 0,
        netPnl: '3',
        lastActivityAt: '2026-02-02T03:30:00.000Z',
        sparkline: ['503'],
      },
      { accountId: idle, closedTrades: 0, openTrades: 0, netPnl: '0', lastActivityAt: null, sparkline: [] },
    ]);
  });

  it('know the entry of an open trade and a partial exit as activity', async () => {
    const { id } = await account('1000');
    const trades = async () => (await get<AccountFiguresAnswer>('/api/user/stats/accounts')).accounts[0];
    const { id: tradeId } = await trade('0', '', {
      accountId: id,
      quantity: '2',
      exitPrice: undefined,
      exitAt: undefined,
    });
    expect(await trades()).toMatchObject({ openTrades: 1, lastActivityAt: '2026-01-02T15:00:00.000Z', sparkline: [] });
    const exit = { type: 'close', at: '2026-01-09T15:00:00Z', quantity: '1', price: '1001' };
    await member.send('POST', `/api/user/trades/${tradeId}/executions`, exit);
    expect(await trades()).toMatchObject({
      openTrades: 1,
      closedTrades: 0,
      netPnl: '1',
      lastActivityAt: '2026-01-09T15:00:00.000Z',
      sparkline: ['1001'],
    });
  });
});
