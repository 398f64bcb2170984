import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { screen, waitFor, within } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { DEFAULT_PREFERENCES } from '@singularity/contract';
import type { CurrencyTotals, ListedTrade, TradeTotals } from '@singularity/contract';
import { LedgerHead } from '../../session/ledger-head';
import { SESSION_URL, Session } from '../../session/session';
import { MEMBER, openPage, settled } from '../../testing/render-page';
import { aScaledTrade, aTrade, anAccount, anUndo, pageOf, receipted } from '../../testing/samples';
import { TradesPage } from './trades-page';

const TRADES = '/api/user/trades';

async function openTrades(url: string, ...trades: ListedTrade[]) {
  const page = await openPage(url, [{ path: 'trades', component: TradesPage, data: { past: true } }]);
  const { request } = await page.server.answer('GET', TRADES, pageOf(...trades));
  await page.server.answer('GET', '/api/user/accounts', pageOf(anAccount()));
  return { ...page, request };
}

function rows() {
  return screen.getAllByRole('row').slice(1);
}

function address(): string {
  return TestBed.inject(Router).url;
}

test('a row says which way, what came of it, and in which account', async () => {
  await openTrades('/trades', aTrade({ tags: ['gap'] }), aScaledTrade({ id: 't2', accountId: null }));
  const [first, second] = rows();
  expect(within(first!).getByText('Long')).toBeTruthy();
  expect(within(first!).getByText('+$37.40').classList).toContain('profit');
  expect(within(first!).getByText('+2.00%')).toBeTruthy();
  expect(within(first!).getByText('Swing')).toBeTruthy();
  expect(within(first!).getByText('gap')).toBeTruthy();
  expect(within(second!).getByText('Open')).toBeTruthy();
});

test('the address is the filter, with what all pages share', async () => {
  const url = '/trades?symbol=nvda&status=open&sort=netPnl&order=asc&tag=gap&tag=news&accountId=a1&from=2026-01-01';
  const { request } = await openTrades(url, aScaledTrade());
  expect(request.params.toString()).toBe(
    'from=2026-01-01&accountId=a1&tag=gap&tag=news&symbol=NVDA&status=open&sort=netPnl&order=asc&limit=100',
  );
  expect(screen.getByLabelText<HTMLInputElement>('Filter by symbol').value).toBe('NVDA');
  expect(screen.getByRole('option', { name: 'Open', selected: true })).toBeTruthy();
  expect(screen.getByRole('columnheader', { name: 'Net P&L' }).getAttribute('aria-sort')).toBe('ascending');
});

test('a filter changes the address, and what is shown stays until the answer', async () => {
  const { user, server } = await openTrades('/trades', aTrade());
  await user.type(screen.getByLabelText('Filter by symbol'), 'tsla{Enter}');
  await user.tab();
  await settled();
  expect(address()).toBe('/trades?symbolPrefix=TSLA');
  expect(rows()).toHaveLength(1);
  const { request } = await server.answer('GET', TRADES, pageOf());
  expect(request.params.get('symbolPrefix')).toBe('TSLA');
  expect(screen.getByText('No trades match these filters.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Clear filters' }));
  await settled();
  expect(address()).toBe('/trades');
});

test('a column head sorts, and turns the order at the second click', async () => {
  const { user, server } = await openTrades('/trades', aTrade());
  const head = () => screen.getByRole('button', { name: 'Symbol' });
  await user.click(head());
  await server.answer('GET', TRADES, pageOf(aTrade()));
  expect(address()).toBe('/trades?sort=symbol&order=desc');
  await user.click(head());
  expect(address()).toBe('/trades?sort=symbol&order=asc');
});

test('more is read where what is there comes to its end, and nothing is shown twice', async () => {
  const { server } = await openPage('/trades', [{ path: 'trades', component: TradesPage, data: { past: true } }]);
  await server.answer('GET', TRADES, { items: [aTrade()], nextCursor: 'two' });
  const { request } = await server.answer('GET', TRADES, pageOf(aTrade(), aTrade({ id: 't2', symbol: 'MSFT' })));
  expect(request.params.get('cursor')).toBe('two');
  expect(rows()).toHaveLength(2);
});

test('a long list draws only what is in sight', async () => {
  await openTrades('/trades', ...Array.from({ length: 100 }, (_, index) => aTrade({ id: `t${index}` })));
  expect(rows().length).toBeLessThan(50);
});

