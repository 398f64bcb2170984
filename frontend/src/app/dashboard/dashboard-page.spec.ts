import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { screen, within } from '@testing-library/angular';
import type { CurrencyStatistics } from '@singularity/contract';
import { calendarOf } from '@singularity/domain';
import type { Instant } from '@singularity/domain';
import { weekStartOf } from '../ledger/periods';
import { MEMBER, openPage, settled } from '../testing/render-page';
import { aScaledTrade, aTrade, anAccount, pageOf, someStatistics } from '../testing/samples';
import { DashboardPage } from './dashboard-page';
import { someDay } from './testing/some-days';

const STATS = '/api/user/stats';

async function openDashboard(currencies: readonly CurrencyStatistics[], url = '/dashboard') {
  const page = await openPage(url, [{ path: 'dashboard', component: DashboardPage, data: { past: true } }]);
  const http = TestBed.inject(HttpTestingController);
  /** The one request to a path whose query says this too. */
  const asked = (path: string, query: Record<string, string> = {}) =>
    http.expectOne(
      ({ url, params }) =>
        url === path && Object.entries(query).every(([name, value]) => params.getAll(name)?.join() === value),
    );
  const answer = async (path: string, body: object, query?: Record<string, string>) => {
    asked(path, query).flush(body);
    await settled();
  };
  const from = new URLSearchParams(url.split('?')[1]).get('from');
  await answer(STATS, { version: 1, metrics: 1, currencies }, from === null ? {} : { from });
  return { ...page, asked, answer };
}

function figure(label: string): HTMLElement {
  return screen.getByRole('group', { name: label });
}

function part(heading: string): HTMLElement {
  return screen.getByRole('region', { name: heading });
}

test('the figures are those of the server, and what has no denominator is a dash', async () => {
  await openDashboard([someStatistics()]);
  expect(within(figure('Net P&L')).getByText('+$75.00')).toBeTruthy();
  expect(within(figure('Total balance')).getByText('$60,075.00')).toBeTruthy();
  expect(within(figure('Win rate')).getByText('100.0%')).toBeTruthy();
  expect(within(figure('Win rate')).getByText('3W · 0L · 0BE')).toBeTruthy();
  expect(within(figure('Profit factor')).getByText('–')).toBeTruthy();
  expect(within(figure('Current streak')).getByText('3 wins')).toBeTruthy();
  expect(within(figure('Average win and loss')).getByText('+$25.00')).toBeTruthy();
  // The average loss, and the payoff ratio that would divide by it.
  expect(within(figure('Average win and loss')).getAllByText('–')).toHaveLength(2);
});

test('every figure is one stop of the keyboard, which says its definition', async () => {
  const { user } = await openDashboard([someStatistics()]);
  const stops: (string | null | undefined)[] = [];
  for (const region of ['Key stats', 'More stats']) {
    const links = within(screen.getByRole('region', { name: region })).getAllByRole('link');
    links[0]?.focus();
    for (const link of links) {
      expect(document.activeElement).toBe(link);
      stops.push(document.getElementById(link.getAttribute('aria-describedby') ?? '')?.textContent);
      await user.tab();
    }
  }
  expect(stops.filter((definition) => !definition || definition.length < 20)).toEqual([]);
  expect(stops.filter((definition) => definition?.includes('Gross wins ÷ gross losses'))).toHaveLength(1);
});

test('every figure opens to what it is made of, in its currency and under the filter', async () => {
  await openDashboard([someStatistics({ currency: 'EUR' })], '/dashboard?tag=news');
  const explained = screen.getAllByRole('link', { name: /breakdown$/ });
  const sheets = explained.map((link) => /sheet:explain\/(\w+)\)\?(.*)$/.exec(link.getAttribute('href') ?? ''));
  expect(sheets.map((sheet) => sheet?.[1])).toEqual([
    'netPnl',
    'winRate',
    'profitFactor',
    'expectancy',
    'averageLoss',
    'averageWin',
    'payoffRatio',
    'currentStreak',
    'totalBalance',
    'totalTrades',
    'maxDrawdown',
    'averageR',
    'largestWin',
    'largestLoss',
  ]);
  expect(new Set(sheets.map((sheet) => sheet?.[2]))).toEqual(new Set(['tag=news&currency=EUR']));
});

