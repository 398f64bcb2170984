import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { vi } from 'vitest';
import { screen, within } from '@testing-library/angular';
import { openPage } from '../testing/render-page';
import { RealizedPage } from './realized-page';

const REPORT = '/api/user/reports/realized';
const SUMS = { exits: 1, proceeds: '1000', cost: '900', gross: '100', fees: '1', net: '99' };
const ROW = {
  ...{ tradeId: 't', day: '2026-02-06', accountId: 'a', account: 'Main', currency: 'USD', symbol: 'AAPL' },
  ...{ assetType: 'stock', direction: 'SHORT', strike: null, expiration: null, position: 'short' },
  ...{ openedAt: '2026-01-05T15:00:00.000Z', closedAt: '2026-02-06T15:00:00.000Z', quantity: '10', ...SUMS },
};
const REPORT_OF_2026 = {
  year: 2026,
  rows: [ROW],
  currencies: [
    {
      currency: 'USD',
      ...SUMS,
      accounts: [{ accountId: 'a', account: 'Main', ...SUMS }],
      months: [{ month: '2026-02', ...SUMS }],
    },
  ],
};

async function open(report: object = REPORT_OF_2026) {
  const page = await openPage('/reports/realized?year=2026', [{ path: 'reports/realized', component: RealizedPage }]);
  const { request } = await page.server.answer('GET', REPORT, report);
  return { ...page, request };
}

const cellsOf = (row: HTMLElement) => Array.from(row.children, ({ textContent }) => textContent.trim());

test('the year is told by month, by account and exit by exit, and that it is no tax form', async () => {
  const { request } = await open();
  expect(request.params.get('year')).toBe('2026');
  expect(screen.getByText(/not a tax\s+form, and wash sales are not computed/)).toBeTruthy();
  const rowsOf = (name: string) =>
    within(screen.getByRole('group', { name })).getAllByRole('row').slice(1).map(cellsOf);
  const amounts = ['1', '$1,000.00', '$900.00', '$1.00', '$99.00'];
  expect(rowsOf('USD by month')).toEqual([
    ['February 2026', ...amounts],
    ['All of 2026', ...amounts],
  ]);
  expect(rowsOf('USD by account')).toEqual([['Main', ...amounts]]);
  expect(rowsOf('Exits')).toEqual([
    ['Feb 6, 2026', 'Jan 5, 2026', 'AAPL', 'Short', 'Main', '10', '$1,000.00', '$900.00', '$1.00', '$99.00'],
  ]);
});

test('it can be printed, taken along, and looked at for the year before', async () => {
  const { user, server } = await open();
  const printed = vi.spyOn(window, 'print').mockImplementation(() => undefined);
  await user.click(screen.getByRole('button', { name: 'Print' }));
  expect(printed).toHaveBeenCalled();
  expect(screen.getByRole('link', { name: /CSV/ }).getAttribute('href')).toBe(`${REPORT}?year=2026&format=csv`);
  await user.click(screen.getByRole('button', { name: '2025' }));
  await server.answer('GET', REPORT, { year: 2025, rows: [], currencies: [] });
  expect(TestBed.inject(Router).url).toBe('/reports/realized?year=2025');
  expect(screen.getByText('No exits in 2025')).toBeTruthy();
});

test('of very many exits the first are shown, and the others on request', async () => {
  const { user } = await open({ ...REPORT_OF_2026, rows: Array.from({ length: 502 }, () => ROW) });
  const exits = within(screen.getByRole('group', { name: 'Exits' }));
  expect(exits.getAllByRole('row')).toHaveLength(501);
  await user.click(screen.getByRole('button', { name: 'Show 2 more' }));
  expect(exits.getAllByRole('row')).toHaveLength(503);
});