test('of a long list the counts are told in thousands', async () => {
  const { user } = await openTrades(
    '/trades',
    ...Array.from({ length: 1200 }, (_, index) => aTrade({ id: `t${index}` })),
  );
  await user.click(screen.getByRole('checkbox', { name: 'Select all loaded trades' }));
  expect(screen.getByText('1,200 selected')).toBeTruthy();
});

test('a trade is deleted at once, and undo brings it back', async () => {
  const { user, server } = await openTrades('/trades', aTrade());
  await user.click(screen.getByRole('button', { name: 'Actions for AAPL' }));
  await user.click(screen.getByRole('menuitem', { name: 'Delete' }));
  expect(screen.queryByRole('row')).toBeNull();
  const { request } = await server.answer('DELETE', `${TRADES}/t1`, receipted(aTrade({ streamVersion: 2 }), 8));
  expect(request.headers.get('If-Match')).toBe('"1"');
  await server.answer('GET', TRADES, pageOf());
  expect(screen.queryByRole('row')).toBeNull();

  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await server.answer('POST', '/api/user/history/8/undo', anUndo(8));
  await server.answer('GET', TRADES, pageOf(aTrade()));
  expect(rows()).toHaveLength(1);
});

test('a delete that nobody heard of is taken back, and can be tried again', async () => {
  const { user, server } = await openTrades('/trades', aTrade());
  await user.click(screen.getByRole('button', { name: 'Actions for AAPL' }));
  await user.click(screen.getByRole('menuitem', { name: 'Delete' }));
  await server.lose('DELETE', `${TRADES}/t1`);
  await server.answer('GET', TRADES, pageOf(aTrade()));
  expect(rows()).toHaveLength(1);
  await user.click(await screen.findByRole('button', { name: 'Try again' }));
  await server.answer('DELETE', `${TRADES}/t1`, receipted(aTrade(), 8));
});

test('deleted trades have a list of their own, from which each comes back in one click, by key too', async () => {
  const { user, server } = await openTrades('/trades', aTrade());
  await user.selectOptions(screen.getByLabelText('Filter by status'), 'Deleted');
  await settled();
  expect(address()).toBe('/trades?status=deleted');
  const deleted = (id: string, symbol: string, deletedBy: number) => ({
    ...aTrade({ id, symbol }),
    deletedAt: '2026-01-06T15:00:00.000Z',
    deletedBy,
  });
  await server.answer('GET', `${TRADES}/deleted`, pageOf(deleted('t1', 'AAPL', 12), deleted('t2', 'TSLA', 11)));
  const list = within(screen.getByRole('region', { name: 'Deleted trades' }));
  // It has no columns, and no file is made of it.
  expect(screen.queryByRole('button', { name: 'Columns' })).toBeNull();
  expect(screen.queryByRole('link', { name: 'CSV' })).toBeNull();
  expect(list.getAllByText('deleted Jan 6, 2026, 10:00 AM')).toHaveLength(2);
  await user.click(document.body);
  await user.keyboard('jj{Enter}');
  await server.answer('POST', '/api/user/history/11/undo', anUndo(11));
  await server.answer('GET', `${TRADES}/deleted`, pageOf(deleted('t1', 'AAPL', 12)));
  expect(list.queryByText('TSLA')).toBeNull();
  expect(await screen.findByText('Restored TSLA')).toBeTruthy();
});

test('only an open trade can be closed', async () => {
  const { user } = await openTrades('/trades', aTrade(), aScaledTrade({ id: 't2' }));
  await user.click(screen.getByRole('button', { name: 'Actions for AAPL' }));
  expect(screen.queryByRole('menuitem', { name: 'Close' })).toBeNull();
  await user.keyboard('{Escape}');
  await user.click(screen.getByRole('button', { name: 'Actions for NVDA' }));
  expect(screen.getByRole('menuitem', { name: 'Close' }).getAttribute('href')).toBe('/trades(sheet:close-trade/t2)');
});

test('without trades one is led to the first; a failure is told with another attempt', async () => {
  await openTrades('/trades');
  expect(screen.getByText('No trades yet')).toBeTruthy();
  for (const name of ['Views', 'Columns']) expect(screen.queryByRole('button', { name })).toBeNull();
  expect(screen.queryByRole('link', { name: 'CSV' })).toBeNull();
});

