import fc from 'fast-check';
import type { StatsAnswer } from '@singularity/contract';
import type { Browser } from '../../testing/browser.js';
import { recordingAt } from '../../testing/recording-at.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

let app: TestApp;
/** When commands are recorded: amid the days that things happen on, so that some months are over and others are not. */
let recorded = Date.parse('2023-12-20T12:00:00Z');
beforeAll(async () => {
  app = await startTestApp();
  recordingAt(app, () => recorded);
});
afterAll(() => app.close());

interface Known {
  readonly accounts: readonly string[];
  readonly trades: string[];
}
type Step = (member: Browser, known: Known) => Promise<unknown>;

// Around the ends of months and years in New York, and around the hour at which sessions begin.
const days = fc.constantFrom(
  ...['2023-12-29', '2023-12-31', '2024-01-01', '2024-01-02', '2024-01-03', '2024-01-31', '2024-02-01', '2024-02-29'],
  ...['2024-03-01', '2024-06-05', '2024-06-06', '2024-12-31', '2025-01-01', '2025-01-02', '2025-07-04', '2027-02-28'],
);
const moments = fc
  .tuple(days, fc.constantFrom('04:30', '15:00', '22:59', '23:00', '23:30'))
  .map(([day, time]) => `${day}T${time}:00Z`);

const exits = fc.record({
  exitAt: moments,
  exitPrice: fc.integer({ min: 97, max: 103 }).map(String),
  tags: fc.subarray(['gap', 'late']),
});
const which = fc.nat(1_000);
const of = (ids: readonly string[], index: number) => ids[index % ids.length] ?? 'none';

const adds = fc.tuple(exits, fc.option(which)).map(([exit, account]): Step => async (member, { accounts, trades }) => {
  const entry = { quantity: '1', entryPrice: '100', entryAt: '2023-12-01T15:00:00Z', fees: '0.1' };
  const accountId = account === null ? null : of(accounts, account);
  const body = { symbol: 'AAPL', assetType: 'stock', direction: 'LONG', accountId, ...entry, ...exit };
  const { status, body: answer } = await member.send('POST', '/api/user/trades', body);
  expect(status).toBe(201);
  trades.push((answer as { id: string }).id);
});
const edits = fc.tuple(exits, which).map(
  ([exit, index]): Step =>
    (member, { trades }) =>
      member.send('PATCH', `/api/user/trades/${of(trades, index)}`, exit),
);
const removals = which.map(
  (index): Step =>
    (member, { trades }) =>
      member.send('DELETE', `/api/user/trades/${of(trades, index)}`),
);
const flows = fc.tuple(which, moments, fc.nat(2_000)).map(([index, at, balance]): Step => (member, { accounts }) => {
  const body = { balance: String(balance), reason: 'deposit', at };
  return member.send('PUT', `/api/user/accounts/${of(accounts, index)}/balance`, body);
});
const pauses = fc.constantFrom(1, 12, 33).map((days): Step => () => {
  recorded += days * 86_400_000;
  return Promise.resolve();
});
const steps = fc.oneof(
  { weight: 5, arbitrary: adds },
  { weight: 1, arbitrary: edits },
  { weight: 1, arbitrary: removals },
  { weight: 1, arbitrary: flows },
  { weight: 2, arbitrary: pauses },
);

const questions = fc
  .record({
    path: fc.constantFrom('', '/equity', '/days', '/breakdown', '/setups', '/accounts'),
    span: fc.record({ from: days, to: days }, { requiredKeys: [] }),
    account: fc.option(which),
    by: fc.constantFrom('weekday', 'month'),
    points: fc.constantFrom('', '10', '12', 'all'),
  })
  .filter(({ span: { from, to } }) => from === undefined || to === undefined || from <= to)
  .map(({ path, span, account, by, points }) => (accounts: readonly string[]) => {
    const query = new URLSearchParams(path === '/accounts' ? {} : span);
    if (account !== null && path !== '/accounts') query.set('accountId', of(accounts, account));
    if (path === '/breakdown') query.set('by', by);
    if (points && (path === '/equity' || path === '/days')) query.set('points', points);
    return `/api/user/stats${path}?${String(query)}`;
  });

