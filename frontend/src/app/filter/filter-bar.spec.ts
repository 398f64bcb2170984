import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { screen, within } from '@testing-library/angular';
import { openPage, settled } from '../testing/render-page';
import { anAccount, pageOf } from '../testing/samples';
import { FilterBar } from './filter-bar';

const openBar = (url: string) => openPage(url, [{ path: 'trades', component: FilterBar }]);

function url(): string {
  return decodeURIComponent(TestBed.inject(Router).url);
}

test('a period goes into the address, and is named as long as the address says it', async () => {
  const { user } = await openBar('/trades');
  const period = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Period' });
  expect(period.value).toBe('All time');
  await user.selectOptions(period, 'Last month');
  await settled();
  expect(url()).toMatch(/^\/trades\?from=\d{4}-\d\d-01&to=\d{4}-\d\d-\d\d$/);
  expect(period.value).toBe('Last month');
});

test('days of one own can be asked for, and stand there when the address has some', async () => {
  const { user } = await openBar('/trades');
  expect(screen.queryByLabelText('From date')).toBeNull();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Period' }), 'Custom');
  await user.type(screen.getByLabelText('From date'), '2026-01-05');
  await user.tab();
  await settled();
  expect(url()).toBe('/trades?from=2026-01-05');
  expect(screen.getByLabelText<HTMLInputElement>('From date').value).toBe('2026-01-05');
  expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Period' }).value).toBe('Custom');
});

test('several accounts can be chosen by name, and the button says how many', async () => {
  const { user, server } = await openBar('/trades?accountId=a1');
  await server.answer('GET', '/api/user/accounts', pageOf(anAccount(), anAccount({ id: 'a2', name: 'Futures' })));
  expect(screen.getByRole('button', { name: 'Accounts, Swing' })).toBeTruthy();
  await user.click(within(screen.getByRole('group', { name: 'Accounts', hidden: true })).getByLabelText('Futures'));
  await settled();
  expect(url()).toBe('/trades?accountId=a1&accountId=a2');
  expect(screen.getByRole('button', { name: 'Accounts, Accounts: 2' })).toBeTruthy();
});

test('a tag that nobody has any more can still be taken out', async () => {
  const { user } = await openBar('/trades?tag=gap&symbol=TSLA');
  await user.click(within(screen.getByRole('group', { name: 'Tags', hidden: true })).getByLabelText('gap'));
  await settled();
  expect(url()).toBe('/trades?symbol=TSLA');
});

test('all can be cleared at once, where there is something to clear', async () => {
  const { user } = await openBar('/trades?tag=gap&from=2026-01-05&symbol=TSLA');
  await user.click(screen.getByRole('button', { name: 'Clear' }));
  await settled();
  expect(url()).toBe('/trades?symbol=TSLA');
  expect(screen.queryByRole('button', { name: 'Clear' })).toBeNull();
});

test('nothing is asked of the server before it is needed', async () => {
  const { server } = await openBar('/trades?from=2026-01-05');
  expect(server.waiting('GET', '/api/user/accounts') + server.waiting('GET', '/api/user/stats/breakdown')).toBe(0);
});