test('today, this week and the days of the period say what they came to, and lead on', async () => {
  const { answer } = await openDashboard([someStatistics()]);
  const today = calendarOf(MEMBER.settings.timeZone).dayOf(new Date().toISOString() as Instant);
  const from = weekStartOf(today, 7);
  const days = (...some: ReturnType<typeof someDay>[]) => ({
    version: 1,
    currencies: [{ currency: 'USD', days: some }],
  });
  const week = from === today ? [] : [someDay(from, '-2.5', 2)];
  await answer(`${STATS}/days`, days(...week, someDay(today, '12.5')), { from });
  const http = TestBed.inject(HttpTestingController);
  for (const request of http.match(({ url, params }) => url === `${STATS}/days` && !params.has('from')))
    request.flush(days(someDay('2026-01-05', '40', 3), someDay('2026-01-06', '-7'), someDay('2026-01-07', '1')));
  await settled();
  const card = within(part('Days'));
  const told = (name: string) => card.getByRole('group', { name }).textContent?.replace(/\s+/g, ' ');
  expect(told('Today')).toContain('+$12.50');
  expect(told('This week')).toContain(from === today ? '+$12.50' : '+$10.00');
  expect(told('Day win rate')).toMatch(/66\.7%\s*2 up · 1 down/);
  expect(told('Best day')).toContain('+$40.00');
  expect(told('Worst day')).toContain('−$7.00');
  const leads = card.getAllByRole('link').map((link) => link.getAttribute('href'));
  expect(leads).toEqual([`/days/${today}`, `/trades?from=${from}`, '/days/2026-01-05', '/days/2026-01-06']);
});

test('in the past there is no today', async () => {
  await openDashboard([someStatistics()], '/dashboard?asOf=v3');
  const card = within(part('Days'));
  expect(card.getAllByRole('group').map((group) => group.getAttribute('aria-label'))).toEqual([
    'Day win rate',
    'Best day',
    'Worst day',
  ]);
});

test('currencies stand apart, the base currency first, and the address keeps the choice', async () => {
  const { user } = await openDashboard([
    someStatistics({ currency: 'EUR', netPnl: '-12' }),
    someStatistics({ currency: 'USD' }),
  ]);
  const choices = within(screen.getByRole('radiogroup', { name: 'Currency' })).getAllByRole<HTMLInputElement>('radio');
  expect(choices.map(({ value }) => value)).toEqual(['USD', 'EUR']);
  expect(within(figure('Net P&L')).getByText('+$75.00')).toBeTruthy();
  await user.click(choices[1]!);
  await settled();
  expect(within(figure('Net P&L')).getByText('−€12.00')).toBeTruthy();
});

test('a currency that an address names wrongly is the base currency', async () => {
  await openDashboard([someStatistics()], '/dashboard?currency=GBP');
  expect(within(figure('Net P&L')).getByText('+$75.00')).toBeTruthy();
});

test('a month is measured against the month before it, under the same filter', async () => {
  const { answer } = await openDashboard(
    [someStatistics({ netPnl: '75.1' })],
    '/dashboard?from=2026-03-01&to=2026-03-31&tag=news',
  );
  await answer(
    STATS,
    { version: 1, metrics: 1, currencies: [someStatistics({ netPnl: '100.3' })] },
    { from: '2026-02-01', to: '2026-02-28', tag: 'news' },
  );
  const card = within(figure('Net P&L'));
  expect(card.getByText('−$25.20')).toBeTruthy();
  expect(card.getByText('vs. +$100.30')).toBeTruthy();
  expect(card.getByText('Feb 1, 2026 – Feb 28, 2026')).toBeTruthy();
});

test('where nothing came before, there is nothing to compare with', async () => {
  await openDashboard([someStatistics()]);
  expect(within(figure('Net P&L')).queryByText(/vs\./)).toBeNull();
  TestBed.inject(HttpTestingController).expectNone(STATS);
});

test('a part that cannot be read says so by itself, and can be tried again', async () => {
  const { user, asked, answer } = await openDashboard([someStatistics()]);
  const problem = { type: 'about:blank', title: 'Nope', status: 500 };
  asked('/api/user/stats/breakdown', { by: 'symbol' }).flush(problem, { status: 500, statusText: 'Nope' });
  await settled();
  const symbols = within(part('P&L by symbol'));
  expect(symbols.getByRole('alert').textContent).toContain('Nope');
  expect(screen.getAllByRole('alert')).toHaveLength(1);
  await user.click(symbols.getByRole('button', { name: 'Try again' }));
  await answer('/api/user/stats/breakdown', { version: 1, metrics: 1, by: 'symbol', currencies: [] }, { by: 'symbol' });
  expect(symbols.queryByRole('alert')).toBeNull();
  expect(symbols.getByText('No results')).toBeTruthy();
});

