import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { screen, within } from '@testing-library/angular';
import type { ContributionAnswer, ExplainAnswer, ExplainSummary } from '@singularity/contract';
import { openPage, settled } from '../testing/render-page';
import { anEntry, pageOf } from '../testing/samples';
import { ExplainSheet } from './explain-sheet';

const EXPLAIN = '/api/user/stats/explain';

function aContribution(difference: Partial<ContributionAnswer> = {}): ContributionAnswer {
  return {
    id: 't1',
    symbol: 'AAPL',
    assetType: 'stock',
    direction: 'LONG',
    side: null,
    strike: null,
    expiration: null,
    status: 'closed',
    at: '2026-01-06T02:00:00.000Z',
    contribution: '100',
    result: null,
    ...difference,
  };
}

function anExplanation({
  value = '75',
  parts = { grossPnl: '78', fees: '3' },
  accounts = [],
  ...difference
}: Partial<ExplainAnswer & ExplainSummary> = {}): ExplainAnswer {
  return {
    version: 3,
    metrics: 1,
    currency: 'USD',
    figure: 'netPnl',
    summary: { value, parts, accounts },
    items: [aContribution(), aContribution({ id: 't2', symbol: 'MSFT', contribution: '-25', status: 'open' })],
    nextCursor: null,
    ...difference,
  };
}

function open(figure: string, query = '') {
  return openPage(`/(sheet:explain/${figure})${query}`, [
    { path: 'explain/:figure', outlet: 'sheet', component: ExplainSheet },
  ]);
}

const rows = () => screen.getAllByRole('button', { expanded: false });

test('a figure is shown with its formula, its parts and the trades that count, under the filter of the page', async () => {
  const { server } = await open('netPnl', '?currency=EUR&tag=news&from=2026-01-01&to=2026-01-31');
  expect(screen.getByText('Loading…')).toBeTruthy();
  const { request } = await server.answer('GET', EXPLAIN, anExplanation({ currency: 'EUR' }));
  expect(request.params.getAll('tag')).toEqual(['news']);
  expect(['figure', 'currency', 'from', 'to'].map((name) => request.params.get(name))).toEqual([
    'netPnl',
    'EUR',
    '2026-01-01',
    '2026-01-31',
  ]);
  const sheet = within(screen.getByRole('dialog', { name: 'Net P&L' }));
  expect(sheet.getByText('+€75.00')).toBeTruthy();
  expect(sheet.getByText('Net P&L = +€78.00 gross − €3.00 fees = +€75.00')).toBeTruthy();
  expect(sheet.getByText('Current filters')).toBeTruthy();
  const [first, second] = rows();
  expect(first!.textContent).toContain('+€100.00');
  // 02:00 in UTC is the evening before in New York.
  expect(first!.textContent).toContain('Jan 5, 2026');
  expect(second!.textContent).toContain('open');
  expect([first, second].map((row) => row!.querySelector<HTMLElement>('.bar')?.style.width)).toEqual(['50%', '12.5%']);
});

test('a trade opens in place to its events, and leads to its page without the sheet', async () => {
  const { user, server } = await open('netPnl');
  await server.answer('GET', EXPLAIN, anExplanation());
  await user.click(screen.getByRole('button', { name: /AAPL/ }));
  await server.answer('GET', '/api/user/trades/t1/history', pageOf(anEntry({ origin: 'import' })));
  const events = within(screen.getByRole('group', { name: 'AAPL history' }));
  expect(events.getByRole('heading', { name: 'Added' })).toBeTruthy();
  expect(events.getByText(/import/i)).toBeTruthy();
  expect(events.getByRole('link', { name: 'Open trade' }).getAttribute('href')).toBe('/trades/t1');
  await user.click(screen.getByRole('button', { name: /AAPL/, expanded: true }));
  expect(screen.queryByRole('group', { name: 'AAPL history' })).toBeNull();
});

test('the list goes on, and says so where it cannot', async () => {
  const { user, server } = await open('netPnl');
  await server.answer('GET', EXPLAIN, anExplanation({ nextCursor: 'next' }));
  await user.click(screen.getByRole('button', { name: 'Show more' }));
  await server.refuse('GET', EXPLAIN, { status: 500, title: 'Nope' });
  await user.click(within(screen.getByRole('alert')).getByRole('button', { name: 'Try again' }));
  const more = anExplanation({
    summary: null,
    items: [aContribution({ id: 't3', symbol: 'NVDA', contribution: '0.01' })],
  });
  const { request } = await server.answer('GET', EXPLAIN, more);
  expect(request.params.get('cursor')).toBe('next');
  expect(rows()).toHaveLength(3);
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  expect(screen.getByText('3 trades loaded')).toBeTruthy();
});

test('a part that is a figure leads on to it, and nothing of the one before stays', async () => {
  const { user, server } = await open('netPnl', '?currency=USD');
  await server.answer('GET', EXPLAIN, anExplanation());
  await user.click(screen.getByRole('link', { name: 'Fees' }));
  await settled();
  expect(TestBed.inject(Router).url).toBe('/(sheet:explain/fees)?currency=USD');
  expect(screen.queryByText('+$75.00')).toBeNull();
  const parts = { grossPnl: '78', netPnl: '75' };
  const items = [aContribution({ contribution: '3' })];
  await server.answer('GET', EXPLAIN, anExplanation({ figure: 'fees', value: '3', parts, items }));
  expect(screen.getByText('Fees = +$78.00 gross − $75.00 net = $3.00')).toBeTruthy();
});

test('a balance names its accounts, and trades that count whole say how', async () => {
  const { server } = await open('totalBalance');
  const flows = { startingBalance: '1000', deposits: '0', withdrawals: '0', charges: '0', corrections: '0' };
  const parts = { ...flows, realizedNet: '40' };
  const accounts = [{ accountId: 'a1', name: 'Swing', ...parts, balance: '1040' }];
  await server.answer(
    'GET',
    EXPLAIN,
    anExplanation({
      figure: 'totalBalance',
      value: '1040',
      parts,
      accounts,
      items: [aContribution({ result: 'win' })],
    }),
  );
  const account = within(screen.getByRole('region', { name: 'Accounts' }));
  expect(account.getByText('$1,040.00')).toBeTruthy();
  expect(account.getByText('$1,000.00 starting balance + $40.00 realized P&L')).toBeTruthy();
  expect(within(screen.getByRole('region', { name: 'Trades included' })).getByText('win')).toBeTruthy();
});

test('a figure that nothing counts for says so, and one that cannot be read can be tried again', async () => {
  const { user, server } = await open('winRate');
  await server.refuse('GET', EXPLAIN, { status: 503, title: 'Away' });
  await user.click(within(screen.getByRole('alert')).getByRole('button', { name: 'Try again' }));
  const parts = { wins: '0', closedTrades: '0' };
  await server.answer('GET', EXPLAIN, anExplanation({ figure: 'winRate', value: null, parts, items: [] }));
  expect(screen.getByText('–')).toBeTruthy();
  expect(screen.getByText('No trades')).toBeTruthy();
});
