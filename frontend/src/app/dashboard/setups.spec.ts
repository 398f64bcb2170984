import { screen, within } from '@testing-library/angular';
import type { Setup } from '@singularity/domain';
import { openPage, settled } from '../testing/render-page';
import { someStatistics } from '../testing/samples';
import { DashboardPage } from './dashboard-page';

function aSetup(tag: string, difference: Parameters<typeof someStatistics>[0] = {}): Setup {
  return { ...someStatistics(difference), tag };
}

async function openSetups(...setups: readonly Setup[]) {
  const page = await openPage('/dashboard?tag=news&currency=EUR', [{ path: 'dashboard', component: DashboardPage }]);
  const currencies = [someStatistics({ currency: 'EUR' }), someStatistics()];
  await page.server.answer('GET', '/api/user/stats', { version: 1, metrics: 1, currencies });
  const request = await page.server.answer('GET', '/api/user/stats/setups', {
    version: 1,
    metrics: 1,
    currencies: setups.length === 0 ? [] : [{ currency: 'EUR', setups }],
  });
  await settled();
  return { ...page, request, part: within(screen.getByRole('region', { name: 'P&L by tag' })) };
}

const names = () => {
  const table = within(screen.getByRole('region', { name: 'P&L by tag' }));
  return table.getAllByRole('rowheader').map((name) => name.textContent?.trim());
};

test('each setup says what it came to in the currency of the page, under the filter of the page', async () => {
  const { part, request } = await openSetups(
    aSetup('gap', { netPnl: '-12.5', closedTrades: 4, winRate: '0.25', profitFactor: '0.5', averageR: '-0.137' }),
  );
  expect(request.request.params.get('tag')).toBe('news');
  const row = within(part.getByRole('row', { name: /gap/ }));
  const cells = row.getAllByRole('cell').map((cell) => cell.textContent?.trim());
  expect(cells).toEqual(['−€12.50', '4', '25.0%', '+€25.00', '0.50', '+€25.00', '–', '−0.14R']);
  expect(row.getByText('−€12.50').classList.contains('loss')).toBe(true);
});

test('the best comes first; another column, and the other way round, is one click', async () => {
  const { user, part } = await openSetups(
    aSetup('even', { netPnl: '0', profitFactor: '1' }),
    aSetup('gap', { netPnl: '-9', profitFactor: '0.5' }),
    aSetup('late', { netPnl: '10', profitFactor: null }),
    aSetup('news', { netPnl: '9.5', profitFactor: '12' }),
  );
  expect(names()).toEqual(['late', 'news', 'even', 'gap']);
  expect(part.getByRole('columnheader', { name: 'Net P&L' }).getAttribute('aria-sort')).toBe('descending');
  const factor = part.getByRole('button', { name: 'Profit factor' });
  await user.click(factor);
  expect(names()).toEqual(['news', 'even', 'gap', 'late']);
  await user.click(factor);
  expect(names()).toEqual(['gap', 'even', 'news', 'late']);
  expect(part.getByRole('columnheader', { name: 'Profit factor' }).getAttribute('aria-sort')).toBe('ascending');
  expect(part.getByRole('columnheader', { name: 'Net P&L' }).hasAttribute('aria-sort')).toBe(false);
});

test('a name leads to the same page under that tag alone, and says when it is the one', async () => {
  const { part } = await openSetups(aSetup('gap'), aSetup('news'));
  const link = part.getByRole('link', { name: 'Show only gap' });
  expect(link.getAttribute('href')).toBe('/dashboard?tag=gap&currency=EUR');
  expect(link.hasAttribute('aria-current')).toBe(false);
  expect(part.getByRole('link', { name: 'Show only news' }).getAttribute('aria-current')).toBe('true');
});

test('where no trade has a tag, it says what tags are good for', async () => {
  const { part } = await openSetups();
  expect(part.getByText(/Tag your trades/)).toBeTruthy();
  expect(part.queryByRole('table')).toBeNull();
});
