import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { screen, within } from '@testing-library/angular';
import type { TradeAnswer } from '@singularity/contract';
import { DEFAULT_PREFERENCES } from '@singularity/contract';
import { LedgerHead } from '../../session/ledger-head';
import { openPage, settled } from '../../testing/render-page';
import { aScaledTrade, aTrade, anAccount, pageOf, receipted } from '../../testing/samples';
import { hideAmounts } from '../../ui/format/money';
import { TradesPage } from './trades-page';

const TRADES = '/api/user/trades';
const PREFERENCES = '/api/user/preferences';

@Component({ selector: 'app-any-sheet', template: '' })
class AnySheet {}

const AAPL = aTrade();
const MSFT = aTrade({ id: 't2', symbol: 'MSFT', netPnl: '-0.1' });
const TSLA = aTrade({ id: 't3', symbol: 'TSLA', netPnl: '-0.2', currency: 'EUR' });
const NVDA = aScaledTrade({ id: 't4' });

afterEach(() => hideAmounts(false));

async function openTable(...trades: TradeAnswer[]) {
  const page = await openPage('/trades', [
    { path: 'trades', component: TradesPage },
    { path: 'edit-trade/:id', outlet: 'sheet', component: AnySheet },
  ]);
  await page.server.answer('GET', PREFERENCES, DEFAULT_PREFERENCES);
  await page.server.answer('GET', TRADES, pageOf(...trades));
  await page.server.answer('GET', '/api/user/accounts', pageOf(anAccount()));
  return page;
}

function bar() {
  return screen.getByRole('region', { name: 'Selected trades' });
}

function select(symbol: string) {
  return screen.getByRole('checkbox', { name: `Select ${symbol}` });
}

test('what is selected is added up exactly, each currency for itself', async () => {
  const { user } = await openTable(AAPL, MSFT, TSLA, NVDA);
  await user.click(select('AAPL'));
  await user.keyboard('{Shift>}');
  await user.click(select('TSLA'));
  await user.keyboard('{/Shift}');
  const text = bar().textContent.replace(/\s+/g, ' ');
  expect(text).toContain('3 selected');
  expect(text).toContain('+$37.3050.0% win rate');
  expect(text).toContain('−€0.200.0% win rate');
  await user.click(screen.getByRole('button', { name: 'Clear selection' }));
  expect(screen.queryByRole('region', { name: 'Selected trades' })).toBeNull();
});

test('amounts of rows that stand there are hidden at once, and shown again', async () => {
  await openTable(AAPL, NVDA);
  const amounts = () => screen.getByRole('grid', { name: 'Trades' }).textContent.match(/\$[\d,.]+/g)?.length ?? 0;
  const shown = amounts();
  expect(shown).toBeGreaterThan(0);
  for (const [hide, expected] of [
    [true, 0],
    [false, shown],
    [true, 0],
    [false, shown],
  ] as const) {
    hideAmounts(hide);
    await settled();
    expect(amounts()).toBe(expected);
  }
});

test('the checkbox of all says whether none, some or all are selected', async () => {
  const { user } = await openTable(AAPL, MSFT);
  const all = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Select all loaded trades' });
  const said = () => [all.checked, all.indeterminate];
  expect(said()).toEqual([false, false]);
  await user.click(select('AAPL'));
  expect(said()).toEqual([false, true]);
  await user.click(select('MSFT'));
  expect(said()).toEqual([true, false]);
});