test('each part that has nothing to show says so', async () => {
  const { answer } = await openDashboard([someStatistics()]);
  await answer('/api/user/stats/equity', { version: 1, whole: true, currencies: [] });
  await answer('/api/user/trades', pageOf(), { status: 'open' });
  expect(within(part('Equity and drawdown')).getByText('The curve starts with your first closed trade.')).toBeTruthy();
  expect(within(part('Open positions')).getByText('No open positions')).toBeTruthy();
});

test('a filter that nothing passes can be cleared; that is no welcome', async () => {
  const { user, answer } = await openDashboard([], '/dashboard?tag=none');
  expect(screen.queryByText('Welcome to Singularity')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Clear filters' }));
  await settled();
  await answer(STATS, { version: 1, metrics: 1, currencies: [someStatistics()] });
  expect(within(figure('Net P&L')).getByText('+$75.00')).toBeTruthy();
});

test('recent trades lead to their page', async () => {
  const { answer } = await openDashboard([someStatistics()]);
  await answer('/api/user/trades', pageOf(aTrade(), aScaledTrade({ id: 't2', netPnl: null })), { sort: 'date' });
  const [closed, open] = within(part('Recent trades')).getAllByRole('listitem');
  expect(within(closed!).getByText('+$37.40')).toBeTruthy();
  expect(within(closed!).getByRole('link').getAttribute('href')).toBe('/trades/t1');
  expect(within(open!).getByText('Open')).toBeTruthy();
});

test('open positions are those of now, whatever the period, with what is left of them', async () => {
  const { asked } = await openDashboard([someStatistics()], '/dashboard?from=2026-03-01&to=2026-03-31&assetType=stock');
  const request = asked('/api/user/trades', { status: 'open', assetType: 'stock' });
  expect(request.request.params.has('from')).toBe(false);
  request.flush(pageOf(aScaledTrade()));
  await settled();
  const position = within(within(part('Open positions')).getByRole('listitem'));
  expect(position.getByText('30 at $122.00')).toBeTruthy();
  expect(position.getByText('+$1,077.60')).toBeTruthy();
});

test('accounts are shown in their currency, as far as the filter names them', async () => {
  const { answer } = await openDashboard([someStatistics()], '/dashboard?accountId=a1&accountId=a2');
  await answer(
    '/api/user/accounts',
    pageOf(
      anAccount(),
      anAccount({ id: 'a2', currency: 'EUR' }),
      anAccount({ id: 'a3' }),
      anAccount({ id: 'a4', status: 'closed' }),
    ),
  );
  const figures = { openTrades: 1, netPnl: '75', lastActivityAt: '2026-01-06T02:00:00.000Z', sparkline: ['1', '2'] };
  await answer('/api/user/stats/accounts', {
    version: 1,
    metrics: 1,
    accounts: [{ accountId: 'a1', closedTrades: 3, ...figures }],
  });
  const [card, ...others] = within(part('Accounts')).getAllByRole('listitem');
  expect(others).toHaveLength(0);
  expect(within(card!).getByText('$10,075.00')).toBeTruthy();
  expect(within(card!).getByText('+$75.00')).toBeTruthy();
  // 02:00 in UTC is the evening before in New York.
  expect(within(card!).getByText('4 trades, last Jan 5, 2026')).toBeTruthy();
});

test('at a moment of the past nothing can be added, and its links stay there', async () => {
  const { answer } = await openDashboard([someStatistics()], '/dashboard?asOf=v57&tag=gap');
  await answer('/api/user/trades', pageOf(aTrade()), { sort: 'date', asOfVersion: '57' });
  expect(screen.queryByRole('link', { name: /Add/ })).toBeNull();
  const recent = within(part('Recent trades'));
  expect(recent.getByRole('link', { name: /AAPL/ }).getAttribute('href')).toBe('/trades/t1?asOf=v57&tag=gap');
  expect(recent.getByRole('link', { name: 'All trades' }).getAttribute('href')).toBe('/trades?tag=gap&asOf=v57');
});

test('the start it says that there was nothing, and welcomes nobody', async () => {
  await openDashboard([], '/dashboard?asOf=v0');
  expect(screen.getByText('Your journal had no accounts or trades at this time.')).toBeTruthy();
  expect(screen.queryByRole('region', { name: /Welcome/ })).toBeNull();
});
