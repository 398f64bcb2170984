import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { expect, lastTradingDay, openDemo, SCREENS, send, signInAnew, signInAs, test } from './journey.js';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** Of the demo ledger, for the names in braces. */
type Ids = Record<'open' | 'closed' | 'account' | 'day', string>;

/** Addresses, each with the heading that tells that it is there. */
type Paths = Record<string, string | RegExp>;

const PATHS: Record<string, Paths> = {
  'the dashboard and the lists of trades': {
    '/': 'P&L by symbol',
    '/?accountId=01900000-0000-7000-8000-000000000000': 'No results',
    '/?asOf=v90': 'P&L by symbol',
    '/trades': /^Trades/,
    '/trades?symbol=NONE': 'No results',
    '/trades?status=deleted': 'Trades',
    '/trades?symbol=AAPL&asOf=v90': /^Trades/,
  },
  'every other page': {
    '/trades/{closed}': 'Details',
    '/trades/{closed}?view=history': 'History',
    '/trades/{closed}?asOf=v2': 'This trade did not exist then',
    '/trades/{open}': 'Details',
    '/trades/unknown': 'Trade not found',
    '/days/{day}': 'Fills',
    '/days/{day}?asOf=v2': 'No trades on this day',
    '/days/unknown': 'Day not found',
    '/accounts': 'Accounts',
    '/accounts?asOf=v90': 'Accounts',
    '/import': 'Import',
    '/connections': 'Trades without typing or files',
    '/connections/add': 'Connect a broker',
    '/connections/add/topstepx': 'Your key',
    '/reports/realized': 'Realized P&L',
    '/history': 'History',
    '/history?to=2000-01-01': 'No results',
    '/compare': 'Pick a starting point',
    '/compare?from=v90': 'What changed',
    '/settings': 'Settings',
    '/verify': 'Verify a ledger',
  },
  // Over the page that has the least of its own.
  'every sheet': {
    '/compare(sheet:add-trade)': 'Add trade',
    '/compare(sheet:edit-trade/{closed})': /^Edit [A-Z]/,
    '/compare(sheet:close-trade/{open})': /^Close [A-Z]/,
    '/compare(sheet:add-account)': 'Add account',
    '/compare(sheet:edit-account/{account})': /^Edit [A-Z]/,
    '/compare(sheet:update-balance/{account})': /^Set balance of/,
    '/compare(sheet:deposit/{account})': /^Deposit to/,
    '/compare(sheet:account-history/{account})': / history$/,
    '/compare(sheet:explain/profitFactor)': 'Profit factor',
  },
};

const EMPTY: Paths = {
  '/': 'Dashboard',
  '/trades': 'No trades yet',
  '/trades?status=deleted': 'No deleted trades',
  '/accounts': 'No accounts yet',
  '/history': 'History',
};