test('tags are put on all that are selected, and what was refused is told', async () => {
  const { user, server } = await openTable(AAPL, MSFT);
  await user.click(screen.getByRole('checkbox', { name: 'Select all loaded trades' }));
  await user.click(within(bar()).getByRole('button', { name: 'Tags' }));
  await user.keyboard('gap, news{Enter}');
  const { request } = await server.answer('POST', `${TRADES}/bulk`, {
    changed: [{ ...AAPL, tags: ['gap', 'news'] }],
    refused: [{ id: 't2', message: 'A trade has at most 20 tags.' }],
    batchId: 'b1',
    ledger: { version: 9, hash: 'h' },
  });
  expect(request.body).toEqual({ ids: ['t1', 't2'], edit: { addTags: ['gap', 'news'] } });
  expect(screen.getByRole('button', { name: 'Edit Tags of AAPL, gap, news' })).toBeTruthy();
  expect(await screen.findByText('Saved 1 of 2 trades. A trade has at most 20 tags.')).toBeTruthy();
});

test('tags are removed from all that are selected', async () => {
  const { user, server } = await openTable(AAPL, MSFT);
  await user.click(screen.getByRole('checkbox', { name: 'Select all loaded trades' }));
  await user.click(within(bar()).getByRole('button', { name: 'Tags' }));
  await user.keyboard('gap');
  await user.click(within(bar()).getByRole('button', { name: 'Remove' }));
  const { request } = await server.asked('POST', `${TRADES}/bulk`);
  expect(request.body).toEqual({ ids: ['t1', 't2'], edit: { removeTags: ['gap'] } });
});

test('all that are selected are deleted at once, and undo restores them', async () => {
  const { user, server } = await openTable(AAPL, MSFT, NVDA);
  await user.click(select('AAPL'));
  await user.click(select('NVDA'));
  await user.click(within(bar()).getByRole('button', { name: 'Delete' }));
  expect(screen.getAllByRole('row')).toHaveLength(2);
  const ledger = { version: 9, hash: 'h' };
  await server.answer('POST', `${TRADES}/bulk`, { changed: ['t1', 't4'], refused: [], batchId: 'b1', ledger });
  await server.answer('GET', TRADES, pageOf(MSFT));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  const undone = { undone: ['t1', 't4'], refused: [], batchId: 'b2', ledger };
  await server.answer('POST', '/api/user/history/batches/b1/undo', undone);
  expect(await screen.findByText('Restored 2 trades')).toBeTruthy();
  await user.click(await screen.findByRole('button', { name: 'Redo' }));
  await server.asked('POST', '/api/user/history/batches/b2/undo');
});

test('a cell is edited in its place: Enter saves upon the version that is shown', async () => {
  const { user, server } = await openTable(AAPL);
  await user.click(screen.getByRole('button', { name: /Edit Exit of AAPL/ }));
  await user.keyboard('192.5{Enter}');
  const edited = receipted(aTrade({ exitPrice: '192.5', netPnl: '51.4', streamVersion: 2 }));
  const { request } = await server.answer('PATCH', `${TRADES}/t1`, edited);
  expect(request.body).toEqual({ exitPrice: '192.5' });
  expect(request.headers.get('If-Match')).toBe('"1"');
  expect(screen.getByText('+$51.40')).toBeTruthy();
  expect(screen.queryByRole('textbox', { name: 'Exit of AAPL' })).toBeNull();
});

test('what the server refuses is said at the cell, where it is typed still; Escape leaves it as it was', async () => {
  const { user, server } = await openTable(AAPL);
  await user.click(screen.getByRole('button', { name: /Edit Exit of AAPL/ }));
  await user.keyboard('5{Enter}');
  const errors = [{ field: 'exitPrice', message: 'A price below zero is for futures only.' }];
  await server.refuse('PATCH', `${TRADES}/t1`, { status: 422, errors });
  expect(screen.getByRole('alert').textContent).toContain('A price below zero is for futures only.');
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Exit of AAPL' }).value).toBe('5');
  await user.keyboard('{Escape}');
  expect(screen.getByRole('button', { name: 'Edit Exit of AAPL, 191.10' })).toBeTruthy();
});

