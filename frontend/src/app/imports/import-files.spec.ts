import { screen, within } from '@testing-library/angular';
import type { ImportAnswer } from '@singularity/contract';
import { openPage } from '../testing/render-page';
import { anAccount, pageOf } from '../testing/samples';
import { ImportPage } from './import-page';
import { aFile, anImport, anImported } from './testing/an-import';

const IMPORT = '/api/user/imports/i1';
const TABLE = { columns: ['Id', 'ContractName'], rows: [['1', 'MNQZ5']] };
const ASKED = aFile({ readAs: 'other table', platform: null, kind: null, label: null, rows: 0, table: TABLE });

async function openImport(answer: ImportAnswer) {
  const page = await openPage('/import/i1', [{ path: 'import/:id', component: ImportPage }]);
  await page.server.answer('GET', IMPORT, answer);
  await page.server.answer('GET', '/api/user/accounts', pageOf(anAccount()));
  return page;
}

const select = (name: string) => screen.getByRole<HTMLSelectElement>('combobox', { name: `Read as: ${name}` });
const chosen = (name: string) => select(name).selectedOptions[0]?.textContent.trim();

test('a file can be read by named columns in place of its reader, and as it is recognised again', async () => {
  const other = aFile({ name: 'more.csv' });
  const { user, server } = await openImport(anImport({ files: [aFile(), other] }));
  expect([...select('trades.csv').options].map(({ textContent }) => textContent.trim())).toEqual([
    'TopstepX trades (recognized)',
    'Table with your columns',
  ]);
  expect(chosen('trades.csv')).toBe('TopstepX trades (recognized)');
  expect(screen.queryByRole('region', { name: /^What do the columns/ })).toBeNull();

  await user.selectOptions(select('trades.csv'), 'Table with your columns');
  const questions = [{ field: 'mapping' as const, message: 'What do its columns mean?' }];
  const { request } = await server.answer('PATCH', IMPORT, anImport({ files: [ASKED, other], questions }));
  expect(request.body).toEqual({ readAs: ['other table', 'auto'] });
  const form = within(screen.getByRole('region', { name: 'What do the columns of trades.csv mean?' }));
  expect(form.getByText('Kept for when you read a file with these columns this way again.')).toBeTruthy();
  expect(screen.getByText('Say what its columns mean.')).toBeTruthy();
  expect(chosen('trades.csv')).toBe('Table with your columns');
  expect(chosen('more.csv')).toBe('TopstepX trades (recognized)');

  await user.selectOptions(select('trades.csv'), 'TopstepX trades (recognized)');
  const back = await server.answer('PATCH', IMPORT, anImport({ files: [aFile(), other] }));
  expect(back.request.body).toEqual({ readAs: ['auto', 'auto'] });
  expect(screen.queryByRole('region', { name: /^What do the columns/ })).toBeNull();
});

test('a way to read a file that it cannot be read in is told at the file, and can be taken back', async () => {
  const problem = 'This file does not have the columns of “Kraken trades”.';
  const choices = [...aFile().choices, { readAs: 'kraken trades', label: 'Kraken trades' }];
  await openImport(anImport({ files: [aFile({ readAs: 'kraken trades', problem, choices, rows: 0 })] }));
  expect(screen.getByRole('listitem').textContent).toContain(problem);
  expect(chosen('trades.csv')).toBe('Kraken trades');
  expect(select('trades.csv').options[0]?.value).toBe('auto');
});

test('a choice that was not taken is shown as it is', async () => {
  const { user, server } = await openImport(anImport());
  await user.selectOptions(select('trades.csv'), 'Table with your columns');
  expect(chosen('trades.csv')).toBe('Table with your columns');
  await server.refuse('PATCH', IMPORT, { status: 409, title: 'This import is under way.' });
  expect(await screen.findByText('This import is under way.')).toBeTruthy();
  expect(chosen('trades.csv')).toBe('TopstepX trades (recognized)');
});

test('a file that can be read in one way alone, or was imported, offers no other', async () => {
  const { server } = await openImport(anImport({ files: [aFile({ choices: aFile().choices.slice(0, 1) })] }));
  expect(screen.queryByRole('combobox', { name: /^Read as/ })).toBeNull();
  expect(server.waiting('PATCH', IMPORT)).toBe(0);
});

test('what was imported says how it was read, and is not asked any more', async () => {
  const page = await openPage('/import/i1', [{ path: 'import/:id', component: ImportPage }]);
  await page.server.answer('GET', IMPORT, anImported());
  expect(screen.getByText('TopstepX trades · 24 fills')).toBeTruthy();
  expect(screen.queryByRole('combobox', { name: /^Read as/ })).toBeNull();
});
