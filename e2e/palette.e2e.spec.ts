import type { Page } from '@playwright/test';
import { expect, openDemo, signInAs, test } from './journey.js';

// What a service worker fetches passes no route of the page.
test.use({ serviceWorkers: 'block' });

/** Keeps the palette's code back until it is let go. */
async function holdPalette(page: Page): Promise<() => void> {
  const held = Promise.withResolvers<undefined>();
  await page.route('**/*.js', async (route) => {
    const response = await route.fetch();
    if ((await response.text()).includes('app-palette')) await held.promise;
    await route.fulfill({ response });
  });
  return () => held.resolve(undefined);
}

const palette = (page: Page) => page.getByRole('combobox', { name: 'Search pages, actions, settings and symbols' });

test('what is typed before the palette’s code is there is in it, and its Enter counts', async ({ page }) => {
  await signInAs(page, 'Demo Member One');
  await openDemo(page);
  const letGo = await holdPalette(page);
  await page.goto('/trades');
  await expect(page.getByRole('heading', { name: 'Trades', exact: true })).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('comx');
  await page.keyboard.press('Backspace');
  await expect(page.getByRole('textbox', { name: 'Search pages, actions, settings and symbols' })).toHaveValue('com');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('textbox', { name: 'Search pages, actions, settings and symbols' })).toHaveCount(0);
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
  const letGo = await holdPalette(page);
  await page.goto('/trades');
  await expect(page.getByRole('heading', { name: 'Trades', exact: true })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('history');
  await page.keyboard.press('Enter');
  letGo();
  await expect(page).toHaveURL('/history');
});

test('nothing typed is lost where the palette’s code is there', async ({ page }) => {
  await signInAs(page, 'Demo Member One');
  await page.goto('/trades');
  await expect(page.getByRole('heading', { name: 'Trades', exact: true })).toBeVisible();
  for (const text of ['verify', 'dark', 'aapl']) {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(text);
    await expect(palette(page)).toHaveValue(text);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
});
