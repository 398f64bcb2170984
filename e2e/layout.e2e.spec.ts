import type { Locator, Page } from '@playwright/test';
import { expect, isComplete, lastTradingDay, openDemo, SCREENS, signInAs, test } from './journey.js';

interface Shift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
}

declare global {
  interface Window {
    shifts: Shift[];
  }
}

/** How far parts of the page jumped while it loaded, as browsers sum it up: 0 is not at all. */
function layoutShift(page: Page): Promise<number> {
  return page.evaluate(() =>
    window.shifts.filter((shift) => !shift.hadRecentInput).reduce((sum, shift) => sum + shift.value, 0),
  );
}

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => window.shifts.push(...(list.getEntries() as Shift[]))).observe({
      type: 'layout-shift',
      buffered: true,
    });
  });
});

const PATHS = [
  ...['/', '/trades', '/accounts', '/history', '/settings'],
  ...['/?asOf=v90', '/trades?asOf=v90', '/compare?from=v90'],
];

for (const [name, viewport] of Object.entries(SCREENS))
  test.describe(`on a ${name}`, () => {
    test.use({ viewport });

    test('no page jumps while it loads, and each fits its width', async ({ page }) => {
      await signInAs(page, 'Demo Member Two');
      await openDemo(page);
      for (const path of [...PATHS, `/days/${await lastTradingDay(page)}`]) {
        await page.goto(path);
        await isComplete(page);
        expect.soft(await layoutShift(page), `${path} jumps`).toBeLessThan(0.05);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect.soft(overflow, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
      }
    });
  });

/** How much of the height of the screen stays where it is while the page scrolls below it. */
async function heldHeight(page: Page): Promise<number> {
  const tops = () =>
    page.evaluate(() =>
      // A sheet lies over all of the page: what counts is its head, and the bars within.
      [...document.querySelectorAll('body :not(app-sheet)')]
        .filter((one) => /fixed|sticky/.test(getComputedStyle(one).position) || one.matches('[role=dialog] > header'))
        .map((one) => one.getBoundingClientRect())
        .map(({ top, height, width }) => ({ top, height: width > innerWidth / 2 ? height : 0 })),
    );
  const scroll = (by: number) =>
    page.evaluate((by) => {
      for (const one of [window, ...document.querySelectorAll('[role=dialog], [role=dialog] .body')])
        one.scrollBy({ top: by, behavior: 'instant' });
    }, by);
  await scroll(300);
  const before = await tops();
  await scroll(40);
  const after = await tops();
  return before
    .filter(({ top, height }, index) => top === after[index]?.top && top < 450 && top + height > 0)
    .reduce((sum, { height }) => sum + height, 0);
}

test.describe('at 200 % of a window of 1440 × 900', () => {
  test.use({ viewport: { width: 720, height: 450 } });

  test('all of the height is for the page: no bar stays where it is', async ({ page }) => {
    await signInAs(page, 'Demo Member Two');
    await openDemo(page);
    for (const path of [...PATHS, '/trades(sheet:add-trade)', '/trades(sheet:add-account)']) {
      await page.goto(path);
      await isComplete(page);
      expect.soft(await heldHeight(page), path).toBe(0);
    }
  });
});

test.describe('on a desktop', () => {
  test.use({ viewport: SCREENS.desktop });

  test('the list of trades fits the screen, with what was realized in a period too', async ({ page }) => {
    await signInAs(page, 'Demo Member Two');
    await openDemo(page);
    const last = await lastTradingDay(page);
    for (const path of ['/trades', `/trades?from=${last.slice(0, 8)}01&to=${last}`]) {
      await page.goto(path);
      await isComplete(page);
      const beyond = await page
        .getByRole('grid')
        .evaluate((grid) => [
          grid.scrollWidth - grid.clientWidth,
          document.documentElement.scrollHeight - window.innerHeight,
        ]);
      expect.soft(beyond, path).toEqual([0, 0]);
      const cut = await page.getByRole('gridcell').evaluateAll((cells) =>
        cells
          .filter((cell) => !cell.matches('.tags, .accountId'))
          .flatMap((cell) => [...cell.querySelectorAll('.text')])
          .filter((text) => text.scrollWidth > text.clientWidth)
          .map((text) => text.textContent),
      );
      expect.soft(cut, path).toEqual([]);
    }
  });
});

test.describe('on a wide screen', () => {
  test.use({ viewport: { width: 1920, height: 1080 } });

  test('the filter begins and ends where the page below it does', async ({ page }) => {
    await signInAs(page, 'Demo Member Two');
    await openDemo(page);
    for (const path of ['/', '/trades', '/history']) {
      await page.goto(path);
      await isComplete(page);
      const left = async (one: Locator) => (await one.boundingBox())?.x;
      const period = page.getByRole('combobox', { name: 'Period' });
      expect.soft(await left(period), path).toBe(await left(page.getByRole('heading', { level: 1 })));
    }
    await page.goto('/trades');
    const right = (one: Locator) => one.evaluate((element) => element.getBoundingClientRect().right);
    expect(await right(page.locator('app-as-of-button'))).toBe(await right(page.locator('.page-head')));
  });
});

test.describe('on a tablet', () => {
  test.use({ viewport: { width: 820, height: 1180 } });

  test('the filter and the banner take one line, the head of a page at most two', async ({ page }) => {
    await signInAs(page, 'Demo Member Two');
    await openDemo(page);
    for (const path of ['/', '/trades', '/accounts', '/history']) {
      await page.goto(path);
      await isComplete(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(overflow, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
      for (const line of ['app-demo-banner', 'app-filter-bar', '.page-head'])
        for (const one of await page.locator(line).all())
          expect
            .soft((await one.boundingBox())?.height, `${path} ${line}`)
            .toBeLessThan(line === '.page-head' ? 90 : 56);
    }
  });
});