test('what happens elsewhere replaces neither what is typed in a cell, nor is it overwritten by it', async () => {
  const { user, server } = await openTable(AAPL, MSFT);
  await user.click(select('MSFT'));
  await user.click(screen.getByRole('button', { name: /Edit Exit of AAPL/ }));
  await user.keyboard('192.5');
  TestBed.inject(LedgerHead).advanceTo(50);
  await settled();
  await server.answer(
    'GET',
    TRADES,
    pageOf(NVDA, aTrade({ exitPrice: '195', netPnl: '76.4', streamVersion: 2 }), MSFT),
  );
  expect(screen.getByText('+$76.40')).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Exit of AAPL' })).toBe(document.activeElement);
  expect(bar().textContent).toContain('1 selected');
  await user.keyboard('5{Enter}');
  const { request } = await server.refuse('PATCH', `${TRADES}/t1`, {
    status: 412,
    detail: 'It was changed in the meantime.',
  });
  expect(request.body).toEqual({ exitPrice: '192.55' });
  expect(request.headers.get('If-Match')).toBe('"1"');
  expect(screen.getByRole('alert').textContent).toContain('changed');
});

test('the row that the keyboard is at moves with its trade', async () => {
  const { user, server } = await openTable(AAPL, MSFT);
  await user.keyboard('jj');
  TestBed.inject(LedgerHead).advanceTo(50);
  await settled();
  await server.answer('GET', TRADES, pageOf(NVDA, AAPL, MSFT));
  await user.keyboard('x');
  expect((select('MSFT') as HTMLInputElement).checked).toBe(true);
});

test('a tag that is too long is told at its cell, as it was typed, and is not sent', async () => {
  const { user, server } = await openTable(AAPL);
  await user.click(screen.getByRole('button', { name: /Edit Tags of AAPL/ }));
  await user.keyboard(`gap, ${'x'.repeat(41)}{Enter}`);
  expect(server.waiting('PATCH', `${TRADES}/t1`)).toBe(0);
  expect(screen.getByRole('alert').textContent).toContain('Use at most 40 characters per tag.');
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Tags of AAPL' }).value).toContain('x'.repeat(41));
});

test('a tag that is too long is not put on those that are selected', async () => {
  const { user, server } = await openTable(AAPL, MSFT);
  await user.click(screen.getByRole('checkbox', { name: 'Select all loaded trades' }));
  await user.click(within(bar()).getByRole('button', { name: 'Tags' }));
  await user.keyboard(`${'x'.repeat(41)}{Enter}`);
  expect(server.waiting('POST', `${TRADES}/bulk`)).toBe(0);
  expect(screen.getByRole('alert').textContent).toContain('Use at most 40 characters per tag.');
});

test('what the rules refuse is told at its cell before anything is sent', async () => {
  const { user, server } = await openTable(AAPL);
  await user.click(screen.getByRole('button', { name: /Edit Exit of AAPL/ }));
  await user.keyboard('-5{Enter}');
  expect(server.waiting('PATCH', `${TRADES}/t1`)).toBe(0);
  expect(screen.getByRole('alert').textContent).toContain('Only futures can have negative prices.');
});

test('what has no number in it is not sent', async () => {
  const { user, server } = await openTable(AAPL);
  await user.click(screen.getByRole('button', { name: /Edit Fees of AAPL/ }));
  await user.keyboard('lots{Enter}');
  expect(screen.getByRole('alert').textContent).toContain('Enter a number of at most 18 digits.');
  expect(server.waiting('PATCH', `${TRADES}/t1`)).toBe(0);
});

test('averages of several executions are not edited in a cell', async () => {
  await openTable(NVDA);
  expect(screen.queryByRole('button', { name: /Edit Exit of NVDA/ })).toBeNull();
  expect(screen.getByRole('button', { name: /Edit Tags of NVDA/ })).toBeTruthy();
});

