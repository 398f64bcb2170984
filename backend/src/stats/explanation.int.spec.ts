import fc from 'fast-check';
import { decimal, exactly, FIGURE_RULES, figureOf, FIGURES, sum, toText } from '@singularity/domain';
import type { Figure } from '@singularity/domain';
import type {
  AccountCommandAnswer,
  ContributionAnswer,
  ExplainAnswer,
  StatsAnswer,
  TradeCommandAnswer,
} from '@singularity/contract';
import type { Browser } from '../../testing/browser.js';
import { steps } from '../../testing/ledger-steps.js';
import type { Known } from '../../testing/ledger-steps.js';
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

async function get<Answer>(path: string): Promise<Answer> {
  const reply = await member.get(path);
  if (reply.status !== 200) throw new Error(`${path}: ${reply.text}`);
  return reply.body as Answer;
}

const explain = (figure: Figure, query = '') =>
  get<ExplainAnswer>(`/api/user/stats/explain?figure=${figure}&currency=USD&${query}`);

/** All pages as one. */
async function explainAll(figure: Figure, query: string, limit: number): Promise<ExplainAnswer> {
  const first = await explain(figure, `${query}&limit=${limit}`);
  const items = [...first.items];
  for (let next = first.nextCursor; next !== null;) {
    const page = await explain(figure, `${query}&limit=${limit}&cursor=${next}`);
    expect({ ...page, items: [], nextCursor: null }).toEqual({ ...first, summary: null, items: [], nextCursor: null });
    items.push(...page.items);
    next = page.nextCursor;
  }
  return { ...first, items, nextCursor: null };
}

const sumOf = (items: readonly { readonly contribution: string }[]) =>
  toText(sum(items.map(({ contribution }) => decimal(exactly(contribution)))));

async function account(startingBalance: string, more: object = {}): Promise<AccountCommandAnswer> {
  const body = { platform: 'Tradier', name: 'Main', startingBalance, currency: 'USD', ...more };
  return (await member.send('POST', '/api/user/accounts', body)).body as AccountCommandAnswer;
}

function fill(type: string, at: string, quantity: string, money: { price: string; fees?: string }) {
  return { type, at, quantity, ...money };
}

async function trade(executions: readonly object[], more: object = {}): Promise<TradeCommandAnswer> {
  const body = { symbol: 'AAPL', assetType: 'stock', direction: 'LONG', executions, ...more };
  const reply = await member.send('POST', '/api/user/trades', body);
  expect(reply).toMatchObject({ status: 201 });
  return reply.body as TradeCommandAnswer;
}

/** In and out at once, with so much won or lost. */
const closed = (net: string, at: string, more: object = {}) =>
  trade(
    [
      fill('open', '2026-01-02T15:00:00Z', '1', { price: '1000' }),
      fill('close', at, '1', { price: String(1000 + Number(net)) }),
    ],
    more,
  );

const seen = ({ items }: ExplainAnswer) =>
  items.map(({ symbol, contribution, result }: ContributionAnswer) => [symbol, contribution, result]);

describe('any ledger', () => {
  let most = 0;

  it('has figures that are those of the statistics, made of what adds up to them, now and in the past', async () => {
    const known: Known = { accounts: [], trades: [] };
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 25, maxLength: 25 }), fc.nat(100), async (taken, turn) => {
        for (const step of taken) expect((await step(member, known)).status).toBeLessThan(500);
        const of = (ids: readonly string[], index: number) => ids[index % ids.length] ?? '';
        const [one, two] = [of(known.accounts, turn), of(known.accounts, turn + 1)];
        const filters = ['', one && `accountId=${one}&accountId=${two}`, 'symbol=AAPL&symbol=9', 'from=2026-03-08'];
        const more = [
          'tag=gap&direction=LONG',
          'from=2026-03-07&to=2026-03-10',
          one && `accountId=${one}&to=2026-03-09`,
        ];
        for (const [index, figure] of FIGURES.entries()) {
          await isTrue(figure, filters[(turn + index) % filters.length] ?? '');
          await isTrue(figure, more[(turn + index) % more.length] ?? '');
        }
      }),
      { numRuns: 5, endOnFailure: true },
    );
    expect(most).toBeGreaterThan(4);
  }, 300_000);

  async function isTrue(figure: Figure, filter: string): Promise<void> {
    const { version, currencies } = await get<StatsAnswer>(`/api/user/stats?${filter}`);
    const statistics = currencies.find(({ currency }) => currency === 'USD');
    const whole = await explain(figure, `${filter}&limit=200`);
    const asked = { figure, filter };
    most = Math.max(most, whole.items.length);
    if (statistics)
      expect({ ...asked, value: whole.summary?.value }).toEqual({ ...asked, value: figureOf(figure, statistics) });
    expect(await explainAll(figure, filter, 2)).toEqual(whole);
    expect(await explain(figure, `${filter}&limit=200&asOfVersion=${version}`)).toEqual(whole);
    const { from } = FIGURE_RULES[figure];
    if (from === 'realizations')
      expect({ ...asked, sum: sumOf(whole.items) }).toEqual({ ...asked, sum: whole.summary?.value });
    if (from === 'accounts') expect(sumOf(whole.items)).toBe(whole.summary?.parts.realizedNet);
    if (figure.endsWith('Trades'))
      expect({ ...asked, count: String(whole.items.length) }).toEqual({ ...asked, count: whole.summary?.value });
  }
});

