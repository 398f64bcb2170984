import fc from 'fast-check';
import type {
  AccountCommandAnswer,
  RealizedCurrency,
  RealizedReport,
  RealizedRow,
  StatsAnswer,
} from '@singularity/contract';
import { decimal, sum, toText } from '@singularity/domain';
import type { DecimalText } from '@singularity/domain';
import type { Browser } from '../../testing/browser.js';
import { steps } from '../../testing/ledger-steps.js';
import type { Known } from '../../testing/ledger-steps.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

const REPORT = '/api/user/reports/realized';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const total = (amounts: readonly string[]) => toText(sum(amounts.map((amount) => decimal(amount as DecimalText))));

async function reportOf(member: Browser, query: Record<string, string>): Promise<RealizedReport> {
  const { status, text } = await member.get(`${REPORT}?${String(new URLSearchParams(query))}`);
  expect(status).toBe(200);
  return JSON.parse(text) as RealizedReport;
}

function expectSums({ currency, accounts, months, ...sums }: RealizedCurrency, report: RealizedReport): void {
  const rows = report.rows.filter((row) => row.currency === currency);
  for (const name of ['proceeds', 'cost', 'gross', 'fees', 'net'] as const)
    for (const parts of [rows, accounts, months]) expect(total(parts.map((part) => part[name]))).toBe(sums[name]);
  expect(sums.exits).toBe(rows.length);
}

function expectToAddUp({ proceeds, cost, gross, fees, net }: RealizedRow): void {
  expect(total([gross, cost])).toBe(proceeds);
  expect(total([net, fees])).toBe(gross);
}

it('comes to what the statistics of the year say, and its rows, accounts and months to its sums', async () => {
  const member = await app.signIn('one');
  const known: Known = { accounts: [], trades: [] };
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 8, maxLength: 14 }), async (all) => {
      for (const step of all) await step(member, known);
      for (const accountId of [undefined, ...known.accounts.slice(0, 2)]) {
        const of: Record<string, string> = accountId === undefined ? {} : { accountId };
        const report = await reportOf(member, { year: '2026', ...of });
        const days = new URLSearchParams({ from: '2026-01-01', to: '2026-12-31', ...of });
        const stats = (await member.get(`/api/user/stats?${String(days)}`)).body as StatsAnswer;
        const realized = stats.currencies.filter(({ grossPnl, fees }) => grossPnl !== '0' || fees !== '0');
        const told = report.currencies.filter(({ gross, fees }) => gross !== '0' || fees !== '0');
        expect(told.map(({ currency, gross, fees, net }) => [currency, gross, fees, net])).toEqual(
          realized.map(({ currency, grossPnl, fees, netPnl }) => [currency, grossPnl, fees, netPnl]),
        );
        report.currencies.forEach((currency) => expectSums(currency, report));
        report.rows.forEach(expectToAddUp);
      }
    }),
    { numRuns: 6, endOnFailure: true },
  );
}, 120_000);

describe('a year', () => {
  let member: Browser;
  let accountId: string;

  beforeAll(async () => {
    member = await app.signIn('two');
    const account = { platform: 'Tradier', name: '=Main', startingBalance: '1000', currency: 'USD' };
    accountId = ((await member.send('POST', '/api/user/accounts', account)).body as AccountCommandAnswer).id;
    const trade = { accountId, symbol: 'AAPL', assetType: 'stock', quantity: '10', fees: '1' };
    const add = (more: object) => member.send('POST', '/api/user/trades', { ...trade, ...more });
    // In New York the first ends on the last evening of 2025.
    await add({ direction: 'LONG', entryPrice: '1', entryAt: '2025-12-31T15:00:00Z', exitPrice: '2', exitAt: '2026-01-01T04:30:00Z' });
    await add({ direction: 'SHORT', entryPrice: '100', entryAt: '2026-01-05T15:00:00Z', exitPrice: '90', exitAt: '2026-02-06T15:00:00Z' });
    await add({ direction: 'LONG', entryPrice: '100', entryAt: '2026-03-05T15:00:00Z' });
  }); // prettier-ignore

  it('is that of the accounts’ own days; sold first, what was bought later is the cost', async () => {
    expect((await reportOf(member, { year: '2025' })).rows).toMatchObject([{ day: '2025-12-31', net: '9' }]);
    expect(await reportOf(member, { year: '2026', accountId })).toMatchObject({
      year: 2026,
      rows: [
        {
          ...{ day: '2026-02-06', account: '=Main', symbol: 'AAPL', position: 'short', quantity: '10' },
          ...{ openedAt: '2026-01-05T15:00:00.000Z', closedAt: '2026-02-06T15:00:00.000Z' },
          ...{ proceeds: '1000', cost: '900', gross: '100', fees: '1', net: '99' },
        },
      ],
      currencies: [
        {
          ...{ currency: 'USD', exits: 1, proceeds: '1000', cost: '900', gross: '100', fees: '1', net: '99' },
          accounts: [{ accountId, account: '=Main', net: '99' }],
          months: [{ month: '2026-02', net: '99' }],
        },
      ],
    });
    expect(await reportOf(member, { year: '2024' })).toEqual({ year: 2024, rows: [], currencies: [] });
  });

  it('is a file for spreadsheets where that is wanted, with nothing in it that calculates', async () => {
    const asked = await member.get(`${REPORT}?year=2026`, { Accept: 'text/csv' });
    expect(asked.headers['content-disposition']).toContain('singularity-realized-2026.csv');
    const [header, row] = asked.text.split('\r\n');
    expect(header).toMatch(/^\uFEFFday,account,currency,symbol,.*,proceeds,cost,gross,fees,net,tradeId$/);
    expect(row).toMatch(/^2026-02-06,'=Main,USD,AAPL,stock,SHORT,,,short,.*,10,1000,900,100,1,99,/);
    expect((await member.get(`${REPORT}?year=2026&format=csv`)).text).toBe(asked.text);
  });

  it.each(['', 'year=26', 'year=2026&format=pdf', 'year=2026&accountId=x'])('is asked for in full: %s', async (query) =>
    expect((await member.get(`${REPORT}?${query}`)).status).toBe(422),
  );

  it('of the trades, all of a filter come as one list', async () => {
    const { body: page } = await member.get('/api/user/trades?direction=LONG&sort=entryAt');
    const file = await member.get('/api/user/trades.json?direction=LONG&sort=entryAt');
    expect(file.headers['content-type']).toContain('application/json');
    expect(JSON.parse(file.text)).toEqual((page as { items: unknown }).items);
    expect((await member.get('/api/user/trades.json?symbol=NONE')).text).toBe('[]');
  });
});
