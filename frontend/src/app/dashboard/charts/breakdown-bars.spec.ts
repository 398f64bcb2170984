import { screen, within } from '@testing-library/angular';
import { TestBed } from '@angular/core/testing';
import { HttpTestingController } from '@angular/common/http/testing';
import { openPage, settled } from '../../testing/render-page';
import { someStatistics } from '../../testing/samples';
import { DashboardPage } from '../dashboard-page';
import { aGroup } from '../testing/some-groups';

async function openBreakdown(by: string, ...groups: ReturnType<typeof aGroup>[]) {
  const { server } = await openPage('/dashboard?tag=news', [{ path: 'dashboard', component: DashboardPage }]);
  await server.answer('GET', '/api/user/stats', { version: 1, metrics: 1, currencies: [someStatistics()] });
  const [request] = TestBed.inject(HttpTestingController).match(({ params }) => params.get('by') === by);
  request!.flush({ version: 1, metrics: 1, by, currencies: [{ currency: 'USD', groups }] });
  await settled();
  return within(screen.getByRole('region', { name: `P&L by ${by}` }));
}

test('a symbol says what its trades came to, and leads to them under the filter of the page', async () => {
  const part = await openBreakdown('symbol', aGroup('/ESZ6', '-2500.25', 12));
  const row = within(part.getByRole('row', { name: /ESZ6/ }));
  expect(row.getByText('−$2,500.25')).toBeTruthy();
  expect(row.getByText('12 trades')).toBeTruthy();
  expect(row.getByText('50.0%')).toBeTruthy();
  expect(row.getByRole('link').getAttribute('href')).toBe('/trades?tag=news&symbol=%2FESZ6');
});

test('the largest amount fills its half, and losses hang to the other side', async () => {
  const part = await openBreakdown('weekday', aGroup('1', '100'), aGroup('2', '-50'));
  const bars = [/Monday/, /Tuesday/].map((name) => part.getByRole('row', { name }).querySelector<HTMLElement>('.bar'));
  expect(bars.map((bar) => bar?.style.width)).toEqual(['50%', '25%']);
  expect(bars.map((bar) => bar?.classList.contains('lost'))).toEqual([false, true]);
});

test('where many symbols were traded, it says how many of them are shown', async () => {
  const part = await openBreakdown('symbol', ...Array.from({ length: 11 }, (_, index) => aGroup(`S${index}`, '1')));
  expect(part.getByText('Top 8 of 11 symbols by impact on P&L')).toBeTruthy();
});
