import type { Page } from '@playwright/test';
import { expect, send, signInAnew, signInAs, test } from './journey.js';

declare global {
  interface Window {
    keysPressed: number;
    faultsShown: number;
  }
}

const ACCOUNT = { platform: 'Tradier', startingBalance: '10000', currency: 'USD' };

async function countKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.keysPressed = 0;
    addEventListener('keydown', () => window.keysPressed++, { capture: true });
  });
}

/** What is typed, field by field, as by somebody who looks at their broker and not at the screen. */
async function typeInto(page: Page, ...texts: readonly string[]): Promise<void> {
  for (const [index, text] of texts.entries()) {
    if (index > 0) await page.keyboard.press('Tab');
    await page.keyboard.type(text);
  }
}

test('a first whole trade costs at most 45 keys, and its account is chosen already', async ({ page }) => {
  await signInAnew(page, 'Demo Member Two');
  const { id } = (await send(page, 'POST', '/api/user/accounts', { ...ACCOUNT, name: 'First' })) as { id: string };
  await send(page, 'POST', '/api/user/accounts', { ...ACCOUNT, name: 'Second' });
  // After the close, so that nothing of the day is in the future.
  await page.clock.setFixedTime('2026-11-20T22:00:00Z');
  await page.goto('/trades');
  await expect(page.getByRole('heading', { name: 'Trades', level: 1 })).toBeVisible();
  await page.keyboard.press('n');
  const sheet = page.getByRole('dialog', { name: 'Add trade' });
  await expect(sheet.getByLabel('Symbol')).toBeFocused();
  await expect(sheet.getByLabel('Account')).toHaveValue(id);

  await countKeys(page);
  await typeInto(page, 'AAPL', 's', '', '100', '191.10', '931', '187.23', '1555');
  await expect(sheet.getByText('Nov 20, 2026, 3:55 PM')).toBeVisible();
  await typeInto(page, '', '1.30');
  await page.keyboard.press('Enter');
  await expect(sheet).toHaveCount(0);
  const keys = await page.evaluate(() => window.keysPressed);
  expect(keys).toBeLessThanOrEqual(45);

  const answer = await page.request.get('/api/user/trades');
  const { items } = (await answer.json()) as { items: object[] };
  expect(items).toMatchObject([
    {
      accountId: id,
      symbol: 'AAPL',
      assetType: 'stock',
      direction: 'SHORT',
      entryAt: '2026-11-20T14:31:00.000Z',
      exitAt: '2026-11-20T20:55:00.000Z',
      netPnl: '385.7',
    },
  ]);
});

test('an untouched form is left by one key, and says nothing', async ({ page }) => {
  await signInAs(page, 'Demo Member Two');
  await page.goto('/trades');
  await expect(page.getByRole('heading', { name: 'Trades', level: 1 })).toBeVisible();
  await page.evaluate(() => {
    window.faultsShown = 0;
    const look = () => (window.faultsShown += document.querySelectorAll('app-field .fault').length);
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  });
  await page.keyboard.press('n');
  const sheet = page.getByRole('dialog', { name: 'Add trade' });
  await expect(sheet.getByLabel('Symbol')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  expect(await page.evaluate(() => window.faultsShown)).toBe(0);
});

test('fills are typed line by line, edited with one save, and that is undone as one', async ({ page }) => {
  await signInAnew(page, 'Demo Member Two');
  await page.clock.setFixedTime('2026-11-20T22:00:00Z');
  await page.goto('/trades');
  await expect(page.getByRole('heading', { name: 'Trades', level: 1 })).toBeVisible();
  const sheet = page.getByRole('dialog');
  const fills = sheet.getByRole('list', { name: 'Fills' }).getByRole('listitem');
  const readTrade = async () => {
    const answer = await page.request.get('/api/user/trades');
    return ((await answer.json()) as { items: object[] }).items[0];
  };

  await page.keyboard.press('n');
  await expect(sheet.getByLabel('Symbol')).toBeFocused();
  await page.keyboard.type('NVDA');
  await sheet.getByRole('radio', { name: 'Multiple fills' }).check();
  await fills.first().getByLabel('Quantity').focus();
  await typeInto(page, '100', '120.50', '931', '1');
  // The line for what remains stands ready behind it.
  await expect(fills.nth(1).getByLabel('Quantity')).toHaveValue('100');
  await fills.nth(1).getByLabel('Quantity').fill('60');
  await page.keyboard.press('Tab');
  await typeInto(page, '122', '1015', '1');
  await expect(fills).toHaveCount(3);
  await page.keyboard.press('Control+Enter');
  await expect(sheet).toHaveCount(0);
  expect(await readTrade()).toMatchObject({ openQuantity: '40', netPnl: '88.4', streamVersion: 1 });

  await page.getByRole('button', { name: 'Actions for NVDA' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await expect(fills.nth(2).getByLabel('Quantity')).toHaveValue('40');
  await fills.nth(0).getByLabel('Price').fill('120');
  await fills.nth(2).getByLabel('Price').fill('119');
  await page.keyboard.press('Tab');
  await page.keyboard.type('1130');
  await sheet.getByLabel('Tags').fill('runner');
  await page.keyboard.press('Enter');
  await expect(sheet).toHaveCount(0);
  expect(await readTrade()).toMatchObject({ openQuantity: '0', netPnl: '78', tags: ['runner'], streamVersion: 2 });

  const open = page.getByRole('row', { name: /NVDA/ }).getByText('Open');
  await expect(open).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(open).toBeVisible();
  expect(await readTrade()).toMatchObject({ openQuantity: '40', netPnl: '88.4', tags: [], streamVersion: 3 });
});
