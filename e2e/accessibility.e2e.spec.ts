import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, openDemo, signInAs, test } from './journey.js';

const PAGES = [
  ...['/', '/trades', '/trades?status=deleted', '/accounts', '/history', '/settings', '/verify'],
  ...['/(sheet:add-trade)', '/accounts(sheet:add-account)', '/(sheet:explain/profitFactor)'],
  ...['/?asOf=v90', '/trades?asOf=v90', '/accounts?asOf=v90', '/compare?from=v90'],
];

/** Serious and critical faults, each with the element that has it. */
async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

for (const colorScheme of ['dark', 'light'] as const)
  test.describe(`axe finds no serious fault, ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('at the sign-in', async ({ page }) => {
      await page.goto('/login?error=access_denied');
      await expect(page.getByRole('alert')).toBeVisible();
      expect(await faults(page)).toEqual([]);
    });

    for (const path of PAGES)
      test(`on ${path}`, async ({ page }) => {
        await signInAs(page, 'Demo Member Two');
        await openDemo(page);
        await page.goto(path);
        await expect(page.getByRole('heading').first()).toBeVisible();
        await page.waitForLoadState('networkidle');
        expect(await faults(page)).toEqual([]);
      });

    test('on the question for another moment', async ({ page }) => {
      await signInAs(page, 'Demo Member Two');
      await openDemo(page);
      await page.goto('/accounts');
      await page.getByRole('button', { name: /^Moment shown/ }).click();
      await expect(page.getByRole('dialog', { name: 'Look back' })).toBeVisible();
      expect(await faults(page)).toEqual([]);
    });
  });
