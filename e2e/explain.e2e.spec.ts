import { decimal, exactly, sum, toText } from '@singularity/domain';
import { expect, send, signInAnew, test } from './journey.js';

const trade = (symbol: string, exitPrice: string, fees: string) => ({
  symbol,
  assetType: 'stock',
  direction: 'LONG',
  quantity: '10',
  entryPrice: '100',
  entryAt: '2026-03-02T15:00:00Z',
  exitPrice,
  exitAt: '2026-03-02T18:00:00Z',
  fees,
});

/** `−$1,234.50` → `-1234.5` */
function amountIn(text: string): ReturnType<typeof exactly> {
  const [, sign, digits = ''] = /([+−]?)\$([\d,.]+)/.exec(text) ?? [];
  return exactly(`${sign === '−' ? '-' : ''}${digits.replaceAll(',', '')}`);
}

test('net P&L opens to the trades that add up to it, and each of them to its events', async ({ page }) => {
  await signInAnew(page, 'Demo Member One');
  await send(page, 'POST', '/api/user/trades', trade('AAPL', '225.55', '2.3'));
  await send(page, 'POST', '/api/user/trades', trade('MSFT', '91.2', '1'));
  const { id } = (await send(page, 'POST', '/api/user/trades', trade('NVDA', '100', '0.5'))) as { id: string };
  await send(page, 'PATCH', `/api/user/trades/${id}`, { exitPrice: '103.1' });

  await page.goto('/');
  const figure = page.getByRole('group', { name: 'Net P&L' });
  await figure.getByRole('link').click();
  const sheet = page.getByRole('dialog', { name: 'Net P&L' });
  await expect(sheet).toContainText('Net P&L = +$1,198.50 gross − $3.80 fees = +$1,194.70');
  await expect(page).toHaveURL(/sheet:explain\/netPnl\)\?currency=USD$/);

  const rows = sheet.getByRole('region', { name: 'Trades included' }).getByRole('button');
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText('AAPL');
  const amounts = (await rows.allTextContents()).map((text) => decimal(amountIn(text)));
  const shown = amountIn((await figure.textContent()) ?? '');
  expect(toText(sum(amounts))).toBe(shown);

  await rows.filter({ hasText: 'NVDA' }).press('Enter');
  const events = sheet.getByRole('group', { name: 'NVDA history' });
  await expect(events.getByRole('heading', { level: 3 })).toHaveText(['Edited', 'Added']);
  await expect(events).toContainText('103.1');

  await events.getByRole('link', { name: 'Open trade' }).click();
  await expect(page).toHaveURL(new RegExp(`/trades/${id}$`));
  await page.goBack();
  await expect(sheet).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
});
