import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { fireEvent, screen, within } from '@testing-library/angular';
import type { ImportAnswer } from '@singularity/contract';
import { openPage, settled } from '../testing/render-page';
import { anAccount, pageOf } from '../testing/samples';
import { DroppedFiles } from '../ui/dropped-files';
import { ImportsPage } from './imports-page';
import { aFile, anImport, anImported } from './testing/an-import';
import { wordsOf } from '../testing/words-of';

const IMPORTS = '/api/user/imports';

async function openImports(...past: ImportAnswer[]) {
  const page = await openPage('/import', [{ path: 'import', pathMatch: 'full', component: ImportsPage }]);
  await page.server.answer('GET', '/api/user/accounts', pageOf(anAccount()));
  await page.server.answer('GET', IMPORTS, pageOf(...past));
  return page;
}

const chooser = () => screen.getByLabelText(/Drop files here, or choose files/);
const file = (name = 'trades.csv') => new File(['Id,PnL'], name);
const url = () => TestBed.inject(Router).url;

/** A file that says it has so many bytes. */
function heavy(bytes: number): File {
  return Object.defineProperty(file(), 'size', { value: bytes });
}

test('chosen files are sent together, and their preview opens', async () => {
  const { user, server } = await openImports();
  await user.upload(chooser(), [file('orders.csv'), file('trades.csv')]);
  expect(screen.getByRole('progressbar', { name: 'Uploading 2 files…' })).toBeTruthy();
  const { request } = await server.answer('POST', IMPORTS, anImport());
  const sent = (request.body as FormData).getAll('file') as File[];
  expect(sent.map(({ name }) => name)).toEqual(['orders.csv', 'trades.csv']);
  expect(url()).toBe('/import/i1');
});

test('files can be dropped, and their upload can be stopped', async () => {
  const { user, server } = await openImports();
  fireEvent.drop(chooser(), { dataTransfer: { files: [file()] } });
  await settled();
  const request = await server.asked('POST', IMPORTS);
  expect(screen.getByRole('progressbar', { name: 'Uploading trades.csv…' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  await settled();
  expect(request.cancelled).toBe(true);
  expect(screen.queryByRole('progressbar')).toBeNull();
  expect(chooser()).toBeTruthy();
});

test('files that were dropped elsewhere in the app are sent at once', async () => {
  const { server } = await openImports();
  TestBed.inject(DroppedFiles).bring([file('fills.csv')]);
  await settled();
  await server.answer('POST', IMPORTS, anImport());
  expect(url()).toBe('/import/i1');
  expect(TestBed.inject(DroppedFiles).files()).toEqual([]);
});

test.each([
  ['too many', Array.from({ length: 21 }, () => file()), 'Choose up to 20 files at a time. You chose 21.'],
  ['too large a', [heavy(51 * 1024 * 1024)], 'A file can be up to 50 MB. This one has 51 MB.'],
  [
    'too large a sum of',
    [heavy(30 * 1024 * 1024), heavy(31 * 1024 * 1024)],
    'Files can have up to 50 MB together. These have 61 MB.',
  ],
])('%s files are not sent', async (_what, files, fault) => {
  const { server } = await openImports();
  fireEvent.drop(chooser(), { dataTransfer: { files } });
  await settled();
  expect(screen.getByRole('alert').textContent.trim()).toBe(fault);
  expect(server.waiting('POST', IMPORTS)).toBe(0);
});

test('what the server says against files is told, and others can be chosen', async () => {
  const { user, server } = await openImports();
  await user.upload(chooser(), file());
  await server.refuse('POST', IMPORTS, { status: 413, title: 'Your storage is full.' });
  expect(screen.getByRole('alert').textContent).toContain('Your storage is full.');
  expect(chooser()).toBeTruthy();
});

test('past imports say what they did, and where', async () => {
  await openImports(
    anImported({
      id: 'i3',
      files: [aFile(), aFile({ name: 'b.csv' })],
      trades: { added: 2, changed: 1, closed: 3, open: 0 },
    }),
    anImport({ id: 'i2', status: 'undone' }),
    anImport({ id: 'i1', createdAt: '2026-01-04T14:00:00.000Z' }),
  );
  const list = within(screen.getByRole('list', { name: 'Past imports' }));
  expect(wordsOf(list.getAllByRole('listitem'))).toEqual([
    'trades.csv and 1 more Imported Jan 7, 2026, 9:05 AM · Swing · 2 trades added, 1 trade changed Take back',
    'trades.csv Taken back Jan 7, 2026, 9:00 AM · Swing',
    'trades.csv Not imported yet Jan 4, 2026, 9:00 AM · Swing Review',
  ]);
  expect(list.getByRole('link', { name: 'trades.csv and 1 more' }).getAttribute('href')).toBe('/import/i3');
});

test('an import is taken back from the list once that is confirmed', async () => {
  const { user, server } = await openImports(anImported());
  const button = screen.getByRole('button', { name: 'Take back trades.csv' });
  await user.click(button);
  const dialog = () => within(screen.getByRole('dialog'));
  expect(dialog().getByText(/12 added trades will be removed/)).toBeTruthy();
  await user.click(dialog().getByRole('button', { name: 'Keep import' }));
  await settled();
  expect(server.waiting('POST', `${IMPORTS}/i1/undo`)).toBe(0);
  await user.click(button);
  await user.click(within(screen.getAllByRole('dialog').at(-1)!).getByRole('button', { name: 'Take back' }));
  await server.answer('POST', `${IMPORTS}/i1/undo`, { undone: 12, kept: [], ledger: { version: 40, hash: 'h' } });
  expect(url()).toBe('/import/i1');
});

test('who has imported nothing is told so', async () => {
  await openImports();
  expect(screen.getByRole('heading', { name: 'No imports yet' })).toBeTruthy();
});
