import { readFile } from 'node:fs/promises';
import { expect, send, signInAnew, signInAs, test } from './journey.js';

test('a member takes everything along and is erased', async ({ page }) => {
  await signInAnew(page, 'Demo Member Two');
  const trade = { symbol: 'AAPL', assetType: 'stock', direction: 'LONG', quantity: '1', entryPrice: '187.23' };
  await send(page, 'POST', '/api/user/trades', { ...trade, entryAt: '2026-03-02T15:00:00Z' });
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Delete account…' }).click();
  const leave = page.getByRole('region', { name: 'Delete account' });

  await test.step('their data first, as a zip', async () => {
    const download = page.waitForEvent('download');
    await leave.getByRole('button', { name: 'Download everything' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('singularity-export.zip');
    expect((await readFile(await file.path())).subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
    await expect(leave.getByText('✓ Downloaded')).toBeVisible();
  });

  await test.step('then nothing is left, and they may begin anew', async () => {
    await leave.getByLabel('Type demo.two to confirm').fill('demo.two');
    await leave.getByRole('button', { name: 'Delete everything' }).click();
    await page.waitForURL('**/login');
    await signInAs(page, 'Demo Member Two');
    await page.goto('/trades');
    await expect(page.getByText('AAPL')).toHaveCount(0);
  });
});
