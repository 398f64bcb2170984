import type { Page } from '@playwright/test';
import { expect, signInAnew, test } from './journey.js';
import { ownAddress, ownBrokers } from './servers.js';

type Broker = 'tradier' | 'topstepx' | 'schwab';

/** Something that happens at the stand-in for brokers; gives what it answers. */
async function happens(page: Page, what: string, fields: object): Promise<Record<string, unknown>> {
  const response = await page.request.post(`${ownBrokers()}/admin/${what}`, { data: fields });
  expect(response.ok(), `${what}: ${await response.text()}`).toBe(true);
  return (await response.json()) as Record<string, unknown>;
}

/** Somebody with one account at a broker. A journey that is walked again is somebody else. */
async function somebody(page: Page, broker: Broker, credentials: (key: string) => Record<string, string>) {
  const key = String(Date.now());
  const account = broker === 'tradier' ? `6YA${key.slice(-5)}` : key.slice(-8);
  await happens(page, 'members', { broker, name: key, credentials: credentials(key) });
  const dated = { openedAt: '2026-01-02T14:00:00Z', openingBalance: '0' };
  await happens(page, 'accounts', { id: account, broker, member: key, name: 'Margin', ...dated });
  return { key, account };
}

interface Trip {
  readonly account: string;
  readonly instrument: object;
  readonly daysAgo: number;
  readonly prices: readonly [string, string];
}

/** Bought, and sold five minutes later; gives the sale. */
async function roundTrip(page: Page, { account, instrument, daysAgo, prices }: Trip) {
  const day = new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
  const common = { account, instrument, quantity: '10' };
  await happens(page, 'fills', { ...common, side: 'buy', price: prices[0], at: `${day}T15:00:00Z` });
  return happens(page, 'fills', { ...common, side: 'sell', price: prices[1], at: `${day}T15:05:00Z` });
}

const stock = (symbol: string) => ({ type: 'stock', symbol });
const brought = (page: Page, what: string) => page.getByText(new RegExp(`^Last sync [^:]+:\\d\\d [AP]M: ${what}$`));

