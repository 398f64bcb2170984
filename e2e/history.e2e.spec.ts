import type { Locator, Page } from '@playwright/test';
import type { TradeCommandAnswer } from '@singularity/contract';
import { expect, send, signInAnew, test } from './journey.js';

const AAPL = {
  symbol: 'AAPL',
  assetType: 'stock',
  direction: 'LONG',
  quantity: '10',
  entryPrice: '187.23',
  entryAt: '2026-01-05T14:30:00Z',
  exitPrice: '191.10',
  exitAt: '2026-01-05T19:00:00Z',
  fees: '1.30',
};

async function addTrade(page: Page, more: object = {}): Promise<TradeCommandAnswer> {
  return (await send(page, 'POST', '/api/user/trades', { ...AAPL, ...more })) as TradeCommandAnswer;
}

async function changeExit(page: Page, price: string): Promise<void> {
  await page.getByRole('link', { name: 'Edit' }).click();
  const sheet = page.getByRole('dialog', { name: 'Edit AAPL' });
  await sheet.getByLabel('Exit price').fill(price);
  await sheet.getByRole('button', { name: 'Save changes' }).click();
  await expect(sheet).toBeHidden();
}

/** The newest: the one before may still be on its way out. */
const notice = (page: Page): Locator => page.locator('mat-snack-bar-container').last();
const net = (page: Page): Locator => page.getByRole('region', { name: 'Net P&L' }).locator('.net');

test.beforeEach(async ({ page }) => {
  await signInAnew(page, 'Demo Member One');
});

test('an edit is told before and after, taken back from the snack bar and by key, and done again', async ({ page }) => {
  const { id } = await addTrade(page);
  await page.goto(`/trades/${id}?view=history`);
  await changeExit(page, '191.40');
  await expect(net(page)).toHaveText('+$40.40');
  const history = page.getByRole('region', { name: 'History' });
  await expect(history.getByRole('listitem').filter({ hasText: 'Exit price' }).last()).toContainText('191.10');
  await expect(history.getByText('+$40.40')).toBeVisible();

  await notice(page).getByRole('button', { name: 'Undo' }).click();
  await expect(notice(page)).toContainText('Undid changes to AAPL');
  await expect(net(page)).toHaveText('+$37.40');
  await expect(history.getByText('Undone', { exact: true })).toBeVisible();
  await notice(page).getByRole('button', { name: 'Redo' }).click();
  await expect(net(page)).toHaveText('+$40.40');

  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('Control+z');
  await expect(net(page)).toHaveText('+$37.40');
  await page.keyboard.press('Control+Shift+z');
  await expect(net(page)).toHaveText('+$40.40');

  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByRole('dialog').getByLabel('Exit price').press('Control+z');
  await page.keyboard.press('Escape');
  await expect(net(page)).toHaveText('+$40.40');
});

test('where a later change stands in the way it is told, and the whole trade goes back to a version', async ({
  page,
}) => {
  const { id } = await addTrade(page);
  await page.goto(`/trades/${id}?view=history`);
  await changeExit(page, '191.40');
  await changeExit(page, '191.60');
  await page
    .getByRole('button', { name: /^Undo: Edited/ })
    .last()
    .click();
  const dialog = page.getByRole('dialog', { name: 'Changed since then' });
  await expect(dialog.getByText(/Exit price: Changed again since/)).toBeVisible();
  await expect(dialog.getByRole('list', { name: 'Later changes' })).toContainText('191.60');
  await dialog.getByRole('radio', { name: /Version 1: added/ }).check();
  await dialog.getByRole('button', { name: 'Revert to version 1' }).click();
  await expect(dialog).toBeHidden();
  await expect(net(page)).toHaveText('+$37.40');
});

test('a deleted trade stands in the Deleted filter, and comes back in one click', async ({ page }) => {
  await addTrade(page);
  await page.goto('/trades');
  await page.getByRole('button', { name: 'Actions for AAPL' }).click();
  // It is gone from the list before the server has heard of it, and to go elsewhere now would break that off.
  const deleted = page.waitForResponse((response) => response.request().method() === 'DELETE');
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByText('No trades yet')).toBeVisible();
  await deleted;
  await page.goto('/trades?status=deleted');
  await page.getByRole('button', { name: 'Restore AAPL' }).click();
  await expect(page.getByText('No deleted trades')).toBeVisible();
  await page.goto('/history');
  await expect(page.getByText('Undone', { exact: true })).toBeVisible();
  await page.goto('/trades');
  await expect(page.getByRole('row', { name: /AAPL/ })).toBeVisible();
});

test('what was done to many is one line of history, taken back as one', async ({ page }) => {
  const ids = [await addTrade(page), await addTrade(page), await addTrade(page)].map(({ id }) => id);
  await send(page, 'POST', '/api/user/trades/bulk', { ids, edit: { addTags: ['gap'] } });
  await page.goto('/history');
  await page.getByRole('button', { name: 'Undo: Tags added to 3 trades' }).click();
  await expect(notice(page)).toContainText('Undid changes to 3 trades');
  await expect(page.getByRole('button', { name: 'Undid changes to 3 trades', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Redo: Tags added to 3 trades' }).click();
  await expect(notice(page)).toContainText('Tags added to 3 trades');
});

test('a second tab is told what stands in the way of taking back an older change', async ({ page, context }) => {
  const { id } = await addTrade(page);
  await page.goto(`/trades/${id}?view=history`);
  await changeExit(page, '191.40');
  const other = await context.newPage();
  await other.goto(`/trades/${id}?view=history`);
  await expect(net(other)).toHaveText('+$40.40');

  await changeExit(page, '191.60');
  await other
    .getByRole('button', { name: /^Undo: Edited/ })
    .last()
    .click();
  const dialog = other.getByRole('dialog', { name: 'Changed since then' });
  await expect(dialog.getByRole('list', { name: 'Later changes' })).toContainText('191.60');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await page
    .getByRole('button', { name: /^Undo: Edited/ })
    .first()
    .click();
  await expect(net(page)).toHaveText('+$40.40');
  await page
    .getByRole('button', { name: /^Undo: Edited/ })
    .last()
    .click();
  await expect(net(page)).toHaveText('+$37.40');
});