async function begin(): Promise<{ readonly member: Browser; readonly known: Known }> {
  const member = await app.signIn('one');
  const accounts: string[] = [];
  for (const tradingDay of ['midnight', 'session']) {
    const account = { platform: 'Tradier', name: tradingDay, startingBalance: '1000', currency: 'USD', tradingDay };
    accounts.push(((await member.send('POST', '/api/user/accounts', account)).body as { id: string }).id);
  }
  return { member, known: { accounts, trades: [] } };
}

it('what is asked of any days is what these days alone say, and a replay finds the same buckets', async () => {
  const { member, known } = await begin();
  await fc.assert(
    fc.asyncProperty(
      fc.array(steps, { minLength: 6, maxLength: 12 }),
      fc.array(questions, { minLength: 12, maxLength: 12 }),
      async (all, asked) => {
        for (const step of all) await step(member, known);
        expect(await app.audit()).toEqual([]);
        const { version } = (await member.get('/api/user/stats')).body as StatsAnswer;
        for (const question of asked) {
          const address = question(known.accounts);
          const { status, text } = await member.get(address);
          expect([address, status]).toEqual([address, 200]);
          // The past is folded day by day, and knows nothing of longer buckets.
          expect((await member.get(`${address}&asOfVersion=${version}`)).text).toBe(text);
        }
      },
    ),
    { numRuns: 15, endOnFailure: true },
  );
}, 240_000);

describe('a long series', () => {
  const { from, count } = { from: Date.parse('2020-01-01T15:00:00Z'), count: 30 };
  let member: Browser;
  beforeAll(async () => {
    member = await app.signIn('two');
    for (let n = 0; n < count; n++) {
      const at = (more: number) => new Date(from + (n * 17 + more) * 86_400_000).toISOString();
      const entry = { quantity: '1', entryPrice: '100', entryAt: at(0) };
      const exit = { exitPrice: String(100 + ((n * 7) % 11) - 5), exitAt: at(0) };
      const trade = { symbol: 'AAPL', assetType: 'stock', direction: 'LONG', ...entry, ...exit };
      expect(await member.send('POST', '/api/user/trades', trade)).toMatchObject({ status: 201 });
    }
  });
  const read = async <Answer>(path: string) => (await member.get(`/api/user/stats${path}`)).body as Answer;

  it('is whole where it is short enough or all is asked for', async () => {
    for (const points of ['', '?points=all', `?points=${count}`]) {
      expect(await read(`/days${points}`)).toMatchObject({ grain: 'day', currencies: [{ days: { length: count } }] });
      const equity = { whole: true, currencies: [{ points: { length: count + 1 } }] };
      expect(await read(`/equity${points}`)).toMatchObject(equity);
    }
  });

  it('is put together by months, and by years, and clipped to what is asked for', async () => {
    const months = await read('/days?points=20&from=2020-01-10&to=2021-05-10');
    expect(months).toMatchObject({
      grain: 'month',
      currencies: [
        { days: expect.arrayContaining([expect.objectContaining({ day: '2020-02-01', to: '2020-02-29' })]) },
      ],
    });
    const [{ days }] = (months as { currencies: [{ days: { day: string; to: string }[] }] }).currencies;
    expect([days[0], days.at(-1)]).toMatchObject([
      { day: '2020-01-10', to: '2020-01-31' },
      { day: '2021-05-01', to: '2021-05-10' },
    ]);
    expect(await read('/days?points=10')).toMatchObject({
      grain: 'year',
      currencies: [
        {
          days: [
            { day: '2020-01-01', to: '2020-12-31' },
            { day: '2021-01-01', to: '2021-12-31' },
          ],
        },
      ],
    });
    expect(await read('/equity?points=10')).toMatchObject({ whole: false });
  });

  it.each(['0', '9', '10001', '1e3', 'ALL', ''])('is refused for points=%s', async (points) => {
    const { status, body } = await member.get(`/api/user/stats/days?points=${points}`);
    expect([status, body]).toMatchObject([422, { errors: [{ field: 'points' }] }]);
  });
});
