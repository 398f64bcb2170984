import type { Page } from '@playwright/test';
import type { ScreenshotAnswer, TradeAnswer } from '@singularity/contract';
import { XSRF } from '@singularity/contract';
import { expect, send, signInAnew, test } from './journey.js';

/** A PNG of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

async function addScreenshot(page: Page, tradeId: string): Promise<ScreenshotAnswer> {
  const token = (await page.context().cookies()).find(({ name }) => name === XSRF.cookie)?.value ?? '';
  const headers = { [XSRF.header]: decodeURIComponent(token), 'Content-Type': 'image/png' };
  const reply = await page.request.post(`/api/user/trades/${tradeId}/screenshots`, { headers, data: PIXEL });
  return (await reply.json()) as ScreenshotAnswer;
}

const restore = (page: Page, path: string) => page.locator('app-restore-archive input').setInputFiles(path);

test('what was downloaded comes back into an empty journal', async ({ page }) => {
  await signInAnew(page, 'Demo Member One');
  const account = { platform: 'Webull', name: 'Swing', startingBalance: '5000', currency: 'USD' };
  const { id: accountId } = (await send(page, 'POST', '/api/user/accounts', account)) as { id: string };
  const trade = {
    ...{ symbol: 'AMD', assetType: 'stock', direction: 'LONG', accountId, quantity: '10', entryPrice: '100' },
    ...{ entryAt: '2026-01-05T15:00:00Z', exitPrice: '112.5', exitAt: '2026-01-05T16:00:00Z', fees: '1.25' },
    ...{ stopPrice: '95', tags: ['breakout'], notes: 'Bought the "gap"\n\nand held.' },
  };
  const { id } = (await send(page, 'POST', '/api/user/trades', trade)) as TradeAnswer;
  const { id: picture } = await addScreenshot(page, id);
  await send(page, 'PUT', '/api/user/days/2026-01-05/note', { notes: 'A calm day' });

  await page.goto('/settings#data');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download everything' }).click();
  const path = await (await downloading).path();

  await test.step('not into a journal that has something', async () => {
    await restore(page, path);
    await expect(page.getByRole('alert')).toHaveText(
      'Your journal is not empty. Restore into an empty one, or delete it first.',
    );
  });

  await signInAnew(page, 'Demo Member One');
  await page.goto('/settings#data');
  await restore(page, path);
  await expect(page.getByText('Restored 1 account, 1 trade, 1 day note, 1 screenshot.')).toBeVisible();
  await page.getByRole('link', { name: 'View trades' }).click();
  await page.getByRole('link', { name: /AMD/ }).first().click();
  await expect(page).toHaveURL(new RegExp(id));
  await expect(page.getByText('Bought the "gap"')).toBeVisible();
  await expect(page.getByText('+$123.75').first()).toBeVisible();
  await expect(page.locator(`img[src*="${picture}"]`).first()).toHaveJSProperty('complete', true);

  await test.step('and once: the same archive adds nothing to it', async () => {
    await page.goto('/settings#data');
    await restore(page, path);
    await expect(page.getByText('Everything in it is already here.')).toBeVisible();
  });
});
