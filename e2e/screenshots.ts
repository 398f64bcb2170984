import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, openDemo, signInAs, test } from './journey.js';

/** Pictures of every page from the demo ledger, for the README and docs/design.md. */
const FOLDER = resolve(import.meta.dirname, '../docs/images');

const PAGES = {
  dashboard: '/',
  explain: '/(sheet:explain/netPnl)?currency=USD',
  trades: '/trades',
  'add-trade': '/trades(sheet:add-trade)',
  accounts: '/accounts',
  history: '/history',
  past: '/?asOf=v90',
  compare: '/compare?from=v90',
  settings: '/settings',
  verify: '/verify',
};

const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

async function shoot(page: Page, path: string, file: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading').first()).toBeVisible();
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(FOLDER, file), animations: 'disabled' });
}

for (const [size, viewport] of Object.entries(SIZES))
  for (const colorScheme of ['dark', 'light'] as const)
    test.describe(`${size}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });
      test('every page', async ({ page }) => {
        test.slow();
        await page.goto('/login');
        await page.screenshot({ path: join(FOLDER, `sign-in-${size}-${colorScheme}.png`) });
        await signInAs(page, 'Demo Member One');
        await openDemo(page);
        for (const [name, path] of Object.entries(PAGES)) await shoot(page, path, `${name}-${size}-${colorScheme}.png`);
      });
    });
