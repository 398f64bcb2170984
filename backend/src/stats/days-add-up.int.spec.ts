import fc from 'fast-check';
import type { DaySheetAnswer, DaysAnswer, StatsAnswer, TradePage, TradeTotals } from '@singularity/contract';
import { decimal, sum, toText } from '@singularity/domain';
import type { DecimalText } from '@singularity/domain';
import type { Browser } from '../../testing/browser.js';
import { steps } from '../../testing/ledger-steps.js';
import type { Known } from '../../testing/ledger-steps.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const day = fc.integer({ min: 1, max: 18 }).map((n) => `2026-03-${String(n).padStart(2, '0')}`);
const periods: fc.Arbitrary<Record<string, string>> = fc.oneof(
  day.map((one) => ({ from: one, to: one })),
  fc.tuple(day, day).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a })),
  day.map((from) => ({ from })),
  day.map((to) => ({ to })),
  fc.constant({}),
);
const filters = fc.constantFrom<Record<string, string>>(
  {},
  {},
  { direction: 'LONG' },
  { symbol: 'AAPL' },
  { tag: 'gap' },
);

type Row = Readonly<Record<string, string | number | null>>;

const total = (amounts: readonly (string | undefined)[]) =>
  toText(sum(amounts.map((amount) => decimal((amount ?? '0') as DecimalText))));