/** What has no address of its own. */
const OPENED: Record<string, (page: Page, ids: Ids) => Promise<void>> = {
  'the search': async (page) => {
    await visit(page, '/compare', 'Pick a starting point');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search pages, actions, settings and symbols' }).fill('a');
    await expect(page.getByRole('option', { name: /Long|Short/ }).first()).toBeVisible();
  },
  'the list of keys': async (page) => {
    await visit(page, '/compare', 'Pick a starting point');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  },
  'the question for another moment': async (page) => {
    await visit(page, '/compare', 'Pick a starting point');
    await page.getByRole('button', { name: 'Other date' }).click();
    await expect(page.getByRole('dialog').getByLabel('Date and time')).toBeVisible();
  },
  'a choice of filters': async (page) => {
    await visit(page, '/history?to=2000-01-01', 'No results');
    await page.getByRole('button', { name: /^Changes, / }).click();
    await expect(page.getByRole('checkbox').first()).toBeVisible();
  },
  'the menu of the member': async (page) => {
    await visit(page, '/compare', 'Pick a starting point');
    await page.getByRole('button', { name: /^Signed in as/ }).click();
    await expect(page.getByRole('menuitem', { name: 'Sign out everywhere' })).toBeVisible();
  },
  'the menu of an account': async (page) => {
    await visit(page, '/accounts', 'Accounts');
    const menus = page.getByRole('button', { name: /^Actions for/ });
    await menus.first().click();
    await expect(page.getByRole('menuitem', { name: 'History' })).toBeVisible();
  },
  'the choice of columns': async (page) => {
    await visit(page, '/trades?symbol=NONE', 'No results');
    await page.getByRole('button', { name: 'Columns' }).click();
    await expect(page.getByRole('button', { name: 'Reset' })).toBeVisible();
  },
  'selected trades': async (page) => {
    await visit(page, '/trades?symbol=AAPL', /^Trades/);
    const boxes = page.getByRole('checkbox', { name: /^Select [A-Z]/ });
    await boxes.first().check();
    await page.getByRole('button', { name: 'Tags', exact: true }).click();
    await expect(page.getByLabel('Tags, separated by commas')).toBeVisible();
  },
  'a form with faults': async (page) => {
    await visit(page, '/compare(sheet:add-trade)', 'Add trade');
    await page.getByRole('dialog').getByRole('button', { name: 'Add trade', exact: true }).click();
    await expect(page.locator('[aria-invalid=true]').first()).toBeVisible();
  },
  'what asks before input is lost': async (page) => {
    await visit(page, '/compare(sheet:add-trade)', 'Add trade');
    await page.getByRole('dialog').getByLabel('Symbol').fill('AAPL');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog', { name: 'Discard unsaved changes?' })).toBeVisible();
    await page.getByRole('button', { name: 'Keep editing' }).focus();
  },
  'the question before all is erased': async (page) => {
    await visit(page, '/settings', 'Settings');
    await page.getByRole('button', { name: 'Delete account…' }).click();
    await expect(page.getByLabel(/to confirm$/)).toBeVisible();
  },
  'a screenshot and its view': async (page, { closed }) => {
    await visit(page, `/trades/${closed}`, 'Screenshots');
    const picture = { name: 'chart.png', mimeType: 'image/png', buffer: await page.screenshot() };
    await page.locator('app-trade-screenshots input[type=file]').setInputFiles(picture);
    await page.getByRole('button', { name: 'View Screenshot 1' }).click();
    await expect(page.getByRole('dialog').getByRole('img')).toBeVisible();
  },
  'what stands in the way of taking back': async (page, { closed }) => {
    for (const notes of ['Early.', 'Late.']) await send(page, 'PATCH', `/api/user/trades/${closed}`, { notes });
    await visit(page, `/trades/${closed}?view=history`, 'History');
    const edits = page.getByRole('button', { name: /^Undo: Edited/ });
    await edits.nth(1).click();
    await expect(page.getByRole('dialog').getByRole('list', { name: 'Later changes' })).toBeVisible();
  },
  'a note that is being written': async (page, { day }) => {
    await visit(page, `/days/${day}`, 'Day note');
    await page
      .getByRole('region', { name: 'Day note' })
      .getByRole('button', { name: /Edit|Write/ })
      .click();
    await expect(page.getByRole('textbox', { name: 'Day note' })).toBeFocused();
  },
  'a file that is no ledger': async (page) => {
    await visit(page, '/verify', 'Verify a ledger');
    const file = { name: 'ledger.ndjson', mimeType: 'application/octet-stream', buffer: Buffer.from('{}') };
    await page.getByLabel(/Drop an exported ledger here/).setInputFiles(file);
    await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
  },
};

async function visit(page: Page, path: string, heading: string | RegExp): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { name: heading }).first()).toBeVisible();
  await expect(page.getByText('Loading…')).toHaveCount(0);
}

/** The rules that a colour scheme can break; a look by all of them takes twice the time. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** What axe calls no serious fault, and we do. */
const OURS = ['heading-order'];

