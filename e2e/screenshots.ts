import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import type { ConnectionAnswer } from '@singularity/contract';
import { expect, isComplete, openDemo, SCREENS, send, signInAs, test } from './journey.js';
import { ownAddress } from './servers.js';

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

/** What one reads before a broker is connected, and a connection whose first sync is done. */
async function shootConnection(page: Page, name: string): Promise<void> {
  await shoot(page, '/connections/add/tradier', `connect-${name}.png`);
  const connected = async () =>
    ((await (await page.request.get('/api/user/connections')).json()) as { items: ConnectionAnswer[] }).items[0];
  if (!(await connected())) await connectTradier(page);
  await expect.poll(async () => (await connected())?.lastRun?.status, { timeout: 60_000 }).toBe('done');
  await shoot(page, `/connections/${(await connected())?.id ?? ''}`, `connection-${name}.png`);
}

/** With the key that the stand-in of the brokers shows on its page. */
async function connectTradier(page: Page): Promise<void> {
  const standIn = await page.request.get(ownAddress().replace(/\d+$/, (port) => String(Number(port) + 2)));
  const [, token = ''] = /tradier[^]*?value="(\w{28})"/i.exec(await standIn.text()) ?? [];
  const account = { platform: 'Tradier', name: 'Tradier margin', startingBalance: '25000', currency: 'USD' };
  const { id: accountId } = (await send(page, 'POST', '/api/user/accounts', account)) as { id: string };
  const body = { broker: 'tradier', credentials: { token } };
  const { id, accounts } = (await send(page, 'POST', '/api/user/connections', body)) as ConnectionAnswer;
  const mapped = accounts.map(({ brokerAccountId }) => ({ brokerAccountId, accountId }));
  await send(page, 'PATCH', `/api/user/connections/${id}`, { accounts: mapped });
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
        await shootConnection(page, `${size}-${colorScheme}`);
        await openDemo(page);
        const closed = await page.request.get('/api/user/trades?status=closed&assetType=stock&limit=1');
        const { items } = (await closed.json()) as { items: { id: string }[] };
        const day = await busiestDay(page);
        await shootAll({ ...PAGES, trade: `/trades/${items[0]?.id}`, day: `/days/${day}` });
        await shootImport(page, `${size}-${colorScheme}`);
      });
    });
