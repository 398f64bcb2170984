import type { Page } from '@playwright/test';
import type { LedgerPosition } from '@singularity/contract';
import { expect, send, signInAnew, test } from './journey.js';

const net = (page: Page) => page.getByRole('region', { name: 'Net P&L' });
const banner = (page: Page) => page.getByRole('region', { name: 'As of' });

async function headOf(page: Page): Promise<number> {
  return ((await (await page.request.get('/api/user/ledger/at')).json()) as LedgerPosition).version;
}

test('a member looks at a trade as it stood before an edit, and compares that with now', async ({ page }) => {
  await signInAnew(page, 'Demo Member Two');
  const { id } = (await send(page, 'POST', '/api/user/trades', {
    symbol: 'AAPL',
    assetType: 'stock',
    direction: 'LONG',
    quantity: '10',
    entryPrice: '100',
    entryAt: '2026-03-02T15:00:00Z',
    exitPrice: '110',
    exitAt: '2026-03-02T18:00:00Z',
  })) as { id: string };
  const version = await headOf(page);

  await test.step('edits it', async () => {
    await page.goto(`/trades/${id}`);
    await page.getByRole('link', { name: 'Edit' }).click();
    const sheet = page.getByRole('dialog', { name: /Edit/ });
    await sheet.getByLabel('Exit price').fill('125');
    await sheet.getByRole('button', { name: 'Save changes' }).click();
    await expect(sheet).toBeHidden();
    await expect(net(page)).toContainText('+$250.00');
  });

  await test.step('looks as of before the edit, from its history', async () => {
    await page.getByRole('navigation', { name: 'Notes and history' }).getByRole('link', { name: 'History' }).click();
    await page
      .getByRole('button', { name: /^Receipt/ })
      .first()
      .click();
    await page.getByRole('link', { name: 'View just before' }).click();
    await expect(net(page)).toContainText('+$100.00');
    await expect(banner(page)).toContainText(`version ${version} · read-only`);
    await expect(page.getByRole('link', { name: 'Edit' })).toBeHidden();
    await expect(page.getByRole('button', { name: 'Delete' })).toBeHidden();
    await expect(page.getByRole('region', { name: 'Details' })).toContainText('Exit price110');
  });

  await test.step('the link is the same after a reload, and on the other pages', async () => {
    expect(page.url()).toContain(`asOf=v${version}`);
    await page.reload();
    await expect(net(page)).toContainText('+$100.00');
    await page.getByRole('link', { name: 'Dashboard', exact: true }).click();
    await expect(page.getByRole('group', { name: 'Net P&L' })).toContainText('+$100.00');
    await expect(banner(page)).toBeVisible();
    await expect(page.getByRole('link', { name: 'Add trade' })).toBeHidden();
    await page.keyboard.press('n');
    await page.goto(`/trades(sheet:edit-trade/${id})?asOf=v${version}`);
    await expect(page.getByText('This view is read-only')).toBeVisible();
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.goBack();
    await expect(page.getByRole('group', { name: 'Net P&L' })).toContainText('+$100.00');
  });

  await test.step('asks for a version by hand, and goes back to now', async () => {
    await page.getByRole('button', { name: /^Showing/ }).click();
    const dialog = page.getByRole('dialog', { name: 'View as of' });
    await dialog.getByRole('textbox', { name: 'Version' }).fill(String(version - 1));
    await dialog.getByRole('button', { name: 'Show' }).click();
    await expect(page.getByText('Your journal had no accounts or trades at this time.')).toBeVisible();
    await banner(page).getByRole('link', { name: 'Back to now' }).click();
    await expect(page.getByRole('group', { name: 'Net P&L' })).toContainText('+$250.00');
    await expect(banner(page)).toBeHidden();
    await expect(page.getByRole('link', { name: 'Add trade' })).toBeVisible();
  });

  await test.step('compares', async () => {
    await page.goto(`/trades?asOf=v${version}`);
    await banner(page).getByRole('link', { name: 'Compare with now' }).click();
    await expect(page.getByRole('row', { name: /Net P&L/ })).toContainText(/\$100\.00\s*\$250\.00\s*\+\$150\.00/);
    const difference = page.getByRole('list', { name: 'Differences' }).locator('> li');
    await expect(difference).toHaveCount(1);
    await expect(difference).toContainText('ChangedAAPL');
    await expect(difference).toContainText('$100.00 → $250.00+$150.00');
    await expect(difference).toContainText('125');
    await difference.getByRole('link', { name: 'AAPL' }).click();
    await expect(page.getByRole('heading', { name: 'History' })).toBeAttached();
    await expect(net(page)).toContainText('+$250.00');
  });
});
