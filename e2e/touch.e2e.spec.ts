import type { Page } from '@playwright/test';
import { expect, isComplete, lastTradingDay, openDemo, SCREENS, signInAs, test } from './journey.js';

test.use({ viewport: SCREENS.phone, hasTouch: true });

/** What a finger of 44 pixels does not hit wherever it comes down around the middle. Links within a text are as they are. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const LEAST = 44;
    const root = document.querySelector('[role=dialog]') ?? document.body;
    const all = root.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary');
    const isTarget = (one: HTMLElement) => {
      const { clipPath, pointerEvents, visibility } = getComputedStyle(one);
      const text = one.tagName === 'A' ? one.closest('p, li, dd, h2, h3, h4') : null;
      const isWithinText = text !== null && text.textContent.trim() !== one.textContent.trim();
      // All of a row of trades opens its trade.
      const isOfRow = one.tagName === 'A' && one.closest('[role=row]');
      const isThere = visibility !== 'hidden' && clipPath === 'none' && pointerEvents !== 'none';
      return isThere && !one.matches('[inert] *, :disabled, .skip') && !isWithinText && !isOfRow;
    };
    const reach = (one: HTMLElement) => {
      one.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
      const { left, top, width, height } = one.getBoundingClientRect();
      const label = (one as HTMLInputElement).labels?.[0];
      const hits = (x: number, y: number) => {
        const hit = document.elementFromPoint(x, y);
        return hit !== null && (one.contains(hit) || label?.contains(hit) === true);
      };
      const [x, y] = [left + width / 2, top + height / 2];
      const along = (hit: (offset: number) => boolean) =>
        Array.from({ length: LEAST + 16 }, (_, index) => index - LEAST / 2 - 8).filter(hit).length;
      return [along((offset) => hits(x + offset, y)), along((offset) => hits(x, y + offset))] as const;
    };
    return [...all]
      .filter((one) => one.checkVisibility() && isTarget(one))
      .flatMap((one) => {
        const [across, down] = reach(one);
        // The edges may lie between two pixels.
        return Math.min(across, down) >= LEAST - 1 ? [] : [`${across} × ${down}: ${one.outerHTML.slice(0, 140)}`];
      });
  });
}

test('everything that one can tap on a phone is as large as a finger', async ({ page }) => {
  test.slow();
  await signInAs(page, 'Demo Member Two');
  await openDemo(page);
  const closed = await page.request.get('/api/user/trades?status=closed&limit=1');
  const { items } = (await closed.json()) as { items: { id: string }[] };
  const trade = `/trades/${items[0]?.id}`;
  const sheets = ['/trades(sheet:add-trade)', '/accounts(sheet:add-account)', '/(sheet:explain/netPnl)?currency=USD'];
  for (const path of [
    '/',
    '/trades',
    trade,
    `${trade}?view=history`,
    `/days/${await lastTradingDay(page)}`,
    '/accounts',
    '/history',
    '/compare',
    '/compare?from=v90',
    '/trades?status=deleted',
    '/settings',
    '/verify',
    ...sheets,
  ]) {
    await page.goto(path);
    await isComplete(page);
    expect.soft(await tooSmall(page), path).toEqual([]);
  }
});
