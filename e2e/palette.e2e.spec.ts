import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, openDemo, signInAs, test } from './journey.js';

const FILES = join(import.meta.dirname, '../frontend/dist/browser');

/** Keeps the code of a component back until it is let go. All else comes as it always does: to ask for it by hand is slow. */
async function hold(page: Page, component: string): Promise<() => void> {
  const held = Promise.withResolvers<undefined>();
  const files = (await readdir(FILES)).filter((name) => name.endsWith('.js'));
  const codes = await Promise.all(files.map((name) => readFile(join(FILES, name), 'utf8')));
  const names = files.filter((_, index) => codes[index]?.includes(component));
  expect(names).not.toEqual([]);
  for (const name of names)
    await page.route(`**/${name}`, async (route) => {
      await held.promise;
      await route.continue();
    });
  return () => held.resolve(undefined);
}

// What is still on its way when a journey ends is nobody's fault.
test.afterEach(({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }));

/** The list of trades, once it takes keys. */
async function openTrades(page: Page): Promise<void> {
  await page.goto('/trades');
  await expect(page.getByRole('heading', { name: 'Trades', exact: true })).toBeVisible();
}

const palette = (page: Page) => page.getByRole('combobox', { name: 'Search pages, actions, settings and symbols' });

test('what is typed before the palette’s code is there is in it, and its Enter counts', async ({ page }) => {
  await signInAs(page, 'Demo Member One');
  await openDemo(page);
  const letGo = await hold(page, 'app-palette');
  await openTrades(page);
  const standIn = page.getByRole('textbox', { name: 'Search pages, actions, settings and symbols' });

  await page.keyboard.press('Control+k');
  await page.keyboard.type('comx');
  await page.keyboard.press('Backspace');
  await expect(standIn).toHaveValue('com');
  await page.keyboard.press('Escape');
  await expect(standIn).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('compa');
  letGo();
  await expect(palette(page)).toHaveValue('compa');
  await page.keyboard.type('re');
  await expect(palette(page)).toHaveValue('compare');
  await expect(page.getByRole('option', { name: 'Compare' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a whole command typed at once is carried out', async ({ page }) => {
  await signInAs(page, 'Demo Member One');
  const letGo = await hold(page, 'app-palette');
  await openTrades(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('history');
  await page.keyboard.press('Enter');
  letGo();
  await expect(page).toHaveURL('/history');
});

test('nothing typed is lost where the palette’s code is there', async ({ page }) => {
  await signInAs(page, 'Demo Member One');
  await openTrades(page);
  for (const text of ['verify', 'dark', 'aapl']) {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(text);
    await expect(palette(page)).toHaveValue(text);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
});

test('what is typed before the form of a trade is there is its symbol, and no shortcut', async ({ page }) => {
  await signInAs(page, 'Demo Member One');
  const letGo = await hold(page, 'app-add-trade-sheet');
  await openTrades(page);
  const sheet = page.getByRole('dialog', { name: 'Add trade' });
  const standIn = page.getByRole('textbox', { name: 'Add trade' });

  await page.keyboard.press('n');
  await expect(standIn).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(standIn).toHaveCount(0);

  await page.keyboard.press('n');
  // Alone, `p` hides all amounts and `g h` goes to the history.
  await page.keyboard.type('pgh');
  letGo();
  await expect(sheet.getByLabel('Symbol')).toBeFocused();
  await page.keyboard.type('x');
  await expect(sheet.getByLabel('Symbol')).toHaveValue('pghx');
  await expect(standIn).toHaveCount(0);
  await expect(page).toHaveURL('/trades(sheet:add-trade)');
  await expect(page.getByLabel('Hide amounts')).toHaveAttribute('aria-pressed', 'false');
});