test('J and K go along the rows, X selects, Enter opens, E edits', async () => {
  const { user } = await openTable(AAPL, MSFT);
  const current = () => document.activeElement?.textContent;
  await user.keyboard('j');
  expect(current()).toContain('AAPL');
  await user.keyboard('j');
  expect(current()).toContain('MSFT');
  await user.keyboard('k');
  expect(current()).toContain('AAPL');
  await user.keyboard('x');
  expect(bar().textContent).toContain('1 selected');
  await user.keyboard('e');
  await settled();
  expect(TestBed.inject(Router).url).toBe('/trades(sheet:edit-trade/t1)');
});

test('Enter opens the trade of the row, Ctrl+A selects all that are loaded', async () => {
  const { user } = await openTable(AAPL, MSFT);
  await user.keyboard('j');
  await user.keyboard('{Control>}a{/Control}');
  expect(bar().textContent).toContain('2 selected');
  await user.keyboard('j{Enter}');
  await settled();
  expect(TestBed.inject(Router).url).toBe('/trades/t2');
});

test('columns are chosen, moved and made wider, and that is kept', async () => {
  const { user, server } = await openTable(AAPL);
  const heads = () => screen.getAllByRole('columnheader').map((head) => head.getAttribute('aria-label'));
  await user.click(screen.getByRole('checkbox', { name: 'Account', hidden: true }));
  expect(heads()).not.toContain('Account');
  await server.answer('PUT', PREFERENCES, DEFAULT_PREFERENCES);
  await user.click(screen.getByRole('button', { name: 'Move Date to the right', hidden: true }));
  expect(heads().slice(1, 3)).toEqual(['Time', 'Date']);
  await server.answer('PUT', PREFERENCES, DEFAULT_PREFERENCES);
  screen.getByRole('separator', { name: 'Width of Fees' }).focus();
  await user.keyboard('{ArrowRight}');
  const { request } = await server.answer('PUT', PREFERENCES, DEFAULT_PREFERENCES);
  expect(request.body).toMatchObject({ tradeColumns: expect.arrayContaining([{ name: 'fees', width: 70 }]) });
});

test('the file has the trades and the columns that are shown', async () => {
  await openTable(AAPL);
  const href = screen.getByRole('link', { name: 'CSV' }).getAttribute('href') ?? '';
  const { pathname, searchParams } = new URL(href, 'http://localhost');
  expect(pathname).toBe('/api/user/trades.csv');
  expect(searchParams.get('sort')).toBe('date');
  expect(searchParams.get('columns')).toContain('netPnl,currency');
  expect(searchParams.has('limit')).toBe(false);
});

/** Opens them, as the browser does where it knows popovers. */
async function choices(column: string) {
  const panel = screen.getByRole('group', { name: `${column} filter options`, hidden: true });
  panel.dispatchEvent(Object.assign(new Event('beforetoggle'), { newState: 'open' }));
  await settled();
  return within(panel);
}

