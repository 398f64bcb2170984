import { screen, within } from '@testing-library/angular';
import type { ImportFile, ImportMapping } from '@singularity/contract';
import { openPage } from '../testing/render-page';
import { anAccount, pageOf } from '../testing/samples';
import { ImportPage } from './import-page';
import { UNANSWERED, aFile, anImport } from './testing/an-import';

const IMPORT = '/api/user/imports/i1';
const TABLE = { readAs: 'other table', label: 'Table with your columns' };
const COLUMNS = ['Ticker', 'Way', 'Shares', 'Price', 'When', 'Fee', 'Tax'];
const NO_COLUMNS = {
  ...{
    assetTypeColumn: null,
    currency: null,
    account: null,
    id: null,
    orderId: null,
    price: null,
    date: null,
    time: null,
  },
  ...{ entryPrice: null, entryDate: null, entryTime: null, exitPrice: null, exitDate: null, exitTime: null },
};
const SUGGESTED: ImportMapping = {
  ...NO_COLUMNS,
  ...{ rows: 'fills', symbol: 'Ticker', assetType: 'stock', sideColumn: 'Way', buy: ['In'], sell: ['Out'] },
  ...{ quantity: 'Shares', fees: ['Fee'], price: 'Price' },
};

async function openUnknown(...others: ImportFile[]) {
  const table = { columns: COLUMNS, rows: [['AAPL', 'In', '10', '187.23', '1/5/2026 9:31', '1', '0.1']] };
  const file = aFile({
    name: 'mine.csv',
    platform: null,
    kind: null,
    label: null,
    rows: 0,
    table,
    recognisedAs: null,
    choices: [TABLE],
  });
  const page = await openPage('/import/i1', [{ path: 'import/:id', component: ImportPage }]);
  const preview = anImport({
    counts: { ...anImport().counts, fills: 0, new: 0 },
    files: [file, ...others],
    mapping: SUGGESTED,
    options: { ...UNANSWERED, accountId: 'a1' },
    questions: [{ field: 'mapping', message: 'What do its columns mean?' }],
  });
  await page.server.answer('GET', IMPORT, preview);
  await page.server.answer('GET', '/api/user/accounts', pageOf(anAccount()));
  const use = () => page.user.click(screen.getByRole('button', { name: 'Use these columns' }));
  const choose = (label: string, column: string) =>
    page.user.selectOptions(screen.getByRole('combobox', { name: label }), column);
  return { ...page, preview, use, choose };
}

test('a file of an unknown broker shows its first rows and what its columns may mean', async () => {
  await openUnknown();
  const card = within(screen.getByRole('region', { name: 'What do the columns of mine.csv mean?' }));
  expect(card.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual(COLUMNS);
  expect(card.getByRole('cell', { name: '187.23' })).toBeTruthy();
  expect(card.getByRole<HTMLSelectElement>('combobox', { name: 'Quantity' }).value).toBe('Shares');
  expect(screen.getByText('Say what the columns mean first.')).toBeTruthy();
  expect(screen.getByText('No known export: say what its columns mean.')).toBeTruthy();
  expect(screen.getByText('The next file with these columns is read the same way.')).toBeTruthy();
  expect(screen.queryByRole('combobox', { name: /^Read as/ })).toBeNull();
});

test('what is missing is told at its field before anything is sent', async () => {
  const { server, use } = await openUnknown();
  await use();
  expect(screen.getAllByText('Choose a column.')).toHaveLength(1);
  expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Date' }));
  expect(server.waiting('PATCH', IMPORT)).toBe(0);
});

test('the columns are sent as they were chosen, and the preview is a new one', async () => {
  const { user, server, preview, choose, use } = await openUnknown();
  await choose('Date', 'When');
  await user.clear(screen.getByRole('textbox', { name: 'Words for a sale' }));
  await user.type(screen.getByRole('textbox', { name: 'Words for a sale' }), 'Out, Short');
  await user.click(screen.getByRole('checkbox', { name: 'Tax', hidden: true }));
  await use();
  const { request } = await server.answer('PATCH', IMPORT, { ...preview, questions: [] });
  expect(request.body).toEqual({
    mapping: { ...SUGGESTED, date: 'When', sell: ['Out', 'Short'], fees: ['Fee', 'Tax'] },
  });
  expect(screen.getByText('There are no fills in these files.')).toBeTruthy();
});

test('rows that are an entry with its exit have columns of their own', async () => {
  const { user, server, preview, choose, use } = await openUnknown();
  await user.click(screen.getByRole('radio', { name: 'Entry and exit' }));
  expect(screen.queryByRole('combobox', { name: 'Price' })).toBeNull();
  await choose('Entry price', 'Price');
  await choose('Entry date', 'When');
  await choose('Exit price', 'Price');
  await choose('Exit date', 'When');
  await choose('Asset type', 'All Future');
  await use();
  const { request } = await server.answer('PATCH', IMPORT, { ...preview, questions: [] });
  expect(request.body).toMatchObject({
    mapping: { rows: 'pairs', assetType: 'future', price: null, entryPrice: 'Price', exitDate: 'When' },
  });
});

test('what the server finds wrong stands at its field', async () => {
  const { server, choose, use } = await openUnknown();
  await choose('Date', 'When');
  await use();
  const errors = [{ field: 'mapping.price', message: 'This file has no column “Price”.' }];
  await server.refuse('PATCH', IMPORT, { status: 422, title: 'Not valid', errors });
  expect(screen.getByText('This file has no column “Price”.')).toBeTruthy();
});

test('files with other columns are to be imported on their own', async () => {
  await openUnknown(
    aFile({
      name: 'other.csv',
      label: null,
      rows: 0,
      table: { columns: ['A', 'B'], rows: [] },
      recognisedAs: null,
      choices: [TABLE],
    }),
  );
  expect(screen.getByRole('alert').textContent).toContain('other.csv has other columns.');
});
