import type {
  AccountAnswer,
  AccountCommandAnswer,
  DaysAnswer,
  EquityAnswer,
  Page,
  StatsAnswer,
  TradeAnswer,
  TradeCommandAnswer,
} from '@singularity/contract';
import type { Browser } from '../testing/browser.js';
import { startTestApp } from '../testing/test-app.js';
import type { TestApp } from '../testing/test-app.js';

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

  it.each([
    'from=2026-02-31',
    'accountId=1',
    'assetType=bond',
    'symbol=a&symbol=b',
    'nothing=1',
    'tag=%00',
    'from[]=2026-01-01',
  ])('refuse %s', async (query) => {
    expect(await member.get(`/api/user/stats?${query}`)).toMatchObject({ status: 422 });
  });
});