/** By itself a broker is asked once a day, and on demand once a minute; what was paused is asked at once. */
async function syncAgain(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Pause ${name}` }).click();
  await page.getByRole('button', { name: `Resume ${name}` }).click();
}

test('a broker is connected, its trades come and go on, and stay once it is disconnected', async ({ page }) => {
  await signInAnew(page, 'Demo Member One');
  const { key, account } = await somebody(page, 'tradier', (token) => ({ token: `one-${token}` }));
  await roundTrip(page, { account, instrument: stock('AAPL'), daysAgo: 40, prices: ['100', '110'] });
  await roundTrip(page, { account, instrument: stock('AAPL'), daysAgo: 4, prices: ['101', '103'] });
  const token = page.getByLabel('Access token', { exact: true });

  await test.step('the key is tested before it is kept', async () => {
    await page.goto('/connections');
    await page.getByRole('link', { name: 'Tradier', exact: true }).click();
    await token.fill('wrong');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(token).toHaveAttribute('aria-invalid', 'true');
    await token.fill(`one-${key}`);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
  });

  await test.step('its account goes to a new one, and the first sync brings what there is', async () => {
    await page.getByLabel('Name of the new account').fill('Margin');
    await page.getByRole('button', { name: 'Start first sync' }).click();
    await expect(brought(page, '4 new fills in 2 trades')).toBeVisible();
    await expect(page.getByText(/Working · next sync/)).toBeVisible();
    await expect(page.getByText('Matches Tradier to the cent')).toBeVisible();
  });

  await test.step('the next sync brings what came since, and the one after it nothing', async () => {
    await roundTrip(page, { account, instrument: stock('MSFT'), daysAgo: 2, prices: ['50', '49'] });
    await page.getByRole('button', { name: 'Sync Tradier now' }).click();
    await expect(brought(page, '2 new fills in 1 trade')).toBeVisible();
    await syncAgain(page, 'Tradier');
    await expect(brought(page, 'Nothing new')).toBeVisible();
    await page.getByRole('link', { name: 'View trades' }).click();
    await expect(page.getByRole('link', { name: 'MSFT' })).toHaveCount(1);
    await expect(page.getByRole('link', { name: 'AAPL' })).toHaveCount(2);
  });

  await test.step('a key that was revoked is replaced', async () => {
    await page.goto('/connections');
    await happens(page, 'revoke', { broker: 'tradier', member: key });
    await syncAgain(page, 'Tradier');
    await page.getByRole('link', { name: 'Replace key' }).click();
    await happens(page, 'rotate', { broker: 'tradier', member: key, credentials: { token: `two-${key}` } });
    await token.fill(`two-${key}`);
    await page.getByRole('button', { name: 'Replace key' }).click();
    await expect(page.getByText(/Working · next sync/)).toBeVisible();
  });

  await test.step('it is disconnected, and the trades stay', async () => {
    await page.getByRole('button', { name: 'Actions for Tradier' }).click();
    await page.getByRole('menuitem', { name: 'Disconnect' }).click();
    await expect(page.getByText('Your trades and balances stay.')).toBeVisible();
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await expect(page.getByRole('heading', { name: 'Trades without typing or files' })).toBeVisible();
    await page.goto('/trades');
    await expect(page.getByRole('link', { name: 'AAPL' })).toHaveCount(2);
    await page.goto('/history');
    await expect(page.getByText('Broker disconnected')).toBeVisible();
    await expect(page.getByText('Broker connected')).toBeVisible();
  });
});

test('what a broker takes back and corrects is corrected in the journal', async ({ page }) => {
  await signInAnew(page, 'Demo Member Two');
  const { key, account } = await somebody(page, 'topstepx', (apiKey) => ({ userName: `trader-${apiKey}`, apiKey }));
  const month = `Z${(new Date().getUTCFullYear() + 1) % 100}`;
  const instrument = { type: 'future', root: 'MNQ', month, projectX: 'MNQ', tick: '0.25', tickValue: '0.5' };
  const sale = await roundTrip(page, { account, instrument, daysAgo: 1, prices: ['25000', '25010'] });

  await test.step('the broker may object: one connects knowing that', async () => {
    await page.goto('/connections/add/topstepx');
    await page.getByLabel('User name').fill(`trader-${key}`);
    await page.getByLabel('API key', { exact: true }).fill(key);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(page.getByText('Confirm this first.')).toBeVisible();
    await page.getByRole('checkbox', { name: /I have read this/ }).check();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByRole('button', { name: 'Start first sync' }).click();
    await expect(brought(page, '2 new fills in 1 trade')).toBeVisible();
  });

  await test.step('the sale is at another price then, and nothing of the old one stays', async () => {
    await happens(page, 'correct', { fill: sale['id'], price: '25020' });
    await syncAgain(page, 'TopstepX');
    await expect(brought(page, '1 new fill in 1 trade, 1 fill taken back by the broker')).toBeVisible();
    await page.getByRole('link', { name: 'View trades' }).click();
    await expect(page.getByText('25,020.00')).toBeVisible();
    await expect(page.getByText('25,010.00')).toHaveCount(0);
    await expect(page.getByRole('link', { name: /^\/?MNQ/ })).toHaveCount(1);
  });
});

test('where one has to agree at the broker, one is led there and back', async ({ page }) => {
  await signInAnew(page, 'Demo Member One');
  const redirectUri = `${ownAddress()}/api/user/consent`;
  const { key, account } = await somebody(page, 'schwab', (app) => ({
    ...{ appKey: `app-${app}`, appSecret: `secret-${app}`, redirectUri },
  }));
  await roundTrip(page, { account, instrument: stock('NVDA'), daysAgo: 3, prices: ['120', '121'] });

  await test.step('the address to register is shown, and the broker asks', async () => {
    await page.goto('/connections/add/schwab');
    await expect(page.getByText(redirectUri)).toBeVisible();
    await page.getByLabel('App key').fill(`app-${key}`);
    await page.getByLabel('Secret', { exact: true }).fill(`secret-${key}`);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('You did not agree at the broker. Nothing was changed.')).toBeVisible();
  });

  await test.step('who agrees the second time chooses where the trades go, and they come', async () => {
    await page.getByRole('button', { name: /^Agree at/ }).click();
    await page.getByRole('button', { name: 'Allow' }).click();
    await expect(page.getByText(/^Fills since .+: the first on/)).toBeVisible();
    await page.getByRole('button', { name: 'Start first sync' }).click();
    await expect(brought(page, '2 new fills in 1 trade')).toBeVisible();
    await expect(page).not.toHaveURL(/consent|code|state/);
  });
});