test('a list that cannot be read says why, and is read again on request', async () => {
  const { user, server } = await openPage('/trades', [{ path: 'trades', component: TradesPage, data: { past: true } }]);
  await server.refuse('GET', TRADES, { status: 503, title: 'The database is away.' });
  expect(screen.getByRole('alert').textContent).toContain('The database is away.');
  await user.click(await screen.findByRole('button', { name: 'Try again' }));
  await server.answer('GET', TRADES, pageOf(aTrade()));
  expect(screen.queryByRole('alert')).toBeNull();
  expect(rows()).toHaveLength(1);
});

test('one comes back to the list as one left it, which is read again as far as it was seen', async () => {
  const some = (count: number) => Array.from({ length: count }, (_, index) => aTrade({ id: `t${index}` }));
  const { user, server } = await openTrades('/trades', ...some(100));
  await user.keyboard('jjj{Enter}');
  await settled();
  expect(address()).toBe('/trades/t2');

  await TestBed.inject(Router).navigateByUrl('/trades');
  await settled();
  expect(rows().length).toBeGreaterThan(0);
  expect(document.activeElement?.getAttribute('data-index')).toBe('2');
  await server.answer('GET', TRADES, pageOf(...some(3)));
  expect(rows()).toHaveLength(3);

  await TestBed.inject(Router).navigateByUrl('/trades?symbol=TSLA');
  await settled();
  expect(rows()[0]?.tabIndex).toBe(0);
});

test('nobody comes back to the list of another member', async () => {
  const { server } = await openTrades('/trades', aTrade());
  const router = TestBed.inject(Router);
  await router.navigateByUrl('/elsewhere');
  TestBed.inject(Session).endedAt('/');
  const opened = router.navigateByUrl('/trades');
  await server.answer('GET', SESSION_URL, {
    user: { ...MEMBER, dbUserId: 'u2' },
    expiresAt: '2026-12-01T00:00:00.000Z',
  });
  await opened;
  expect(screen.queryByRole('row')).toBeNull();
});

