import type { Page } from '@playwright/test';
import { expect, isComplete, openDemo, SCREENS, signInAs, test } from './journey.js';

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
      for (const path of PATHS) {
        await page.goto(path);
        await isComplete(page);
        expect.soft(await layoutShift(page), `${path} jumps`).toBeLessThan(0.05);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect.soft(overflow, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
      }
    });
  });
