import { screen, within } from '@testing-library/angular';
import type { CurrencyStatistics } from '@singularity/contract';
import { openPage } from '../testing/render-page';
import { aScaledTrade, aTrade, pageOf, someStatistics } from '../testing/samples';
import { DashboardPage } from './dashboard-page';

async function openDashboard(...currencies: CurrencyStatistics[]) {
  const page = await openPage('/dashboard', [{ path: 'dashboard', component: DashboardPage }]);
  await page.server.answer('GET', '/api/user/stats', { version: 1, metrics: 1, currencies });
  await page.server.answer('GET', '/api/user/stats/equity', { version: 1, currencies: [] });
  return page;
}

function figure(label: string): HTMLElement {
  const card = screen.getByRole('button', { name: label }).closest('app-figure-card');
  if (!(card instanceof HTMLElement)) throw new Error(`No figure ${label}.`);
  return card;
}

test('the figures are those of the server, and what has no denominator is a dash', async () => {
  await openDashboard(someStatistics());
  expect(within(figure('Net P&L')).getByText('+$75.00')).toBeTruthy();
  expect(within(figure('Total balance')).getByText('$60,075.00')).toBeTruthy();
  expect(within(figure('Win rate')).getByText('100.00%')).toBeTruthy();
  expect(within(figure('Win rate')).getByText('3W · 0L · 0BE')).toBeTruthy();
  expect(within(figure('Profit factor')).getByText('–')).toBeTruthy();
  expect(within(figure('Average loss')).getByText('–')).toBeTruthy();
});

test('a figure says its definition when it is focused', async () => {
  await openDashboard(someStatistics());
  const name = screen.getByRole('button', { name: 'Profit factor' });
  const description = document.getElementById(name.getAttribute('aria-describedby') ?? '');
  expect(description?.textContent).toContain('sum of all positive nets');
});

test('currencies stand apart, the base currency first', async () => {
  const { user } = await openDashboard(
    someStatistics({ currency: 'EUR', netPnl: '-12' }),
    someStatistics({ currency: 'USD' }),
  );
  const choices = within(screen.getByRole('radiogroup', { name: 'Currency' })).getAllByRole<HTMLInputElement>('radio');
  expect(choices.map(({ value }) => value)).toEqual(['USD', 'EUR']);
  expect(within(figure('Net P&L')).getByText('+$75.00')).toBeTruthy();
  await user.click(choices[1]!);
  expect(await within(figure('Net P&L')).findByText('−€12.00')).toBeTruthy();
});

test('someone new is welcomed and led to the first account and trade', async () => {
  await openDashboard();
  expect(screen.getByText('Welcome to Singularity')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Add account' }).getAttribute('href')).toBe('/dashboard(sheet:add-account)');
  expect(screen.getByRole('link', { name: 'Add trade' }).getAttribute('href')).toBe('/dashboard(sheet:add-trade)');
});

test('recent trades lead to their page', async () => {
  const { server } = await openDashboard(someStatistics());
  await server.answer('GET', '/api/user/trades', pageOf(aTrade(), aScaledTrade({ id: 't2', netPnl: null })));
  const [closed, open] = within(screen.getByRole('region', { name: 'Recent trades' })).getAllByRole('listitem');
  expect(within(closed!).getByText('+$37.40')).toBeTruthy();
  expect(within(closed!).getByRole('link').getAttribute('href')).toBe('/trades/t1');
  expect(within(open!).getByText('Open')).toBeTruthy();
});
