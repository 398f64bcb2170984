import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { screen } from '@testing-library/angular';
import type { TradeAnswer } from '@singularity/contract';
import { keepInput } from '../../session/keep-input';
import { LedgerHead } from '../../session/ledger-head';
import { openPage, settled } from '../../testing/render-page';
import { aTrade, pageOf, receipted } from '../../testing/samples';
import { TradePage } from './trade-page';

const TRADE = '/api/user/trades/t1';

async function openTrade(trade: TradeAnswer, url = '/trades/t1') {
  const page = await openPage(url, [
    { path: 'trades/:id', component: TradePage, data: { past: true }, canDeactivate: [keepInput] },
  ]);
  await page.server.answer('GET', '/api/user/accounts', pageOf());
  await page.server.answer('GET', TRADE, trade);
  return page;
}

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Notes' });

test('notes are written where they are read, saved by key, and can be undone', async () => {
  const { user, server } = await openTrade(aTrade());
  await user.click(screen.getByRole('button', { name: /Add\s+notes/ }));
  expect(document.activeElement).toBe(field());
  await user.keyboard('Chased **it**.{Control>}{Enter}{/Control}');
  const saved = receipted(aTrade({ notes: 'Chased **it**.', streamVersion: 2 }), 8);
  const { request } = await server.answer('PATCH', TRADE, saved);
  expect(request.body).toEqual({ notes: 'Chased **it**.' });
  expect(request.headers.get('If-Match')).toBe('"1"');
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(screen.getByText('it').closest('strong')).toBeTruthy();
  expect(await screen.findByText('Saved notes of AAPL')).toBeTruthy();
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await server.asked('POST', '/api/user/history/8/undo');
});

test('notes that are emptied are none', async () => {
  const { user, server } = await openTrade(aTrade({ notes: 'Old.' }));
  await user.click(screen.getByRole('button', { name: /Edit\s+notes/ }));
  await user.clear(field());
  await user.click(screen.getByRole('button', { name: 'Save notes' }));
  const { request } = await server.answer('PATCH', TRADE, receipted(aTrade({ streamVersion: 2 }), 8));
  expect(request.body).toEqual({ notes: null });
  expect(await screen.findByText('Deleted notes of AAPL')).toBeTruthy();
  expect(screen.getByRole('button', { name: /Add\s+notes/ })).toBeTruthy();
});

test('what happens elsewhere neither replaces what is typed nor is written over', async () => {
  const { user, server } = await openTrade(aTrade({ notes: 'Mine.' }));
  await user.click(screen.getByRole('button', { name: /Edit\s+notes/ }));
  await user.type(field(), ' More.');
  TestBed.inject(LedgerHead).advanceTo(50);
  await settled();
  await server.answer('GET', TRADE, aTrade({ notes: 'Theirs.', streamVersion: 2 }));
  expect(field().value).toBe('Mine. More.');
  await user.click(screen.getByRole('button', { name: 'Save notes' }));
  const { request } = await server.refuse('PATCH', TRADE, { status: 412, type: '/problems/version-conflict' });
  expect(request.headers.get('If-Match')).toBe('"1"');
  expect(field().value).toBe('Mine. More.');
  await user.click(await screen.findByRole('button', { name: /Load latest/ }));
  expect(field().value).toBe('Theirs.');
});

test('what is typed stays while one looks at the history, and is not left without asking', async () => {
  const { user } = await openTrade(aTrade());
  await user.click(screen.getByRole('button', { name: /Add\s+notes/ }));
  await user.type(field(), 'Half a');
  await user.click(screen.getByRole('link', { name: 'History' }));
  await settled();
  await user.click(screen.getByRole('link', { name: 'Notes' }));
  await settled();
  expect(field().value).toBe('Half a');
  void TestBed.inject(Router).navigateByUrl('/trades');
  await user.click(await screen.findByRole('button', { name: 'Keep editing' }));
  await settled();
  expect(TestBed.inject(Router).url).toBe('/trades/t1');
  expect(field().value).toBe('Half a');
});

test('in the past notes are only read', async () => {
  await openTrade(aTrade({ notes: 'Then.' }), '/trades/t1?asOf=v5');
  expect(screen.getByText('Then.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /notes/ })).toBeNull();
});
