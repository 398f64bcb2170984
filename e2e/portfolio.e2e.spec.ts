import type { Page } from '@playwright/test';
import { expect, isComplete, signInAnew, signInAs, test } from './journey.js';

/** The value in one of the dashboard's figures. */
const figure = (page: Page, label: string) =>
  page.locator('app-figure-card', { has: page.getByText(label, { exact: true }) });

async function addAccount(page: Page, name: string, startingBalance: string): Promise<void> {
  await page.getByRole('link', { name: 'Add account' }).first().click();
  const sheet = page.getByRole('dialog', { name: 'Add account' });
  await sheet.getByLabel('Platform', { exact: true }).selectOption('Tradier');
  await sheet.getByLabel('Name', { exact: true }).fill(name);
  await sheet.getByLabel('Starting balance').fill(startingBalance);
  await sheet.getByRole('button', { name: 'Add account' }).click();
  await expect(sheet).toBeHidden();
}

test('a member keeps a portfolio, and another sees nothing of it', async ({ page, browser }) => {
  await signInAnew(page, 'Demo Member One');
  await page.goto('/');
  await addAccount(page, 'Hidden account', '10000');

  await test.step('adds a trade, and sees what it will earn while typing', async () => {
    await page.getByRole('link', { name: 'Add trade' }).first().click();
    const sheet = page.getByRole('dialog', { name: 'Add trade' });
    await sheet.getByLabel('Account').selectOption({ label: 'Hidden account · Tradier (USD)' });
    await sheet.getByLabel('Symbol').fill('AAPL');
    await sheet.getByLabel('Quantity').fill('10');
    await sheet.getByLabel('Fees').fill('1.30');
    await sheet.getByLabel('Entry price').fill('187.23');
    await sheet.getByLabel('Entry time', { exact: true }).fill('2026-03-02T10:00:00');
    await sheet.getByLabel('Exit price').fill('191.10');
    await sheet.getByLabel(/Exit time(?!:)/).fill('2026-03-02T13:30:00');
    await expect(sheet.getByText('+$37.40')).toBeVisible();
    await sheet.getByLabel('Notes').fill('Hidden notes');
    await sheet.getByRole('button', { name: 'Add trade' }).click();
    await expect(sheet).toBeHidden();
  });

  await test.step('sees it in every figure', async () => {
    await page.goto('/');
    await expect(figure(page, 'Net P&L')).toContainText('+$37.40');
    await expect(figure(page, 'Total balance')).toContainText('$10,037.40');
    await page.goto('/accounts');
    await expect(page.getByText('$10,037.40').first()).toBeVisible();
  });

  await test.step('another member sees none of it on any page', async () => {
    const context = await browser.newContext();
    const other = await context.newPage();
    await signInAnew(other, 'Demo Member Two');
    for (const path of ['/', '/trades', '/accounts', '/settings']) {
      await other.goto(path);
      await isComplete(other);
      await expect(other.locator('body')).not.toContainText(/AAPL|Hidden|37\.40/);
    }
    await context.close();
  });

  await test.step('edits it, and sees what stood before and after', async () => {
    await page.goto('/trades');
    await page.getByRole('button', { name: 'Actions for AAPL' }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    const sheet = page.getByRole('dialog', { name: /Edit/ });
    await sheet.getByLabel('Exit price').fill('191.40');
    await sheet.getByRole('button', { name: 'Save changes' }).click();
    await expect(sheet).toBeHidden();

    await page.getByRole('button', { name: 'Actions for AAPL' }).click();
    await page.getByRole('menuitem', { name: 'History' }).click();
    const newest = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Edited' }) });
    await expect(newest.locator('del').first()).toContainText('191.1');
    await expect(newest.locator('ins').first()).toContainText('191.4');
    await expect(page.getByRole('region', { name: 'Net P&L' })).toContainText('+$40.40');
  });

  await test.step('adds one more like it', async () => {
    await page.goto('/trades');
    await page.getByRole('button', { name: 'Actions for AAPL' }).click();
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    const sheet = page.getByRole('dialog', { name: 'Add trade' });
    await expect(sheet.getByLabel('Symbol')).toHaveValue('AAPL');
    await expect(sheet.getByLabel('Quantity')).toHaveValue('10');
    await sheet.getByRole('button', { name: 'Cancel' }).click();
    await expect(sheet).toBeHidden();
  });

  await test.step('deletes it, and takes that back', async () => {
    await page.goto('/trades');
    await page.getByRole('button', { name: 'Actions for AAPL' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(page.getByRole('link', { name: /AAPL/ })).toBeHidden();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('link', { name: /AAPL/ })).toBeVisible();
    await page.goto('/');
    await expect(figure(page, 'Net P&L')).toContainText('+$40.40');
  });
});

test('a session that has ended leads to the sign-in, and back to where one was', async ({ page, context }) => {
  await signInAs(page, 'Demo Member Two');
  await page.goto('/trades?direction=LONG');
  await expect(page.getByRole('heading', { name: 'Trades' })).toBeVisible();
  await context.clearCookies({ name: 'sid' });
  await page.getByLabel('Filter by symbol').fill('NVDA');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/login/);
  await signInAs(page, 'Demo Member Two');
  await expect(page).toHaveURL(/\/trades\?.*direction=LONG/);
});

test('what was typed outlives a session that ends in the middle of it', async ({ page, context }) => {
  await signInAs(page, 'Demo Member Two');
  await page.goto('/trades(sheet:add-trade)?direction=LONG');
  const sheet = page.getByRole('dialog', { name: 'Add trade' });
  await sheet.getByLabel('Symbol').fill('NVDA');
  await sheet.getByLabel('Quantity').fill('10');
  await sheet.getByLabel('Entry price').fill('120.50');
  await sheet.getByLabel('Entry time', { exact: true }).fill('2026-03-02T10:00:00');
  await sheet.getByLabel('Notes').fill('Bought the dip');
  await context.clearCookies({ name: 'sid' });
  await sheet.getByRole('button', { name: 'Add trade' }).click();
  await expect(page).toHaveURL(/\/login\?/);

  await signInAs(page, 'Demo Member Two');
  await expect(page).toHaveURL(/\/trades\(sheet:add-trade\)\?direction=LONG$/);
  await expect(sheet.getByLabel('Notes')).toHaveValue('Bought the dip');
  await expect(sheet.getByLabel('Entry price')).toHaveValue('120.50');
  await sheet.getByRole('button', { name: 'Add trade' }).click();
  await expect(sheet).toBeHidden();
  await page.getByRole('button', { name: 'Actions for NVDA' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByRole('link', { name: /NVDA/ })).toBeHidden();
});
