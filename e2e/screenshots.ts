import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { isComplete, openDemo, SCREENS, signInAs, test } from './journey.js';

/** Pictures of every page from the demo ledger, for the README and docs/design.md. */
const FOLDER = resolve(import.meta.dirname, '../docs/images');

const PAGES = {
  dashboard: '/',
  explain: '/(sheet:explain/netPnl)?currency=USD',
  trades: '/trades',
  'add-trade': '/trades(sheet:add-trade)',
  accounts: '/accounts',
  history: '/history',
  past: '/?asOf=v116',
  compare: '/compare?from=v132',
  settings: '/settings',
  verify: '/verify',
};

/** The day on which most trades were closed. */
async function busiestDay(page: Page): Promise<string> {
  const answer = (await (await page.request.get('/api/user/stats/days?points=all')).json()) as {
    currencies: { days: { day: string; closedTrades: number }[] }[];
  };
  const days = answer.currencies[0]?.days ?? [];
  return days.toSorted((a, b) => b.closedTrades - a.closedTrades)[0]?.day ?? '';
}

const FIXTURES = resolve(import.meta.dirname, '../libs/brokers/src');
/** Of three brokers, as their readers are tested with them. */
const FILES = [
  'tradovate/fixtures/performance@America-Chicago.csv',
  'topstepx/fixtures/trades.csv',
  'webull/fixtures/orders.csv',
];

/** What is shown before files are imported, and after. */
async function shootImport(page: Page, name: string): Promise<void> {
  await page.goto('/import');
  await page.locator('input[type=file]').setInputFiles(FILES.map((file) => join(FIXTURES, file)));
  await page.getByRole('combobox', { name: 'Account', exact: true }).selectOption({ index: 1 });
  await page.getByRole('button', { name: /^Use .+ \(yours\)$/ }).click();
  await isComplete(page);
  await page.screenshot({ path: join(FOLDER, `import-${name}.png`), animations: 'disabled' });
}

async function shoot(page: Page, path: string, file: string): Promise<void> {
  await page.goto(path);
  await isComplete(page);
  await page.screenshot({ path: join(FOLDER, file), animations: 'disabled' });
}

for (const [size, viewport] of Object.entries(SCREENS))
  for (const colorScheme of ['dark', 'light'] as const)
    test.describe(`${size}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });
      test('every page', async ({ page }) => {
        test.slow();
        const shootAll = async (pages: Readonly<Record<string, string>>) => {
          for (const [name, path] of Object.entries(pages))
            await shoot(page, path, `${name}-${size}-${colorScheme}.png`);
        };
        await shootAll({ 'sign-in': '/login' });
        await signInAs(page, 'Demo Member One');
        await openDemo(page);
        const closed = await page.request.get('/api/user/trades?status=closed&assetType=stock&limit=1');
        const { items } = (await closed.json()) as { items: { id: string }[] };
        const day = await busiestDay(page);
        await shootAll({ ...PAGES, trade: `/trades/${items[0]?.id}`, day: `/days/${day}` });
        await shootImport(page, `${size}-${colorScheme}`);
      });
    });