test('each column is filtered at its head, and says when it is', async () => {
  const { user, server } = await openTable(AAPL);
  await user.click((await choices('Net P&L')).getByLabelText('Wins'));
  const { request } = await server.answer('GET', TRADES, pageOf(AAPL));
  expect(request.params.getAll('result')).toEqual(['win']);
  expect(screen.getByRole('button', { name: 'Net P&L filter, in use' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Symbol filter' })).toBeTruthy();

  await user.click((await choices('Net P&L')).getByLabelText('Losses'));
  await user.click((await choices('Symbol')).getByLabelText('Short'));
  await user.type((await choices('Symbol')).getByLabelText('Symbols'), 'spy qqq');
  await user.tab();
  await settled();
  await user.click((await choices('Account')).getByLabelText('Swing'));
  await settled();
  expect(TestBed.inject(Router).url).toBe(
    '/trades?result=win&result=loss&direction=SHORT&symbolPrefix=SPY&symbolPrefix=QQQ&accountId=a1',
  );
  await server.answer('GET', TRADES, pageOf(AAPL));
  await user.click((await choices('Symbol')).getByRole('button', { name: 'Clear filter', hidden: true }));
  await settled();
  expect(TestBed.inject(Router).url).toBe('/trades?result=win&result=loss&accountId=a1');
});

test('days are asked for at the date, by one end or both', async () => {
  const { user } = await openTable(AAPL);
  await user.type((await choices('Date')).getByLabelText('To date'), '2026-01-05');
  await user.tab();
  await settled();
  expect(TestBed.inject(Router).url).toBe('/trades?to=2026-01-05');
});

test('a trade is open or closed: one choice takes the place of the other', async () => {
  const { user } = await openTable(AAPL);
  await user.click(screen.getByRole('checkbox', { name: 'Status', hidden: true }));
  await user.click((await choices('Status')).getByLabelText('Open'));
  await user.click((await choices('Status')).getByLabelText('Closed'));
  await settled();
  expect(TestBed.inject(Router).url).toBe('/trades?status=closed');
});

test('with the tags of the ledger, which are read when the choices are looked at', async () => {
  const { user, server } = await openTable(AAPL);
  expect(server.waiting('GET', '/api/user/stats/breakdown')).toBe(0);
  const tags = await choices('Tags');
  await server.answer('GET', '/api/user/stats/breakdown', {
    currencies: [{ currency: 'USD', groups: [{ key: 'news' }, { key: '' }, { key: 'gap' }] }],
  });
  expect(tags.getAllByRole('checkbox', { hidden: true })).toHaveLength(2);
  await user.click(tags.getByLabelText('gap'));
  await settled();
  expect(TestBed.inject(Router).url).toBe('/trades?tag=gap');
});

test('a cell says what was typed before the server has answered, and the keyboard is free', async () => {
  const { user, server } = await openTable(AAPL, MSFT);
  await user.click(screen.getByRole('button', { name: /Edit Exit of AAPL/ }));
  await user.keyboard('192.5{Enter}');
  expect(screen.queryByRole('textbox', { name: 'Exit of AAPL' })).toBeNull();
  expect(screen.getByText('192.5')).toBeTruthy();
  await user.keyboard('j');
  expect(document.activeElement?.textContent).toContain('MSFT');
  await server.answer('PATCH', `${TRADES}/t1`, receipted(aTrade({ exitPrice: '192.5', streamVersion: 2 })));
  expect(document.activeElement?.textContent).toContain('MSFT');
});

test('what is refused of a cell that one has left for another is told all the same', async () => {
  const { user, server } = await openTable(AAPL, MSFT);
  await user.click(screen.getByRole('button', { name: /Edit Exit of AAPL/ }));
  await user.keyboard('5{Enter}');
  await user.click(screen.getByRole('button', { name: /Edit Fees of MSFT/ }));
  const errors = [{ field: 'exitPrice', message: 'Only futures can have negative prices.' }];
  await server.refuse('PATCH', `${TRADES}/t1`, { status: 422, errors });
  expect(await screen.findByText('Exit of AAPL: Only futures can have negative prices.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Edit Exit of AAPL, 191.10' })).toBeTruthy();
  expect(screen.getByRole('textbox', { name: 'Fees of MSFT' })).toBeTruthy();
});

test('tags stand at the trades before the server has answered, and go again where it fails', async () => {
  const { user, server } = await openTable(AAPL, MSFT);
  await user.click(screen.getByRole('checkbox', { name: 'Select all loaded trades' }));
  await user.click(within(bar()).getByRole('button', { name: 'Tags' }));
  await user.keyboard('gap{Enter}');
  expect(screen.getByRole('button', { name: 'Edit Tags of MSFT, gap' })).toBeTruthy();
  await server.refuse('POST', `${TRADES}/bulk`, { status: 503, title: 'The database is away.' });
  expect(screen.getByRole('button', { name: 'Edit Tags of MSFT, –' })).toBeTruthy();
  expect(await screen.findByText('The database is away.')).toBeTruthy();
});