describe('money', () => {
  it('is what was realized in the range, of trades that are open still as well', async () => {
    const scaled = await trade([
      fill('open', '2026-01-05T15:00:00Z', '3', { price: '100', fees: '3' }),
      fill('close', '2026-01-05T16:00:00Z', '1', { price: '150' }),
      fill('close', '2026-01-06T16:00:00Z', '1', { price: '80' }),
    ]);
    await closed('-25', '2026-01-05T18:00:00Z', { symbol: 'MSFT' });
    expect(seen(await explain('netPnl'))).toEqual([
      ['AAPL', '28', null],
      ['MSFT', '-25', null],
    ]);
    const monday = await explain('netPnl', 'from=2026-01-05&to=2026-01-05');
    expect(monday).toMatchObject({ summary: { value: '24', parts: { grossPnl: '25', fees: '1' } } });
    expect(monday.items[0]).toEqual({
      id: scaled.id,
      symbol: 'AAPL',
      assetType: 'stock',
      direction: 'LONG',
      side: null,
      strike: null,
      expiration: null,
      status: 'open',
      at: '2026-01-05T16:00:00.000Z',
      contribution: '49',
      result: null,
    });
    expect(seen(await explain('fees'))).toEqual([['AAPL', '2', null]]);
    expect(seen(await explain('openTrades'))).toEqual([['AAPL', '28', null]]);
    expect(seen(await explain('expectancy'))).toEqual([['MSFT', '-25', 'loss']]);
  });

  it('won on Monday is part of a trade that is won as a whole on Tuesday', async () => {
    await trade([
      fill('open', '2026-01-05T15:00:00Z', '2', { price: '1000' }),
      fill('close', '2026-01-05T16:00:00Z', '1', { price: '2000' }),
      fill('close', '2026-01-06T16:00:00Z', '1', { price: '800' }),
    ]);
    const tuesday = 'from=2026-01-06&to=2026-01-06';
    expect(await explain('netPnl', tuesday)).toMatchObject({
      summary: { value: '-200' },
      items: [{ contribution: '-200' }],
    });
    expect(await explain('averageWin', tuesday)).toMatchObject({
      summary: { value: '800', parts: { winNet: '800', wins: '1' } },
      items: [{ contribution: '800', result: 'win' }],
    });
  });
});

