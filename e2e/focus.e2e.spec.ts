import type { Page } from '@playwright/test';
import { expect, isComplete, openDemo, SCREENS, signInAs, test } from './journey.js';

/** Enough to come from the top of a page to well below the fold. */
const STOPS = 60;

/** What has the focus while something else lies over all of it, where people would not see where they are. */
function obscured(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return null;
    const { left, right, top, bottom } = focused.getBoundingClientRect();
    const isSeen = [top + 3, (top + bottom) / 2, bottom - 3].some((y) => {
      // The words on what had the focus before are on their way out.
      const upper = document
        .elementsFromPoint((left + right) / 2, y)
        .find((one) => !one.closest('.cdk-overlay-container'));
      return upper && (focused.contains(upper) || upper.contains(focused));
    });
    return isSeen ? null : focused.outerHTML.slice(0, 120);
  });
}

for (const [name, viewport] of Object.entries(SCREENS))
  test.describe(`on a ${name}`, () => {
    test.use({ viewport });

    test('no bar lies over what the keyboard has come to, down the page and up again', async ({ page }) => {
      test.slow();
      await signInAs(page, 'Demo Member Two');
      await openDemo(page);
      for (const path of ['/', '/trades', '/history', '/settings']) {
        await page.goto(path);
        await isComplete(page);
        for (const key of ['Tab', 'Shift+Tab'])
          for (let stop = 0; stop < STOPS; stop++) {
            await page.keyboard.press(key);
            expect.soft(await obscured(page), `${path}, ${key} ${stop}`).toBeNull();
          }
      }
    });
  });
