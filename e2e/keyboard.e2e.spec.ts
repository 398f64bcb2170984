import type { Locator, Page } from '@playwright/test';
import { expect, openDemo, signInAs, test } from './journey.js';

/** More stops than any page has. */
const MOST_STOPS = 250;

/** Goes from stop to stop until it is there, as one does without a mouse. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`The keyboard does not come to ${target}.`);
}

async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

/** A page by its two keys. */
async function goTo(page: Page, key: string, heading: string): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press(key);
  await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
}

test.beforeEach(async ({ page }) => {
  // So many keys take their time.
  test.slow();
  await signInAs(page, 'Demo Member One');
  await openDemo(page);
  await page.goto('/');
  await expect(page.getByRole('table', { name: /Net P&L by day/ })).toBeVisible();
});

test('the dashboard: a day of the calendar leads to its sheet, a symbol of the breakdown to its trades', async ({
  page,
}) => {
  await press(
    page,
    page
      .getByRole('table', { name: /Net P&L by day/ })
      .getByRole('link')
      .first(),
  );
  await expect(page).toHaveURL(/\/days\/\d{4}-\d\d-\d\d$/);

  await page.goto('/');
  const symbol = page.getByRole('region', { name: 'P&L by symbol' }).getByRole('link').first();
  await press(page, symbol);
  await expect(page).toHaveURL(/\/trades\?symbol=/);
});

test('trades: searched, filtered and sorted', async ({ page }) => {
  await goTo(page, 't', 'Trades');
  await page.keyboard.press('/');
  await page.keyboard.type('tsla');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/trades?symbolPrefix=TSLA');

  const filter = page.getByRole('button', { name: 'Net P&L filter' });
  await press(page, filter);
  await expect(page.getByRole('checkbox', { name: 'Wins' })).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page).toHaveURL('/trades?symbolPrefix=TSLA&result=win');
  await page.keyboard.press('Escape');
  await expect(filter).toBeFocused();

  await tabTo(page, page.getByRole('button', { name: 'Net P&L', exact: true }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/trades?symbolPrefix=TSLA&result=win&sort=netPnl&order=desc');
  await expect(page.getByRole('columnheader', { name: 'Net P&L' })).toHaveAttribute('aria-sort', 'descending');
});

test('trades: from row to row, edited, tagged together, deleted and taken back', async ({ page }) => {
  await page.goto('/trades?symbol=AAPL&status=closed');
  const row = (index: number) => page.locator(`[data-index="${index}"]`);
  await expect(row(1)).toBeVisible();
  for (const key of ['j', 'j', 'k']) await page.keyboard.press(key);
  await expect(row(0)).toBeFocused();

  await page.keyboard.press('e');
  const sheet = page.getByRole('dialog', { name: 'Edit AAPL' });
  await tabTo(page, sheet.getByLabel('Notes'));
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' By keyboard.');
  await press(page, sheet.getByRole('button', { name: 'Save changes' }));
  await expect(sheet).toHaveCount(0);
  await expect(row(0)).toBeFocused();

  for (const key of ['x', 'j', 'x']) await page.keyboard.press(key);
  const bar = page.getByRole('region', { name: 'Selected trades' });
  await expect(bar.getByText('2 selected')).toBeVisible();
  await press(page, bar.getByRole('button', { name: 'Tags' }));
  await expect(bar.getByLabel('Tags, separated by commas')).toBeFocused();
  await page.keyboard.type('typed');
  await page.keyboard.press('Enter');
  await expect(row(0).getByRole('button', { name: /Edit Tags.*typed/ })).toBeVisible();
  await expect(row(1).getByRole('button', { name: /Edit Tags.*typed/ })).toBeVisible();

  const first = (await row(0).getByRole('link').getAttribute('href')) ?? '';
  await press(page, bar.getByRole('button', { name: 'Delete' }));
  await expect(page.locator(`a[href="${first}"]`)).toHaveCount(0);
  // Of the offer at the foot of the screen one would have to be sooner than it goes.
  await page.keyboard.press('Control+z');
  await expect(page.locator(`a[href="${first}"]`)).toBeVisible();
});