/** What each of the four places says about a period, by currency; where nothing happened nothing is said. */
async function toldBy(member: Browser, query: Record<string, string>) {
  const read = async <Answer>(path: string, more = {}) => {
    const { status, body, text } = await member.get(`${path}?${String(new URLSearchParams({ ...query, ...more }))}`);
    if (status !== 200) throw new Error(text);
    return body as Answer;
  };
  const calendar = await read<DaysAnswer>('/api/user/stats/days');
  const stats = await read<StatsAnswer>('/api/user/stats');
  const totals = await read<TradeTotals>('/api/user/trades/totals');
  const items: TradePage['items'][number][] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: TradePage = await read('/api/user/trades', { limit: '3', ...(cursor && { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  // Without days the list says what each trade realized so far.
  const net = (item: TradePage['items'][number]) => item.realizedNet ?? item.netPnl ?? '0';
  const list = [...Map.groupBy(items, ({ currency }) => currency)].sort(([a], [b]) => (a < b ? -1 : 1));
  const notNothing = ({ net, closed }: Row) => net !== '0' || (closed ?? 0) !== 0;
  return {
    calendar: calendar.currencies
      .map(({ currency, days }) => ({
        currency,
        net: total(days.map(({ netPnl }) => netPnl)),
        closed: days.reduce((count, { closedTrades }) => count + closedTrades, 0),
      }))
      .filter(notNothing),
    stats: stats.currencies
      .map(({ currency, netPnl, closedTrades }) => ({ currency, net: netPnl, closed: closedTrades }))
      .filter(notNothing),
    totals: totals.currencies
      .map(({ currency, realizedNet, wins, losses, breakeven }) => ({
        currency,
        net: realizedNet,
        closed: wins + losses + breakeven,
      }))
      .filter(notNothing),
    list: list.map(([currency, all]) => ({ currency, net: total(all.map(net)), trades: all.length })),
    counted: totals.currencies.map(({ currency, realizedNet, trades }) => ({ currency, net: realizedNet, trades })),
    ratios: {
      stats: stats.currencies
        .filter(({ closedTrades }) => closedTrades > 0)
        .map(({ currency, winRate, profitFactor, wins, losses }) => ({
          currency,
          winRate,
          profitFactor,
          wins,
          losses,
        })),
      totals: totals.currencies
        .filter(({ wins, losses, breakeven }) => wins + losses + breakeven > 0)
        .map(({ currency, winRate, profitFactor, wins, losses }) => ({
          currency,
          winRate,
          profitFactor,
          wins,
          losses,
        })),
    },
    count: [totals.count, items.length],
  };
}

/** What the fills of a day made real, by currency. */
async function filled(member: Browser, { from, ...filter }: Record<string, string>) {
  const { to: _to, ...query } = filter;
  const reply = await member.get(`/api/user/days/${from}?${String(new URLSearchParams(query))}`);
  const { fills } = reply.body as DaySheetAnswer;
  const currencies = [...Map.groupBy(fills, ({ currency }) => currency)].sort(([a], [b]) => (a < b ? -1 : 1));
  return currencies.map(([currency, some]) => ({ currency, net: total(some.map((one) => one.realizedNet ?? '0')) }));
}

it('the calendar, the statistics, the list, its totals and the fills of a day tell one sum, now and of the past', async () => {
  const member = await app.signIn('one');
  const known: Known = { accounts: [], trades: [] };
  await fc.assert(
    fc.asyncProperty(
      fc.array(steps, { minLength: 8, maxLength: 14 }),
      fc.array(fc.tuple(periods, filters), { minLength: 4, maxLength: 4 }),
      async (all, asked) => {
        for (const step of all) await step(member, known);
        const { version } = (await member.get('/api/user/stats')).body as StatsAnswer;
        for (const [period, filter] of asked) {
          const told = await toldBy(member, { ...period, ...filter });
          expect(told.stats).toEqual(told.calendar);
          expect(told.totals).toEqual(told.calendar);
          expect(told.list).toEqual(told.counted);
          expect(told.ratios.totals).toEqual(told.ratios.stats);
          expect(told.count[0]).toBe(told.count[1]);
          if (period['from'] && period['from'] === period['to']) {
            const nets = told.stats.map(({ currency, net }) => ({ currency, net })).filter(({ net }) => net !== '0');
            const sheet = await filled(member, { ...period, ...filter });
            expect(sheet.filter(({ net }) => net !== '0')).toEqual(nets);
          }
          expect(await toldBy(member, { ...period, ...filter, asOfVersion: String(version) })).toEqual(told);
        }
      },
    ),
    { numRuns: 15, endOnFailure: true },
  );
}, 240_000);

describe('a partial exit', () => {
  it('is listed on its day with what it made real there, and its trade on the day of its close', async () => {
    const member = await app.signIn('two');
    const trade = {
      symbol: 'AAPL',
      assetType: 'stock',
      direction: 'LONG',
      executions: [
        { type: 'open', at: '2026-03-09T15:00:00Z', quantity: '2', price: '100', fees: '1' },
        { type: 'close', at: '2026-03-10T15:00:00Z', quantity: '1', price: '150' },
        { type: 'close', at: '2026-03-12T15:00:00Z', quantity: '1', price: '80' },
      ],
    };
    expect(await member.send('POST', '/api/user/trades', trade)).toMatchObject({ status: 201 });
    const on = async (path: string, from: string, to = from) =>
      (await member.get(`/api/user/trades${path}?from=${from}&to=${to}`)).body;
    expect(await on('', '2026-03-10')).toMatchObject({
      items: [{ symbol: 'AAPL', netPnl: '29', realizedGross: '50', realizedFees: '0.5', realizedNet: '49.5' }],
    });
    expect(await on('/totals', '2026-03-10')).toMatchObject({
      count: 1,
      currencies: [{ currency: 'USD', trades: 1, wins: 0, losses: 0, winRate: null, realizedNet: '49.5' }],
    });
    expect(await on('', '2026-03-12')).toMatchObject({ items: [{ netPnl: '29', realizedNet: '-20.5' }] });
    expect(await on('/totals', '2026-03-12')).toMatchObject({
      count: 1,
      currencies: [{ trades: 1, wins: 1, losses: 0, winRate: '1', profitFactor: null, realizedNet: '-20.5' }],
    });
    expect(await on('', '2026-03-09')).toEqual({ items: [], nextCursor: null });
    expect(await on('', '2026-03-10', '2026-03-12')).toMatchObject({ items: [{ realizedNet: '29' }] });
    expect(await member.get('/api/user/trades')).not.toMatchObject({ body: { items: [{ realizedNet: '29' }] } });
  });
});
