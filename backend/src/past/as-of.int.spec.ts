import fc from 'fast-check';
import { BREAKDOWNS, FIGURES, TRADE_RESULTS } from '@singularity/domain';
import { TRADE_SORTS } from '@singularity/contract';
import type { Page, StatsAnswer } from '@singularity/contract';
import type { Browser } from '../../testing/browser.js';
import { steps } from '../../testing/ledger-steps.js';
import type { Known } from '../../testing/ledger-steps.js';
import type { TRADE_FILTERS } from '../filter/trade-filter.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

let app: TestApp;
let member: Browser;

beforeAll(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
});
afterEach(async () => expect(await app.audit()).toEqual([]));
afterAll(() => app.close());

async function headOf(browser: Browser): Promise<number> {
  return ((await browser.get('/api/user/stats')).body as StatsAnswer).version;
}

const unknownId = '0195d7a0-0000-7000-8000-000000000000';

/** Each filter of the list with values that let some of a ledger through. What is missing here does not compile. */
const SOME = {
  symbol: 'symbol=AAPL&symbol=9',
  symbolPrefix: 'symbolPrefix=a&symbolPrefix=9',
  accountId: `accountId=${unknownId}`,
  assetType: 'assetType=stock',
  direction: 'direction=SHORT',
  tag: 'tag=gap',
  status: 'status=open',
  result: 'result=win&result=breakeven',
} satisfies Record<keyof typeof TRADE_FILTERS, string>;
const LIST_FILTERS = [...Object.values(SOME), ...TRADE_RESULTS.map((result) => `result=${result}`)];

/** Addresses whose answers depend on all that a ledger knows, with filters that let some of it through. */
function queries({ accounts, trades }: Known, turn: number): readonly string[] {
  const [one = unknownId, two = unknownId] = [accounts[turn % accounts.length], accounts[(turn + 1) % accounts.length]];
  const filters = [
    '',
    `accountId=${one}`,
    `accountId=${one}&accountId=${two}`,
    'symbol=AAPL&symbol=9',
    'tag=gap&direction=LONG',
    `tag=${encodeURIComponent('Äpfel, reif')}&assetType=stock`,
    'from=2026-03-08&to=2026-03-10',
    `from=2026-03-09&accountId=${two}`,
    'to=2026-03-09&symbol=MSFT',
  ];
  const stats = ['', '/equity', '/days', '/setups'].flatMap((path) =>
    filters.map((filter) => `/api/user/stats${path}?${filter}`),
  );
  const breakdowns = BREAKDOWNS.flatMap((by, index) =>
    [filters[0], filters[1 + ((turn + index) % 8)]].map((filter) => `/api/user/stats/breakdown?by=${by}&${filter}`),
  );
  // Two at a time: all of them are compared with the past where they are explained.
  const explanations = [0, 1].map(
    (next) =>
      `/api/user/stats/explain?figure=${FIGURES[(2 * turn + next) % FIGURES.length]}&currency=USD&${filters[turn % 9]}`,
  );
  const lists = TRADE_SORTS.flatMap((sort) => [`sort=${sort}&order=asc`, `sort=${sort}&order=desc&limit=4`]);
  const filtered = filters.map((filter, index) => `${filter}&${lists[(turn + index) % lists.length]}`);
  return [
    ...stats,
    ...breakdowns,
    ...explanations,
    '/api/user/stats/accounts?',
    ...[...lists, ...filtered, ...LIST_FILTERS, `status=closed&${filters[6]}`].map(
      (list) => `/api/user/trades?${list}`,
    ),
    '/api/trades?limit=2',
    `/api/user/trades.csv?${filters[turn % 9]}`,
    '/api/user/trades.csv?sort=netPnl&columns=id,netPnl,notes,tags',
    '/api/user/accounts?',
    '/api/accounts?',
    ...['', 'from=2026-03-07', 'to=2026-03-08'].map((span) => `/api/user/days/notes?${span}`),
    ...['2026-03-06', '2026-03-08'].map((day) => `/api/user/days/${day}/note?`),
    ...['2026-03-05', '2026-03-08', '2026-03-10'].map(
      (day) => `/api/user/days/${day}?${filters[turn % 9]?.replace(/(from|to)=[^&]*&?/g, '') ?? ''}`,
    ),
    ...accounts.map((id) => `/api/user/accounts/${id}?`),
    ...[...trades, unknownId].map((id) => `/api/user/trades/${id}?`),
    '/api/user/trades?cursor=nonsense',
  ];
}

interface Answer {
  readonly address: string;
  readonly status: number;
  readonly text: string;
  readonly etag: unknown;
}

async function answerOf(address: string, moreQuery = ''): Promise<Answer> {
  const { status, text, headers } = await member.get(`${address}&${moreQuery}`);
  return { address, status, text, etag: address.includes('.csv') ? undefined : headers.etag };
}

/** The answers of now to one address; of a list with all further pages. */
async function answersTo(address: string): Promise<readonly Answer[]> {
  const answer = await answerOf(address);
  const { nextCursor } = address.includes('trades?') ? (JSON.parse(answer.text) as Page<unknown>) : {};
  if (!nextCursor) return [answer];
  return [answer, ...(await answersTo(`${address.replace(/&cursor=.*/, '')}&cursor=${nextCursor}`))];
}

/** In order, several at a time. */
async function eachOf<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE)
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(work))));
  return results;
}

const AT_ONCE = 8;

it('answers of the past what was answered then, to the byte', async () => {
  const known: Known = { accounts: [], trades: [] };
  const seen = new Map<number, readonly Answer[]>();
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 12, maxLength: 12 }), async (taken) => {
      for (const step of taken) expect((await step(member, known)).status).toBeLessThan(500);
      const version = await headOf(member);
      seen.set(version, (await eachOf(queries(known, seen.size), answersTo)).flat());
    }),
    { numRuns: 6, endOnFailure: true },
  );
  // Not in their order, so that folds begin from earlier ones and from nothing.
  const versions = [...seen.keys()].sort((a, b) => (a % 3) - (b % 3) || a - b);
  for (const version of versions) {
    const then = seen.get(version) ?? [];
    const now = await eachOf(then, ({ address }) => answerOf(address, `asOfVersion=${version}`));
    expect({ version, answers: now }).toEqual({ version, answers: then });
  }
  const statuses = new Set([...seen.values()].flat().map(({ status }) => status));
  expect([...statuses].sort()).toEqual([200, 404, 422]);
}, 300_000);
