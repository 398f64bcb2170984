import type { Page } from '@playwright/test';
import { expect, isComplete, lastTradingDay, openDemo, signInAs, test } from './journey.js';

declare global {
  interface Window {
    /** What charts have written since the last look. */
    written: string[];
  }
}

const MONEY = /[$€£]\s?\d/;

/** Everything that can be read, heard or hovered over: texts, labels, titles and what charts wrote. */
async function readable(page: Page): Promise<string> {
  return page.evaluate(() => {
    const told = [...document.querySelectorAll('[title], [aria-label]')].flatMap((element) => [
      element.getAttribute('title'),
      element.getAttribute('aria-label'),
    ]);
    return [document.title, document.body.textContent, ...told, ...window.written.splice(0)].join('\n');
  });
}

/** Trades that were added together, some pages further down. */
async function openBatch(page: Page): Promise<void> {
  const batch = page.getByRole('button', { name: 'Added 12 trades', exact: true });
  await expect(async () => {
    await page.mouse.wheel(0, 5_000);
    await expect(batch).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await batch.click();
}

test('privacy mode hides every amount of money on every page, on this device', async ({ page, context }) => {
  test.slow();
  await context.addInitScript(() => {
    window.written = [];
    const write = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (...args) {
      window.written.push(args[0]);
      write.apply(this, args);
    };
  });
  await signInAs(page, 'Demo Member One');
  await openDemo(page);
  await page.goto('/');
  await isComplete(page);
  await expect(page.getByText(/\d\.\d\d%/).first()).toBeVisible();
  expect(await readable(page)).toMatch(MONEY);

  await page.keyboard.press('p');
  await expect(page.getByRole('button', { name: 'Hide amounts' })).toHaveAttribute('aria-pressed', 'true');
  // Charts that are in sight are drawn anew.
  await expect.poll(() => page.evaluate(() => window.written.splice(0).join('\n'))).toMatch(/^[^$]*•••[^$]*$/);
  const { items } = (await (await page.request.get('/api/user/trades?status=closed&limit=1')).json()) as {
    items: { id: string }[];
  };
  const places = ['/', '/trades', '/accounts', '/history', '/compare?from=v90'];
  const paths = [...places, `/days/${await lastTradingDay(page)}`, `/trades/${items[0]?.id}`];
  for (const path of paths) {
    // Amounts are shown, and hidden again once they stand there.
    await page.keyboard.press('p');
    await page.goto(path);
    await isComplete(page);
    expect(await readable(page), path).toMatch(MONEY);
    await page.keyboard.press('p');
    await expect.poll(() => readable(page), path).not.toMatch(MONEY);
  }
  for (const path of ['/(sheet:explain/netPnl)?currency=USD', ...paths]) {
    await page.goto(path);
    await isComplete(page);
    if (path === '/history') await openBatch(page);
    await expect(page.getByText('•••').first()).toBeVisible();
    expect(await readable(page), path).not.toMatch(MONEY);
  }
  await expect(page.getByText(/\d\.\d\d%/).first()).toBeVisible();

  await page.getByRole('button', { name: 'Hide amounts' }).click();
  await expect(page.getByText(/\$\d/).first()).toBeVisible();
});
