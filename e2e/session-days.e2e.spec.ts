import { expect, send, signInAnew, test } from './journey.js';

test('an evening trade of a futures account counts on the next day, until its trading day is changed', async ({
  page,
}) => {
  await signInAnew(page, 'Demo Member Two');
  await page.goto('/accounts(sheet:add-account)');
  await page.getByLabel('Platform').selectOption('TopstepX');
  await expect(page.getByLabel('Trading day')).toContainText('Platform default: Futures session');
  await page.getByLabel('Name').fill('Combine');
  await page.getByLabel('Starting balance').fill('50000');
  await page.getByRole('button', { name: 'Add account' }).last().click();
  await expect(page.getByRole('article', { name: 'Combine' })).toBeVisible();

  const { items } = (await send(page, 'GET', '/api/user/accounts')) as { items: readonly { id: string }[] };
  await send(page, 'POST', '/api/user/trades', {
    accountId: items[0]?.id,
    symbol: 'MNQZ6',
    assetType: 'future',
    direction: 'LONG',
    quantity: '1',
    entryPrice: '21000',
    entryAt: '2026-11-23T18:00:00-06:00',
    exitPrice: '21010',
    exitAt: '2026-11-23T18:30:00-06:00',
  });
  const expectOn = async (day: string, other: string) => {
    await page.goto(`/trades?from=${day}&to=${day}`);
    await expect(page.getByText('MNQZ6').first()).toBeVisible();
    await page.goto(`/trades?from=${other}&to=${other}`);
    await expect(page.getByText('MNQZ6')).toHaveCount(0);
  };
  await expectOn('2026-11-24', '2026-11-23');

  await page.goto(`/accounts(sheet:edit-account/${items[0]?.id})`);
  await page.getByLabel('Trading day').selectOption({ label: 'Midnight to midnight' });
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expectOn('2026-11-23', '2026-11-24');
});
