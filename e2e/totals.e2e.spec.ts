import { expect, send, signInAnew, test } from './journey.js';

const account = (name: string, startingBalance: string) => ({
  platform: 'Tradier',
  name,
  startingBalance,
  currency: 'USD',
});
const trade = (accountId: string, day: string) => ({
  accountId,
  symbol: 'AAPL',
  assetType: 'stock',
  direction: 'LONG',
  quantity: '1',
  entryPrice: '100',
  entryAt: `${day}T15:00:00Z`,
  exitPrice: '125',
  exitAt: `${day}T18:00:00Z`,
});

test('two accounts and three trades are counted once each on every page', async ({ page }) => {
  await signInAnew(page, 'Demo Member Two');
  const small = (await send(page, 'POST', '/api/user/accounts', account('Small', '10000'))) as { id: string };
  const large = (await send(page, 'POST', '/api/user/accounts', account('Large', '50000'))) as { id: string };
  for (const [id, day] of [
    [small.id, '2026-03-02'],
    [large.id, '2026-03-03'],
    [large.id, '2026-03-04'],
  ] as const)
    await send(page, 'POST', '/api/user/trades', trade(id, day));

  await page.goto('/');
  await expect(page.getByRole('group', { name: 'Total balance' })).toContainText('$60,075.00');
  await expect(page.getByRole('group', { name: 'Net P&L' })).toContainText('+$75.00');
  await expect(page.getByRole('group', { name: 'Trades', exact: true })).toContainText('3');

  await page.goto('/accounts');
  await expect(page.getByLabel('Total balance')).toContainText('$60,075.00');
  await expect(page.getByRole('article', { name: 'Small' })).toContainText('$10,025.00');
  await expect(page.getByRole('article', { name: 'Large' })).toContainText('$50,050.00');

  await page.goto('/trades');
  await expect(page.getByText('+$25.00')).toHaveCount(3);
});

test('the trades of a day add up to its totals, and a click anywhere on a row opens its trade', async ({ page }) => {
  await signInAnew(page, 'Demo Member Two');
  const account1 = (await send(page, 'POST', '/api/user/accounts', account('Small', '10000'))) as { id: string };
  await send(page, 'POST', '/api/user/trades', trade(account1.id, '2026-03-02'));
  const scaled = (await send(page, 'POST', '/api/user/trades', {
    ...{ accountId: account1.id, symbol: 'TSLA', assetType: 'stock', direction: 'LONG' },
    executions: [
      { type: 'open', at: '2026-03-01T15:00:00Z', quantity: '2', price: '200' },
      { type: 'close', at: '2026-03-02T15:00:00Z', quantity: '1', price: '190', fees: '0.5' },
      { type: 'close', at: '2026-03-03T15:00:00Z', quantity: '1', price: '240' },
    ],
  })) as { id: string };

  await page.goto('/trades');
  const totals = page.getByRole('region', { name: 'Totals' });
  await expect(totals).toHaveText(/2 trades.*\+\$54\.50.*100\.0%.*\$0\.50/);
  await page.goto('/trades?from=2026-03-02&to=2026-03-02');
  await expect(totals).toHaveText(/2 trades.*\+\$14\.50.*100\.0%.*\$0\.50/);
  const row = page.getByRole('row', { name: /TSLA/ });
  await expect(row).toContainText('+$29.50');
  await row.getByText('−$10.50').click();
  await expect(page).toHaveURL(`/trades/${scaled.id}?from=2026-03-02&to=2026-03-02`);
});
