import { screen } from '@testing-library/angular';
import { MEMBER, openPage } from '../testing/render-page';
import { anAccount, pageOf, someStatistics } from '../testing/samples';
import { DashboardPage } from './dashboard-page';

async function openNew(...accounts: ReturnType<typeof anAccount>[]) {
  const page = await openPage('/dashboard', [{ path: 'dashboard', component: DashboardPage }], MEMBER);
  const none = someStatistics({ totalAccounts: accounts.length, totalTrades: 0 });
  await page.server.answer('GET', '/api/user/stats', { version: 1, metrics: 1, currencies: accounts.map(() => none) });
  await page.server.answer('GET', '/api/user/accounts', pageOf(...accounts));
  return page;
}

function addressOf(name: string): string | null {
  return screen.getByRole('link', { name }).getAttribute('href');
}

test('someone new is welcomed and led to the first account and the first trade', async () => {
  await openNew();
  expect(screen.getByRole('region', { name: 'Welcome to Singularity' })).toBeTruthy();
  expect(addressOf('Add your first account')).toBe('/dashboard(sheet:add-account)');
  expect(addressOf('Add your first trade')).toBe('/dashboard(sheet:add-trade)');
  expect(addressOf('Import trades')).toBe('/import');
});

test('with an account the first step is done, and the welcome stays until there is a trade', async () => {
  await openNew(anAccount());
  expect(screen.getByText('Done')).toBeTruthy();
  expect(screen.queryByRole('link', { name: 'Add your first account' })).toBeNull();
  expect(addressOf('Add your first trade')).toBe('/dashboard(sheet:add-trade)');
});

test('a demo that does not open says why, and can be tried again', async () => {
  const { user, server } = await openNew();
  const open = screen.getByRole<HTMLButtonElement>('button', { name: 'Open demo' });
  await user.click(open);
  await server.refuse('POST', '/api/user/demo', { status: 500, title: 'No demo today' });
  expect(screen.getByText('No demo today')).toBeTruthy();
  expect(open.disabled).toBe(false);
});
