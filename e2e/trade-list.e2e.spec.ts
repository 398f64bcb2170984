import type { Locator, Page } from '@playwright/test';
import { expect, openDemo, SCREENS, send, signInAnew, signInAs, test } from './journey.js';

/** The number of the first row that is in sight, as screen readers count them. */
function firstInSight(page: Page): Promise<number> {
  return page.evaluate(() => {
    const top = Math.max(0, document.querySelector('.scroller')?.getBoundingClientRect().top ?? 0) + 80;
    const rows = [...document.querySelectorAll('[data-index]')];
    return Number(rows.find((row) => row.getBoundingClientRect().top > top)?.getAttribute('data-index'));
  });
}

/** From the lower edge of one to the upper edge of the other. */
async function gapBetween(upper: Locator, lower: Locator): Promise<number> {
  const [above, below] = [await upper.boundingBox(), await lower.boundingBox()];
  return (below?.y ?? 0) - ((above?.y ?? 0) + (above?.height ?? 0));
}

for (const [name, viewport] of Object.entries(SCREENS))
  test.describe(`on a ${name}`, () => {
    test.use({ viewport });

    test('one comes back to the row of the list where one left it', async ({ page }) => {
      await signInAs(page, 'Demo Member Two');
      await openDemo(page);
      await page.goto('/trades');
      const trades = page.getByRole('grid', { name: 'Trades' });
      await expect(trades.getByRole('link').first()).toBeVisible();
      // Further than the first page of the list. A wheel would still be turning when one has arrived.
      await expect(async () => {
        await page.evaluate(() => {
          for (const one of [window, document.querySelector('.scroller')]) one?.scrollBy(0, 1_500);
        });
        expect(await firstInSight(page)).toBeGreaterThan(85);
      }).toPass();
      const index = await firstInSight(page);
      const row = page.locator(`[data-index="${index}"]`);
      const trade = await row.getByRole('link').getAttribute('href');

      for (const back of ['history', 'link'] as const) {
        await row.getByRole('link').click();
        await expect(page.getByRole('link', { name: 'Edit' })).toBeVisible();
        if (back === 'history') await page.goBack();
        else await page.getByRole('main').getByRole('link', { name: 'Trades' }).click();
        await expect(row.getByRole('link')).toHaveAttribute('href', trade ?? '');
        await expect.poll(() => firstInSight(page)).toBe(index);
      }

      await row.getByRole('button', { name: /^Actions for/ }).click();
      await page.getByRole('menuitem', { name: 'Edit' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await expect.poll(() => firstInSight(page)).toBe(index);

      await page.getByLabel('Filter by symbol').pressSequentially('tsl');
      await expect(page).toHaveURL(/symbolPrefix=TSL/);
      await expect.poll(() => firstInSight(page)).toBeLessThan(5);
    });

    test('adding a trade is at hand however far one has scrolled, and a notice leaves it so', async ({ page }) => {
      await signInAs(page, 'Demo Member Two');
      await openDemo(page);
      await page.goto('/trades');
      await expect(page.locator('[data-index="5"]')).toBeVisible();
      const add = page.getByRole('link', { name: 'Add trade' });
      if (name === 'phone') await page.evaluate(() => window.scrollBy(0, 900));
      await expect(add).toBeInViewport({ ratio: 1 });
      await page
        .getByRole('button', { name: /^Actions for/ })
        .last()
        .click();
      await page.getByRole('menuitem', { name: 'Delete' }).click();
      const notice = page.locator('.mdc-snackbar__surface');
      await expect(notice).toContainText('Deleted');
      if (name === 'phone') await expect.poll(() => gapBetween(notice, add)).toBeGreaterThanOrEqual(0);
      await add.click();
      await expect(page.getByRole('dialog', { name: 'Add trade' })).toBeVisible();
    });

    test('a notice leaves what is at the foot of the screen in sight', async ({ page }) => {
      await signInAs(page, 'Demo Member Two');
      await openDemo(page);
      await page.goto('/trades');
      await page
        .getByRole('checkbox', { name: /^Select [A-Z]/ })
        .first()
        .check();
      const bar = page.getByRole('region', { name: 'Selected trades' });
      await bar.getByRole('button', { name: 'Tags' }).click();
      await bar.getByRole('textbox').fill('foot');
      await page.keyboard.press('Enter');
      const notice = page.locator('.mdc-snackbar__surface');
      await expect(notice).toContainText('1 trade');
      for (const below of [bar, page.getByRole('navigation', { name: 'Main' })].slice(0, name === 'phone' ? 2 : 1))
        await expect.poll(() => gapBetween(notice, below)).toBeGreaterThanOrEqual(0);
    });
  });

test('no number of the list is cut, however long', async ({ page }) => {
  await page.setViewportSize(SCREENS.desktop);
  await signInAnew(page, 'Demo Member Two');
  const times = { entryAt: '2026-03-02T15:00:00Z', exitAt: '2026-03-03T18:17:00Z' };
  const long = { quantity: '1234567.125', entryPrice: '98765.4321', exitPrice: '1.00000001', fees: '12345.67' };
  await send(page, 'POST', '/api/user/trades', {
    ...{ symbol: 'WIF-USD', assetType: 'crypto', direction: 'LONG', stopPrice: '98765.4' },
    ...{ ...long, ...times },
  });
  const option = { assetType: 'option', direction: 'PUT', side: 'sell', strike: '12345.5', expiration: '2026-12-18' };
  await send(page, 'POST', '/api/user/trades', {
    ...{ symbol: 'WWWWMM', ...option, quantity: '1', entryPrice: '6.5', entryAt: times.entryAt },
  });
  await page.goto('/trades');
  await expect(page.getByRole('row')).toHaveCount(3);
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll('[role=gridcell]:not(.tags, .accountId) :is(.number, a)')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ textContent }) => textContent),
  );
  expect(cut).toEqual([]);
});

test('a view keeps filters, order and columns, and comes back by its name', async ({ page }) => {
  await page.setViewportSize(SCREENS.desktop);
  await signInAs(page, 'Demo Member Two');
  await openDemo(page);
  await page.goto('/trades');
  await page.getByLabel('Filter by symbol').pressSequentially('tsl');
  await page.getByRole('button', { name: 'Fees', exact: true }).click();
  await expect(page).toHaveURL(/sort=fees/);
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByLabel('New view name').fill('Tesla by fees');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/saved=Tesla(\+|%20)by(\+|%20)fees/);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Account' }).uncheck();
  await page.keyboard.press('Escape');

  await page.goto('/trades');
  const account = page.getByRole('columnheader', { name: 'Account' });
  await expect(account).toBeVisible();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('button', { name: 'Tesla by fees', exact: true }).click();
  await expect(page).toHaveURL(/symbolPrefix=TSL&sort=fees/);
  await expect(account).toHaveCount(0);
  await page.getByRole('button', { name: 'Tesla by fees', exact: true }).first().click();
  await page.getByRole('button', { name: 'Delete view Tesla by fees' }).click();
  await expect(account).toBeVisible();
});
