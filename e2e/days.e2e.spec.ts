import type { Page } from '@playwright/test';
import { expect, send, signInAnew, test } from './journey.js';

const trade = (symbol: string, executions: readonly object[]) => ({
  ...{ symbol, assetType: 'stock', direction: 'LONG' },
  executions,
});
const fill = (type: 'open' | 'close', at: string, price: string, more = {}) => ({
  ...{ type, at: `2026-03-${at}:00Z`, quantity: '1', price, ...more },
});

/** One trade closes on March 3rd, another gives a part back on it, and on the 5th there is one more. */
async function fillJournal(page: Page): Promise<void> {
  const trades = [
    trade('TSLA', [
      fill('open', '02T15:00', '200', { quantity: '2' }),
      fill('close', '03T15:00', '243', { fees: '0.5' }),
      fill('close', '04T15:00', '210'),
    ]),
    trade('AAPL', [fill('open', '03T16:00', '300'), fill('close', '03T17:30', '80')]),
    trade('MSFT', [fill('open', '05T15:00', '400'), fill('close', '05T16:00', '401')]),
  ];
  for (const one of trades) await send(page, 'POST', '/api/user/trades', one);
}

test('the calendar, the sheet of a day and its trades tell one sum, and its note is written and undone', async ({
  page,
}) => {
  await signInAnew(page, 'Demo Member Two');
  await fillJournal(page);
  await page.goto('/?from=2026-03-01&to=2026-03-31');
  await page.getByRole('link', { name: 'Mar 3, 2026: −$177.50, 1 trade' }).click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Mar 3, 2026\s+Tuesday/);
  await expect(page.getByRole('group', { name: 'Net P&L' })).toContainText('−$177.50');
  await expect(page.getByRole('group', { name: 'Best trade' })).toContainText('+$42.50TSLA');
  await expect(page.getByRole('group', { name: 'Worst trade' })).toContainText('−$220.00AAPL');
  await expect(page.getByRole('table', { name: 'Fills' }).getByRole('row')).toHaveCount(4);
  await expect(page.getByRole('table', { name: 'Fills' }).getByRole('row').last()).toContainText('−$177.50');
  await expect(page.getByRole('img', { name: /^Intraday realized P&L/ })).toBeVisible();

  await page.getByRole('link', { name: 'Trades on this day' }).click();
  await expect(page.getByRole('region', { name: 'Totals' })).toContainText('−$177.50');
  await page.goBack();

  await page.getByRole('button', { name: 'Write a note' }).click();
  await page.getByRole('textbox', { name: 'Day note' }).fill('Held a loser **too long**.');
  await page.keyboard.press('Control+Enter');
  const note = page.getByRole('region', { name: 'Day note' });
  await expect(note).toContainText('Held a loser too long.');
  await page.getByRole('link', { name: 'Dashboard' }).first().click();
  await expect(page.getByRole('link', { name: 'Mar 3, 2026: −$177.50, 1 trade, with a note' })).toBeVisible();
  await page.goBack();
  await expect(note).toContainText('Held a loser too long.');
  await page.keyboard.press('Control+z');
  await expect(note).toContainText('No note yet');
  await note.getByRole('link', { name: 'History' }).click();
  await expect(page.getByRole('heading', { name: /Day note added/ })).toBeVisible();
});

test('the keys go from trading day to trading day, and a bar of the dashboard leads to its day', async ({ page }) => {
  await signInAnew(page, 'Demo Member Two');
  await fillJournal(page);
  await page.goto('/days/2026-03-03');
  for (const [key, day] of [
    [']', '04'],
    [']', '05'],
    ['[', '04'],
    ['[', '03'],
    ['[', '02'],
  ] as const) {
    await expect(page.getByRole('table', { name: 'Fills' })).toBeVisible();
    await page.keyboard.press(key);
    await expect(page).toHaveURL(`/days/2026-03-${day}`);
  }
  await expect(page.getByRole('table', { name: 'Fills' })).toContainText('TSLA');
  await expect(page.getByRole('button', { name: 'Previous trading day' })).toHaveAttribute('aria-disabled', 'true');

  await page.goto('/?from=2026-03-01&to=2026-03-31');
  const chart = page.getByRole('img', { name: 'Net P&L by day' });
  await chart.scrollIntoViewIfNeeded();
  await expect(chart.locator('canvas')).toBeVisible();
  const { width = 0, height = 0 } = (await chart.boundingBox()) ?? {};
  // Three days beside each other, between the labels and the edge: at the last of them, above its bar.
  await chart.click({ position: { x: width - 40, y: height / 3 } });
  await expect(page).toHaveURL(/^[^?]*\/days\/2026-03-05/);
});