describe('a formula', () => {
  it('has the numbers that it divides', async () => {
    for (const [net, day] of [
      ['30', '05'],
      ['-20', '06'],
      ['12', '07'],
      ['0', '08'],
    ] as const)
      await closed(net, `2026-01-${day}T18:00:00Z`, { symbol: `S${day}` });
    expect(await explain('profitFactor')).toMatchObject({
      summary: { value: '2.1', parts: { positiveNet: '42', negativeNet: '-20' } },
    });
    expect(seen(await explain('profitFactor'))).toEqual([
      ['S05', '30', 'win'],
      ['S06', '-20', 'loss'],
      ['S07', '12', 'win'],
    ]);
    expect((await explain('winRate')).summary?.parts).toEqual({
      wins: '2',
      losses: '1',
      breakeven: '1',
      closedTrades: '4',
      winRateDecided: '0.6667',
    });
  });

  it('of a streak or a fall is told in the order of time', async () => {
    for (const [net, day] of [
      ['30', '05'],
      ['-5', '06'],
      ['0', '07'],
      ['-20', '08'],
      ['1', '09'],
    ] as const)
      await closed(net, `2026-01-${day}T18:00:00Z`, { symbol: `S${day}` });
    expect(seen(await explain('longestLossStreak'))).toEqual([
      ['S06', '-5', 'loss'],
      ['S08', '-20', 'loss'],
    ]);
    expect(seen(await explain('currentStreak'))).toEqual([['S09', '1', 'win']]);
    const fall = await explain('maxDrawdown');
    expect(fall).toMatchObject({
      summary: {
        value: '25',
        parts: { peak: '30', trough: '5', percent: null, peakDay: '2026-01-05', troughDay: '2026-01-08' },
      },
    });
    expect(seen(fall)).toEqual([
      ['S06', '-5', null],
      ['S08', '-20', null],
    ]);
  });
});

describe('the total balance', () => {
  it('is made of its accounts, whatever the range and the other filters', async () => {
    const main = await account('1000');
    const other = await account('500', { name: 'Other' });
    await account('7', { currency: 'EUR' });
    const put = (balance: string, reason: string) =>
      member.send('PUT', `/api/user/accounts/${main.id}/balance`, { balance, reason });
    await closed('40', '2026-01-05T18:00:00Z', { accountId: main.id });
    await closed('99', '2026-01-05T18:00:00Z');
    await put('1240', 'deposit');
    await put('1140', 'withdrawal');
    await put('1137.5', 'fee');
    await put('1138', 'correction');
    const answer = await explain('totalBalance', 'from=2026-02-01&symbol=NONE');
    expect(answer).toMatchObject({
      summary: {
        value: '1638',
        parts: {
          startingBalance: '1500',
          deposits: '200',
          withdrawals: '-100',
          charges: '-2.5',
          corrections: '0.5',
          realizedNet: '40',
        },
      },
      items: [{ contribution: '40' }],
    });
    expect(answer.summary?.accounts.map(({ accountId, balance }) => [accountId, balance])).toEqual([
      [main.id, '1138'],
      [other.id, '500'],
    ]);
    expect(await explain('totalBalance', `accountId=${other.id}`)).toMatchObject({
      summary: { value: '500' },
      items: [],
    });
  });
});

describe('a query', () => {
  it('about a currency without trades is answered with nothing', async () => {
    expect(await get('/api/user/stats/explain?figure=winRate&currency=CHF')).toMatchObject({
      summary: { value: null },
      items: [],
    });
  });

  it('about the past is answered as it was then', async () => {
    const first = await closed('10', '2026-01-05T18:00:00Z');
    const before = await explain('netPnl');
    await member.send('PATCH', `/api/user/trades/${first.id}`, { exitPrice: '900' });
    await closed('-7', '2026-01-05T18:00:00Z');
    expect(await explain('netPnl', `asOfVersion=${first.ledger.version}`)).toEqual(before);
    expect(seen(await explain('netPnl'))).toEqual([
      ['AAPL', '-100', null],
      ['AAPL', '-7', null],
    ]);
  });

  it('that cannot be answered is refused at the field that is at fault', async () => {
    for (let trades = 0; trades < 2; trades++) await closed('10', '2026-01-05T18:00:00Z');
    const { nextCursor } = await explain('netPnl', 'limit=1');
    const fields = async (query: string) => {
      const { status, body } = await member.get(`/api/user/stats/explain?${query}`);
      return [status, ...(body as { errors: { field: string }[] }).errors.map(({ field }) => field)];
    };
    expect(await fields('figure=luck&currency=USD')).toEqual([422, 'figure']);
    expect(await fields('figure=netPnl')).toEqual([422, 'currency']);
    expect(await fields(`figure=grossPnl&currency=USD&cursor=${nextCursor}`)).toEqual([422, 'cursor']);
    expect(await fields(`figure=grossPnl&currency=USD&cursor=${nextCursor}&asOfVersion=1`)).toEqual([422, 'cursor']);
    expect(await fields('figure=netPnl&currency=USD&limit=0')).toEqual([422, 'limit']);
  });
});
