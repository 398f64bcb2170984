import type { Browser, BrowserContext, Page } from '@playwright/test';
import { expect, isComplete, openDemo, send, signInAs, signInAnew, test } from './journey.js';

/** Another device of the same member: a session of its own. */
async function anotherDevice(browser: Browser): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signInAs(page, 'Demo Member Two');
  return { context, page };
}

const ACCOUNT = { platform: 'Tradier', name: 'Elsewhere', startingBalance: '1000', currency: 'USD' };
const TRADE = {
  ...{ symbol: 'AAPL', assetType: 'stock', direction: 'LONG', quantity: '10' },
  ...{ entryPrice: '100', entryAt: '2026-03-02T15:00:00Z', exitPrice: '101', exitAt: '2026-03-02T16:00:00Z' },
};
const add = async (page: Page, difference: object = {}) =>
  (await send(page, 'POST', '/api/user/trades', { ...TRADE, ...difference })) as { id: string };

/** Marks the page, so that a reload, or a skeleton once more in place of what was read, would be noticed. */
async function watch(page: Page): Promise<() => Promise<{ reloaded: boolean; skeletons: number }>> {
  await page.evaluate(() => {
    const seen = Object.assign(window, { skeletons: 0 });
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes)
          if (node instanceof Element && (node.matches('app-skeleton') || node.querySelector('app-skeleton')))
            seen.skeletons++;
    }).observe(document.body, { childList: true, subtree: true });
  });
  return () =>
    page.evaluate(() => {
      const { skeletons } = window as { skeletons?: number };
      return { reloaded: skeletons === undefined, skeletons: skeletons ?? 0 };
    });
}

test('what is changed on one device is there on the other, on every page, without a reload', async ({
  page,
  browser,
}) => {
  await signInAnew(page, 'Demo Member Two');
  await page.goto('/');
  const { context, page: other } = await anotherDevice(browser);
  await send(other, 'POST', '/api/user/accounts', ACCOUNT);
  const { id } = await add(other);
  const undisturbed = { reloaded: false, skeletons: 0 };

  await test.step('the dashboard', async () => {
    const net = page.locator('app-figure-card', { has: page.getByText('Net P&L', { exact: true }) });
    await expect(net).toContainText('+$10.00');
    await isComplete(page);
    const seen = await watch(page);
    await add(other);
    await expect(net).toContainText('+$20.00');
    expect(await seen()).toEqual(undisturbed);
  });

  await test.step('the accounts', async () => {
    await page.goto('/accounts');
    await expect(page.getByText('Elsewhere').first()).toBeVisible();
    const seen = await watch(page);
    await send(other, 'POST', '/api/user/accounts', { ...ACCOUNT, name: 'Newly there' });
    await expect(page.getByText('Newly there').first()).toBeVisible();
    expect(await seen()).toEqual(undisturbed);
  });

  await test.step('a trade, which is deleted and restored', async () => {
    await page.goto(`/trades/${id}`);
    await expect(page.getByRole('region', { name: 'Net P&L' })).toContainText('+$10.00');
    const seen = await watch(page);
    await send(other, 'PATCH', `/api/user/trades/${id}`, { exitPrice: '103', notes: 'written elsewhere' });
    await expect(page.getByRole('region', { name: 'Net P&L' })).toContainText('+$30.00');
    await expect(page.getByText('written elsewhere')).toBeVisible();
    await send(other, 'DELETE', `/api/user/trades/${id}`);
    await expect(page.getByRole('heading', { name: 'Deleted trade' })).toBeVisible();
    await send(other, 'POST', `/api/user/trades/${id}/restore`, {});
    await expect(page.getByRole('button', { name: 'Delete' })).toBeVisible();
    expect(await seen()).toEqual(undisturbed);
  });

  await test.step('the settings, beside what is typed', async () => {
    await page.goto('/settings');
    const base = page.getByLabel('Base currency');
    await expect(base).toHaveValue('USD');
    await send(other, 'PATCH', '/api/user/settings', { theme: 'light', timeZone: 'Europe/Zurich' });
    await expect(page.getByRole('radio', { name: 'Light' })).toBeChecked();
    await expect(page.getByLabel('Time zone')).toHaveValue('Europe/Zurich');
    await base.fill('EUR');
    await send(other, 'PATCH', '/api/user/settings', { theme: 'dark', timeZone: 'Europe/Vienna' });
    await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
    await expect(base).toHaveValue('EUR');
    await page.getByRole('button', { name: 'Save' }).first().click();
    await expect(page.getByLabel('Time zone')).toHaveValue('Europe/Vienna');
  });

  await test.step('signing out everywhere, which it does not take a click to see', async () => {
    await page.goto('/trades');
    await expect(page.getByRole('heading', { name: 'Trades' })).toBeVisible();
    await send(other, 'POST', '/api/auth/logout-everywhere', {});
    await expect(page).toHaveURL(/\/login/);
  });
  await context.close();
});

test('the table stays where it is: its place, its selection, and what is typed in a cell', async ({
  page,
  browser,
}) => {
  await signInAnew(page, 'Demo Member Two');
  await openDemo(page);
  const { context, page: other } = await anotherDevice(browser);
  await openDemo(other);
  await page.goto('/trades');
  const rows = page.getByRole('row').filter({ has: page.getByRole('checkbox', { name: /^Select (?!all)/ }) });
  await expect(rows.first()).toBeVisible();
  await isComplete(page);
  await page.mouse.move(700, 500);
  await page.mouse.wheel(0, 1_500);
  const inSight = async () => {
    const links = page.locator('main a[href*="/trades/"]');
    const rows = await links.evaluateAll((all) =>
      all.map((link) => ({ href: link.getAttribute('href'), top: link.getBoundingClientRect().top })),
    );
    return rows.filter(({ top }) => top > 300 && top < 700);
  };
  let before = await inSight();
  const atRest = async () => {
    const earlier = before;
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    before = await inSight();
    return before.length > 3 && JSON.stringify(before) === JSON.stringify(earlier);
  };
  await expect.poll(atRest).toBe(true);
  const row = page.getByRole('row').filter({ has: page.locator(`a[href="${before[2]?.href}"]`) });
  await row.getByRole('checkbox').check();
  await row.getByRole('button', { name: /^Edit Fees/ }).click();
  await page.keyboard.type('12.5');
  const shown = await inSight();
  await page.evaluate(() => {
    (window as { undisturbed?: boolean }).undisturbed = true;
  });

  const { id } = await add(other, { symbol: 'NEWER', entryAt: '2026-11-02T15:00:00Z', exitAt: '2026-11-02T16:00:00Z' });
  await expect(page.getByRole('region', { name: 'Totals' })).toContainText('142 trades');
  await expect.poll(inSight).toEqual(shown);
  await expect(page.getByRole('region', { name: 'Selected trades' })).toContainText('1 selected');
  await expect(page.getByRole('textbox', { name: /^Fees of/ })).toBeFocused();
  await expect(page.getByRole('textbox', { name: /^Fees of/ })).toHaveValue('12.5');
  await page.mouse.wheel(0, -5_000);
  await expect(page.locator(`a[href="/trades/${id}"]`)).toBeVisible();
  expect(await page.evaluate(() => (window as { undisturbed?: boolean }).undisturbed)).toBe(true);
  await context.close();
});