test('a trade: its history, its form, and its exit', async ({ page }) => {
  await page.goto('/trades?status=open&assetType=stock');
  await expect(page.locator('[data-index="0"]')).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/trades\/[0-9a-f-]{36}\?/);

  const tabs = page.getByRole('navigation', { name: 'Notes and history' });
  await press(page, tabs.getByRole('link').last());
  await expect(page).toHaveURL(/view=history/);
  await press(page, page.getByRole('link', { name: 'Edit', exact: true }));
  await expect(page.getByRole('dialog', { name: /^Edit/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await press(page, page.getByRole('link', { name: 'Close', exact: true }));
  const sheet = page.getByRole('dialog', { name: /^Close/ });
  await expect(sheet.getByLabel('Exit price')).toBeFocused();
  await page.keyboard.type('100');
  await press(page, sheet.getByRole('button', { name: 'Close trade' }));
  await expect(sheet).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Close', exact: true })).toHaveCount(0);
});

test('going back, the keyboard is where one left it: in a row, at a day, at a figure', async ({ page }) => {
  const table = page.getByRole('table', { name: /Net P&L by day/ });
  const day = table.getByRole('link').first();
  await press(page, day);
  await expect(page).toHaveURL(/\/days\//);
  await page.goBack();
  await expect(table.getByRole('link').first()).toBeFocused();

  const figure = page.getByRole('group', { name: 'Profit factor' }).getByRole('link');
  await press(page, figure);
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(figure).toBeFocused();

  await goTo(page, 't', 'Trades');
  const row = page.locator('[data-index="2"]');
  await expect(row).toBeVisible();
  for (const back of ['history', 'link'] as const) {
    await row.focus();
    await page.keyboard.press('Enter');
    const list = page.getByRole('main').getByRole('link', { name: 'Trades' });
    await expect(list).toBeVisible();
    if (back === 'history') await page.goBack();
    else await press(page, list);
    await expect(row).toBeFocused();
  }
  for (const close of ['history', 'Escape'] as const) {
    const menu = row.getByRole('button', { name: /^Actions for/ });
    await press(page, menu);
    await page.getByRole('menuitem', { name: 'Edit' }).press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
    if (close === 'history') await page.goBack();
    else await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(menu).toBeFocused();
  }
});

test('accounts: one is added, money put into it, closed and reopened', async ({ page }) => {
  await goTo(page, 'a', 'Accounts');
  await press(page, page.getByRole('link', { name: 'Add account' }));
  const sheet = page.getByRole('dialog', { name: 'Add account' });
  await tabTo(page, sheet.getByLabel('Platform', { exact: true }));
  await page.keyboard.type('Tradi');
  await tabTo(page, sheet.getByLabel('Name', { exact: true }));
  await page.keyboard.type('Keys');
  await tabTo(page, sheet.getByLabel('Starting balance'));
  await page.keyboard.type('500');
  await page.keyboard.press('Enter');
  await expect(sheet).toHaveCount(0);

  const card = page.getByRole('article', { name: 'Keys' });
  await press(page, card.getByRole('link', { name: 'Deposit' }));
  await expect(page.getByRole('dialog').getByRole('textbox').first()).toBeFocused();
  await page.keyboard.type('250');
  await page.keyboard.press('Enter');
  await expect(card.getByText('$750.00')).toBeVisible();

  await press(page, card.getByRole('button', { name: 'Actions for Keys' }));
  await expect(page.getByRole('menuitem', { name: 'Edit' })).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('radio', { name: /^Open/ }));
  await page.keyboard.press('ArrowRight');
  const closed = page.getByRole('list', { name: 'Closed accounts' });
  await press(page, closed.getByRole('button', { name: 'Reopen' }));
  await expect(page.getByText('No closed accounts')).toBeVisible();
});

test('settings: the time zone is changed, and another browser is signed out', async ({ page, browser }) => {
  const other = await browser.newContext();
  await signInAs(await other.newPage(), 'Demo Member One');

  await goTo(page, 's', 'Settings');
  await tabTo(page, page.getByLabel('Time zone'));
  await page.keyboard.type('zur');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Time zone')).toHaveValue('Europe/Zurich');
  await press(page, page.getByRole('button', { name: 'Save', exact: true }));
  await expect(page.getByText('Saved settings')).toBeVisible();

  const others = page
    .getByRole('list', { name: 'Sessions' })
    .getByRole('listitem')
    .filter({ hasNotText: 'This browser' });
  const count = await others.count();
  await press(page, others.first().getByRole('button'));
  await expect(others).toHaveCount(count - 1);
  await other.close();
});