test('at a moment of the past the list and its file are of then, and nothing in them can be changed', async () => {
  const { request, user } = await openTrades('/trades?asOf=v57&tag=gap', aScaledTrade());
  expect(request.params.toString()).toBe('tag=gap&asOfVersion=57&sort=date&order=desc&limit=100');
  const file = screen.getByRole('link', { name: /CSV/ }).getAttribute('href');
  expect(file).toContain('asOfVersion=57');
  expect(screen.queryByRole('link', { name: /Add trade/ })).toBeNull();
  expect(screen.queryAllByRole('checkbox', { name: /^Select/ })).toEqual([]);
  expect(screen.queryByRole('button', { name: /^Edit/ })).toBeNull();
  await user.keyboard('jx');
  expect(screen.queryByText('1 selected')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Actions for NVDA' }));
  expect(screen.getAllByRole('menuitem').map(({ textContent }) => textContent.trim())).toEqual(['History']);
});

test('nothing of now stays in the list while the past is on its way, nor is the past read again', async () => {
  const { server } = await openTrades('/trades', aTrade());
  await TestBed.inject(Router).navigateByUrl('/trades?asOf=v57');
  await settled();
  expect(screen.queryByText('+$37.40')).toBeNull();
  await server.answer('GET', TRADES, pageOf(aTrade({ netPnl: '30' })));
  expect(screen.getByText('+$30.00')).toBeTruthy();
  TestBed.inject(LedgerHead).advanceTo(60);
  await settled();
  expect(server.waiting('GET', TRADES)).toBe(0);
});

test('where there was no trade yet, nobody is asked to add one', async () => {
  await openTrades('/trades?asOf=v0');
  expect(screen.getByText('Your journal had no trades at this time.')).toBeTruthy();
  expect(screen.queryByRole('link', { name: /Add trade/ })).toBeNull();
});

const TOTALS = `${TRADES}/totals`;

/** What 120 trades come to. */
function totalsOf(...currencies: Partial<CurrencyTotals>[]): TradeTotals {
  const usd: CurrencyTotals = {
    currency: 'USD',
    trades: 120,
    wins: 58,
    losses: 47,
    breakeven: 0,
    winRate: '0.5524',
    profitFactor: '2.4182',
    realizedGross: '7047.74',
    realizedFees: '236.18',
    realizedNet: '6811.56',
  };
  const all = currencies.map((difference) => ({ ...usd, ...difference }));
  return { version: 7, count: all.reduce((count, { trades }) => count + trades, 0), currencies: all };
}

function totals(): string {
  const pieces = screen.getByRole('region', { name: 'Totals' }).querySelectorAll('strong, dt, dd, span.faint');
  return [...pieces].map(({ textContent }) => textContent.trim()).join(' ');
}

test('above the list stands what all trades of its filter come to, whatever is loaded', async () => {
  const { user, server } = await openTrades('/trades?symbol=AAPL', aTrade());
  const { request } = await server.answer('GET', TOTALS, totalsOf({}));
  expect(request.params.toString()).toBe('symbol=AAPL');
  expect(totals()).toBe('120 trades Net P&L +$6,811.56 Win rate 55.2% PF 2.42 Fees $236.18');

  await user.click(screen.getByRole('button', { name: 'Symbol' }));
  await server.answer('GET', TRADES, pageOf(aTrade()));
  expect(server.waiting('GET', TOTALS)).toBe(0);

  TestBed.inject(LedgerHead).advanceTo(50);
  await settled();
  expect(totals()).toContain('+$6,811.56');
  await server.answer('GET', TOTALS, totalsOf({ trades: 121, realizedNet: '6800' }));
  expect(totals()).toContain('121 trades Net P&L +$6,800.00');
});

test('each currency is added up for itself, and what cannot be worked out is left out', async () => {
  const { server } = await openTrades('/trades', aTrade());
  const none = { wins: 0, losses: 0, winRate: null, profitFactor: null };
  await server.answer(
    'GET',
    TOTALS,
    totalsOf({ currency: 'EUR', trades: 1, realizedNet: '-3', realizedFees: '0', ...none }, {}),
  );
  expect(totals()).toBe(
    '121 trades Trades in EUR 1 trade Net P&L −€3.00 Fees €0.00 ' +
      'Trades in USD 120 trades Net P&L +$6,811.56 Win rate 55.2% PF 2.42 Fees $236.18',
  );
});

test('the totals are of the moment that the list is about, and come after its rows', async () => {
  const { server } = await openPage('/trades?asOf=v57', [
    { path: 'trades', component: TradesPage, data: { past: true } },
  ]);
  const rowsAsked = await server.asked('GET', TRADES);
  expect(server.waiting('GET', TOTALS)).toBe(0);
  rowsAsked.flush(pageOf(aTrade()));
  await settled();
  const { request } = await server.refuse('GET', TOTALS, { status: 503 });
  expect(request.params.get('asOfVersion')).toBe('57');
  expect(totals()).toContain('Totals could not be loaded.');
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await server.answer('GET', TOTALS, totalsOf({}));
  expect(totals()).toContain('120 trades');
});

test('under days each trade says what it realized in them, and only then', async () => {
  const { server } = await openTrades('/trades?from=2026-01-05&to=2026-01-05', {
    ...aScaledTrade(),
    realizedGross: '45',
    realizedFees: '2',
    realizedNet: '43',
  });
  const heads = () => screen.getAllByRole('columnheader').map((head) => head.getAttribute('aria-label'));
  expect(heads().slice(4, 6)).toEqual(['Net P&L', 'Realized']);
  expect(within(rows()[0]!).getByText('+$43.00')).toBeTruthy();
  await TestBed.inject(Router).navigateByUrl('/trades');
  await server.answer('GET', TRADES, pageOf(aScaledTrade()));
  expect(heads()).not.toContain('Realized');
  expect(screen.queryByRole('checkbox', { name: 'Realized', hidden: true })).toBeNull();
});

test('a click anywhere in a row opens its trade, but not where something else answers it', async () => {
  const { user } = await openTrades('/trades?tag=gap', aTrade());
  await user.click(screen.getByRole('checkbox', { name: 'Select AAPL' }));
  await user.click(screen.getByRole('button', { name: /Edit Exit of AAPL/ }));
  await user.click(screen.getByRole('textbox', { name: 'Exit of AAPL' }));
  expect(address()).toBe('/trades?tag=gap');
  await user.click(within(rows()[0]!).getByText('+2.00%'));
  await settled();
  expect(address()).toBe('/trades/t1?tag=gap');
});

test('who selects words of a row stays', async () => {
  const { user } = await openTrades('/trades', aTrade());
  const words = within(rows()[0]!).getByText('+2.00%');
  await user.pointer([{ keys: '[MouseLeft>]', target: words, offset: 0 }, { offset: 4 }, { keys: '[/MouseLeft]' }]);
  expect(document.getSelection()?.toString()).toBe('+2.0');
  await settled();
  expect(address()).toBe('/trades');
});

test('a row says when a trade was closed, while it is open when it was entered, and how long it was held', async () => {
  const { user, server } = await openTrades('/trades', aTrade(), aScaledTrade({ id: 't2' }));
  expect(within(rows()[0]!).getByText('3:00 PM')).toBeTruthy();
  expect(within(rows()[1]!).getByText('9:30 AM')).toBeTruthy();
  expect(within(rows()[0]!).getByText('5h 29m')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Hold' }));
  const { request } = await server.answer('GET', TRADES, pageOf(aTrade()));
  expect(request.params.get('sort')).toBe('holding');
});

test('symbols are looked for while they are typed, and stay as they are typed', async () => {
  const { user, server } = await openTrades('/trades?symbol=AAPL', aTrade());
  const field = screen.getByLabelText<HTMLInputElement>('Filter by symbol');
  expect(field.value).toBe('AAPL');
  await user.clear(field);
  await user.type(field, 'ts, ü');
  await waitFor(() => expect(address()).toBe('/trades?symbolPrefix=TS'));
  const { request } = await server.answer('GET', TRADES, pageOf(aTrade({ symbol: 'TSLA' })));
  expect(request.params.getAll('symbolPrefix')).toEqual(['TS']);
  expect(field.value).toBe('ts, ü');
  await user.tab();
  expect(field.value).toBe('TS');
});

const PREFERENCES = '/api/user/preferences';

test('what is shown is saved as a view, which the address names, changed and deleted again', async () => {
  const { user, server } = await openPage('/trades?result=loss', [{ path: 'trades', component: TradesPage }]);
  await server.answer('GET', PREFERENCES, DEFAULT_PREFERENCES);
  await server.answer('GET', TRADES, pageOf(aTrade()));
  const menu = within(screen.getByRole('group', { name: 'Saved views', hidden: true }));
  await user.click(menu.getByRole('button', { name: 'Save view', hidden: true }));
  expect(menu.getByRole('alert', { hidden: true }).textContent).toBe('Enter a name.');
  await user.type(menu.getByLabelText('New view name'), 'Losers{Enter}');
  await settled();
  expect(address()).toBe('/trades?result=loss&saved=Losers');
  const saved = await server.answer('PUT', PREFERENCES, DEFAULT_PREFERENCES);
  const view = { name: 'Losers', search: 'result=loss&sort=date&order=desc', columns: null };
  expect(saved.request.body).toMatchObject({ tradeViews: [view] });

  await user.click(screen.getByRole('checkbox', { name: 'Account', hidden: true }));
  const arranged = await server.answer('PUT', PREFERENCES, DEFAULT_PREFERENCES);
  expect(arranged.request.body).toMatchObject({
    tradeColumns: null,
    tradeViews: [{ ...view, columns: expect.arrayContaining([{ name: 'symbol' }]) }],
  });
  await user.click(screen.getByRole('button', { name: 'Symbol' }));
  await settled();
  await user.click(menu.getByRole('button', { name: 'Save changes to Losers', hidden: true }));
  const changed = await server.answer('PUT', PREFERENCES, DEFAULT_PREFERENCES);
  expect(changed.request.body).toMatchObject({ tradeViews: [{ search: 'result=loss&sort=symbol&order=desc' }] });

  await TestBed.inject(Router).navigateByUrl('/trades');
  await settled();
  expect(screen.getByRole('columnheader', { name: 'Account' })).toBeTruthy();
  await user.click(menu.getByRole('button', { name: 'Losers', hidden: true }));
  await settled();
  expect(address()).toBe('/trades?result=loss&sort=symbol&order=desc&saved=Losers');
  expect(screen.queryByRole('columnheader', { name: 'Account' })).toBeNull();

  await user.click(menu.getByRole('button', { name: 'Delete view Losers', hidden: true }));
  const deleted = await server.answer('PUT', PREFERENCES, DEFAULT_PREFERENCES);
  expect(deleted.request.body).toMatchObject({ tradeViews: [] });
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  const back = await server.answer('PUT', PREFERENCES, DEFAULT_PREFERENCES);
  expect(back.request.body).toMatchObject({ tradeViews: [{ name: 'Losers' }] });
});