/** Serious and critical faults as the page stands, by these rules, each with the element that has it. */
async function faultsOf(page: Page, rules: Pick<axe.RunOptions, 'runOnly' | 'rules'>): Promise<string[]> {
  const options: axe.RunOptions = { resultTypes: ['violations'], ...rules };
  const { violations } = await page.evaluate((options) => {
    // What is out of sight is not laid out, and seems to lie over what follows it.
    for (const one of document.querySelectorAll('li')) one.style.contentVisibility = 'visible';
    return window.axe.run(options);
  }, options);
  return violations
    .filter(({ id, impact }) => impact === 'serious' || impact === 'critical' || OURS.includes(id))
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, html, failureSummary }) =>
        [`${id} at ${target.join(' ')}`, html.slice(0, 160), failureSummary].join('\n'),
      ),
    );
}

/** Goes on after faults, so that one run tells all of them. What colours a page has does not follow from its width. */
async function check(page: Page, what: string): Promise<void> {
  for (const [screen, viewport] of Object.entries(SCREENS)) {
    await page.setViewportSize(viewport);
    // On a phone, where the bar at its foot lies over some, a journey of its own asks for larger ones.
    const all = { rules: { 'target-size': { enabled: screen === 'desktop' } } };
    const ofColours = { runOnly: { type: 'rule', values: OF_COLOURS } } as const;
    const looks = [['light', all], ...(screen === 'desktop' ? [['dark', ofColours] as const] : [])] as const;
    for (const [colorScheme, rules] of looks) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect.soft(await faultsOf(page, rules), `${what}, ${screen}, ${colorScheme}`).toEqual([]);
    }
  }
  await page.setViewportSize(SCREENS.desktop);
}

async function signInToDemo(page: Page): Promise<Ids> {
  await signInAs(page, 'Demo Member Two');
  await openDemo(page);
  const first = async (path: string) => {
    const { items } = (await (await page.request.get(path)).json()) as { items: { id: string }[] };
    return items[0]?.id ?? '';
  };
  return {
    open: await first('/api/user/trades?status=open&limit=1'),
    closed: await first('/api/user/trades?status=closed&assetType=stock&limit=1'),
    account: await first('/api/user/accounts'),
    day: await lastTradingDay(page),
  };
}

async function walk(page: Page, paths: Paths, ids?: Ids): Promise<void> {
  for (const [path, heading] of Object.entries(paths))
    await test.step(path, async () => {
      await visit(
        page,
        path.replace(/\{(\w+)\}/g, (_, name) => ids?.[name as keyof Ids] ?? ''),
        heading,
      );
      await check(page, path);
    });
}

test.describe('axe finds no serious fault, wide and narrow, light and dark,', () => {
  test.describe.configure({ mode: 'parallel' });
  test.use({ viewport: SCREENS.desktop });

  test.beforeEach(async ({ page }) => {
    // One sign-in for many pages, which take their time.
    test.slow();
    await page.addInitScript(axe.source);
  });

  for (const [name, paths] of Object.entries(PATHS))
    test(`on ${name}`, async ({ page }) => {
      await walk(page, paths, await signInToDemo(page));
    });

  test('on whatever opens there', async ({ page }) => {
    const ids = await signInToDemo(page);
    for (const [what, open] of Object.entries(OPENED))
      await test.step(what, async () => {
        await open(page, ids);
        await check(page, what);
      });
  });

  test('at the sign-in and in an empty ledger', async ({ page }) => {
    await walk(page, { '/login': 'Singularity', '/login?error=access_denied': 'Singularity' });
    await signInAnew(page, 'Demo Member One');
    await walk(page, EMPTY);
  });

  test.describe('by the worker alone,', () => {
    test.use({ serviceWorkers: 'allow' });

    test('on what is told when there is no connection', async ({ page }) => {
      await signInToDemo(page);
      await visit(page, '/compare', 'Pick a starting point');
      await page.context().setOffline(true);
      await page.getByRole('link', { name: 'Accounts' }).first().click();
      await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
      await check(page, 'without a connection');
    });
  });
});
