import type { Page } from '@playwright/test';
import { expect, send, signInAnew, test } from './journey.js';

interface GivenFile {
  readonly name: string;
  readonly text: string;
}

const TRADOVATE: GivenFile = {
  name: 'Performance.csv',
  text: [
    'symbol,_priceFormat,_priceFormatType,_tickSize,buyFillId,sellFillId,qty,buyPrice,sellPrice,pnl,boughtTimestamp,soldTimestamp,duration',
    'MNQZ5,-2,0,0.25,343483140011,343483140023,2,25600.00,25610.00,$40.00,12/11/2025 09:32:00,12/11/2025 09:42:31,10min 31sec',
  ].join('\n'),
};
const TOPSTEPX: GivenFile = {
  name: 'trades_export.csv',
  text: [
    'Id,ContractName,EnteredAt,ExitedAt,EntryPrice,ExitPrice,Fees,PnL,Size,Type,TradeDay,TradeDuration,Commissions',
    '1,MESZ5,12/11/2025 10:00:00 -05:00,12/11/2025 10:20:00 -05:00,6900.00,6890.00,1.34,-50,1,Long,12/11/2025 00:00:00 -05:00,00:20:00,0.50',
  ].join('\n'),
};

/** As somebody drags files over the page and lets them go. */
async function dropAnywhere(page: Page, files: readonly GivenFile[]): Promise<void> {
  const dragged = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, text } of given) transfer.items.add(new File([text], name, { type: 'text/csv' }));
    return transfer;
  }, files);
  await page.dispatchEvent('main', 'dragover', { dataTransfer: dragged });
  await expect(page.getByText('Drop to import')).toBeVisible();
  await page.dispatchEvent('main', 'drop', { dataTransfer: dragged });
  await expect(page.getByRole('heading', { level: 1, name: 'Review import' })).toBeVisible();
}

async function answerTimeZone(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Use .+ \(yours\)$/ }).click();
}

test('the files of two brokers become trades, once, and can be taken back', async ({ page }) => {
  await signInAnew(page, 'Demo Member One');
  await page.goto('/trades');
  await expect(page.getByRole('link', { name: 'Import trades' })).toBeVisible();
  await dropAnywhere(page, [TRADOVATE, TOPSTEPX]);

  await test.step('what only the member knows is asked', async () => {
    const files = page.getByRole('list', { name: '2 files' });
    await expect(files).toContainText('Tradovate performance · 2 fills');
    await expect(files).toContainText('TopstepX trades · 2 fills');
    await expect(page.getByText('Choose an account first.')).toBeVisible();
    await page.getByRole('link', { name: 'Add account' }).click();
    const sheet = page.getByRole('dialog', { name: 'Add account' });
    await sheet.getByLabel('Platform', { exact: true }).selectOption('Tradovate');
    await sheet.getByLabel('Name', { exact: true }).fill('Futures');
    await sheet.getByLabel('Starting balance').fill('50000');
    await sheet.getByRole('button', { name: 'Add account' }).click();
    await expect(page.getByRole('combobox', { name: 'Account', exact: true })).toContainText('Futures');
    await answerTimeZone(page);
  });

  await test.step('a file can be read by columns in place of its reader, and as it is recognized again', async () => {
    const readAs = page.getByRole('combobox', { name: 'Read as: trades_export.csv' });
    const columns = page.getByRole('region', { name: 'What do the columns of trades_export.csv mean?' });
    await readAs.selectOption('Table with your columns');
    await expect(columns.getByRole('cell', { name: 'MESZ5' })).toBeVisible();
    await expect(page.getByText('Say what the columns mean first.')).toBeVisible();
    await readAs.selectOption('TopstepX trades (recognized)');
    await expect(columns).toBeHidden();
  });

  await test.step('the P&L agrees with the brokers’, and the trades are there', async () => {
    await expect(page.getByText('Matches the broker’s P&L to the cent')).toBeVisible();
    await page.getByRole('button', { name: 'Import 2 trades' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Import complete' })).toBeFocused();
    await expect(page.getByText('2 trades added', { exact: true })).toBeVisible();
    await page.getByRole('link', { name: 'View trades' }).click();
    const row = (symbol: string) => page.getByRole('row').filter({ hasText: symbol });
    await expect(row('MNQZ25')).toContainText('+$40.00');
    await expect(row('MESZ25')).toContainText('−$51.84');
  });

  await test.step('the same files bring nothing new', async () => {
    await dropAnywhere(page, [TOPSTEPX, TRADOVATE]);
    await page.getByRole('combobox', { name: 'Account', exact: true }).selectOption({ index: 1 });
    await answerTimeZone(page);
    await expect(page.getByText('Nothing new: your journal has all of these fills.')).toBeVisible();
    await page.getByRole('button', { name: 'Discard' }).click();
  });

  await test.step('taken back, it is gone but for what was changed since', async () => {
    const { items } = (await (await page.request.get('/api/user/trades?symbol=MNQZ25')).json()) as {
      items: { id: string }[];
    };
    await send(page, 'PATCH', `/api/user/trades/${items[0]?.id}`, { notes: 'Waited for the retest.' });
    await page.getByRole('button', { name: 'Take back Performance.csv and 1 more' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Import taken back' })).toBeVisible();
    const kept = page.getByRole('list', { name: '1 trade kept' });
    await kept.getByRole('link', { name: 'MNQZ25' }).click();
    await expect(page.getByText('Waited for the retest.')).toBeVisible();
    await page.goto('/trades');
    await expect(page.getByRole('row').filter({ hasText: 'MNQZ25' })).toBeVisible();
    await expect(page.getByRole('row').filter({ hasText: 'MESZ25' })).toHaveCount(0);
  });
});
