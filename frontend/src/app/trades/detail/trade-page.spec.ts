import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { screen, within } from '@testing-library/angular';
import { openPage, settled } from '../../testing/render-page';
import { aScaledTrade, aTrade, anAccount, anEntry, anUndo, pageOf, receipted } from '../../testing/samples';
import { TradePage } from './trade-page';

const TRADE = '/api/user/trades/t1';

const ADDED = anEntry({
  changes: [
    { field: 'symbol', from: null, to: 'AAPL' },
    { field: 'exitPrice', from: null, to: '191.1' },
  ],
});
const EDITED = anEntry({
  version: 6,
  streamVersion: 2,
  type: 'TradeEdited',
  changes: [
    { field: 'exitPrice', from: '191.1', to: '192.5' },
    { field: 'accountId', from: null, to: 'a1' },
    { field: 'entryAt', from: '2026-01-05T14:30:00.000Z', to: '2026-01-05T14:31:00.000Z' },
    { field: 'tags', from: [], to: ['gap', 'breakout'] },
  ],
});

async function openTrade(url = '/trades/t1?view=history') {
  const page = await openPage(url, [{ path: 'trades/:id', component: TradePage, data: { past: true } }]);
  await page.server.answer('GET', '/api/user/accounts', pageOf(anAccount()));
  return page;
}

/** The changes of the list, without the phrases inside them. */
function changesShown(): readonly (HTMLElement | undefined)[] {
  const history = within(screen.getByRole('region', { name: 'History' }));
  return history.getAllByRole('heading', { level: 3 }).map((heading) => heading.closest('li') ?? undefined);
}

test('the history tells each change with what stood before and what stands since, in words', async () => {
  const { server } = await openTrade();
  await server.answer('GET', TRADE, aTrade({ streamVersion: 2 }));
  await server.answer('GET', `${TRADE}/history`, pageOf(EDITED, ADDED));
  const [newest, oldest] = changesShown();
  const text = newest?.textContent?.replace(/\s+/g, ' ') ?? '';
  expect(text).toContain('Exit price191.10→changed to192.50');
  expect(text).toContain('Account–→changed toSwing');
  expect(text).toContain('Entry timeJan 5, 2026, 9:30 AM→changed toJan 5, 2026, 9:31 AM');
  expect(text).toContain('Tags addedgap, breakout');
  expect(oldest?.textContent).toContain('Added');
  expect(oldest?.querySelector('del')).toBeNull();
});

test.each([
  ['straight from the broker', true],
  ['changed since, or typed in', false],
])('a trade that is %s says so, or says nothing', async (_, fromBroker) => {
  const { server } = await openTrade('/trades/t1');
  await server.answer('GET', TRADE, aTrade({ fromBroker }));
  expect(screen.queryAllByText('Straight from the broker', { exact: false })).toHaveLength(fromBroker ? 2 : 0);
});

test('one goes back to an earlier version upon the one that stands', async () => {
  const { user, server } = await openTrade();
  await server.answer('GET', TRADE, aTrade({ streamVersion: 2 }));
  await server.answer('GET', `${TRADE}/history`, pageOf(EDITED, ADDED));
  await user.click(screen.getByRole('button', { name: 'Revert to this version' }));
  const { request } = await server.answer('POST', `${TRADE}/revert`, receipted(aTrade({ streamVersion: 3 }), 7));
  expect(request.body).toEqual({ toStreamVersion: 1 });
  expect(request.headers.get('If-Match')).toBe('"2"');
  expect(await screen.findByText('Reverted AAPL to version 1')).toBeTruthy();
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await server.asked('POST', '/api/user/history/7/undo');
});

test('a deleted trade keeps its history and can be restored', async () => {
  const { user, server } = await openTrade();
  await server.refuse('GET', TRADE, { status: 404 });
  await server.answer(
    'GET',
    `${TRADE}/history`,
    pageOf(anEntry({ version: 6, streamVersion: 2, type: 'TradeDeleted' }), ADDED),
  );
  expect(screen.getByRole('heading', { name: 'Deleted trade' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Revert to this version' })).toBeNull();

  await user.click(screen.getByRole('button', { name: 'Restore' }));
  await server.answer('POST', '/api/user/history/6/undo', anUndo(6, { ledger: { version: 8, hash: 'h' } }));
  await server.answer('GET', TRADE, aTrade());
  await server.answer(
    'GET',
    `${TRADE}/history`,
    pageOf(anEntry({ version: 8, streamVersion: 3, type: 'TradeRestored' }), ADDED),
  );
  expect(screen.getByRole('heading', { name: /AAPL/ })).toBeTruthy();
});

test('a trade that never was is told plainly', async () => {
  const { server } = await openTrade();
  await server.refuse('GET', TRADE, { status: 404 });
  await server.refuse('GET', `${TRADE}/history`, { status: 404 });
  expect(screen.getByText('Trade not found')).toBeTruthy();
});

test('every fill is told with what was open, realized and made by then', async () => {
  const { server } = await openTrade();
  await server.answer('GET', TRADE, aScaledTrade());
  await server.answer('GET', `${TRADE}/history`, pageOf(ADDED));
  const [, ...lines] = within(screen.getByRole('table', { name: 'Fills' })).getAllByRole('row');
  const cells = lines.map((line) => within(line).getAllByRole('cell'));
  expect(cells.map((all) => all.map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim()))).toEqual([
    ['Jan 5, 9:30 AM', 'Entry 100 @ 120.00', 'Fees $1.00', 'Open 100', '', 'P&L −$1.00'],
    ['Jan 5, 10:30 AM', 'Entry 50 @ 126.00', 'Fees $1.00', 'Open 150', '', 'P&L +$598.00'],
    ['Jan 6, 10:00 AM', 'Exit 120 @ 130.00', 'Fees $1.00', 'Open 30', '+$1,077.60', 'P&L +$1,197.00'],
  ]);
});

test('the details say how long a closed trade was held', async () => {
  const { server } = await openTrade();
  await server.answer('GET', TRADE, aTrade());
  const details = screen.getByRole('region', { name: 'Details' });
  expect(details.textContent).toContain('Held5h 29m');
  expect(screen.getByRole('region', { name: 'Running P&L' }).textContent).toContain('9:30:15 AM');
});

test('the result is explained step by step', async () => {
  const { server } = await openTrade();
  await server.answer('GET', TRADE, aTrade());
  const result = screen.getByRole('region', { name: 'Net P&L' }).textContent.replace(/\s+/g, ' ');
  expect(result).toContain('(191.10 − 187.23) × 10');
  expect(result).toContain('−$1.30');
});

test('notes are drawn from Markdown, and HTML in them stays words', async () => {
  const { server } = await openTrade('/trades/t1');
  await server.answer('GET', TRADE, aTrade({ notes: 'Waited for the **retest** <b>here</b>.' }));
  expect(screen.getByText('retest').closest('strong')).toBeTruthy();
  expect(screen.getByText('<b>')).toBeTruthy();
});

test('history and journal stand in the address', async () => {
  const { user, server } = await openTrade('/trades/t1');
  await server.answer('GET', TRADE, aTrade());
  await server.answer('GET', `${TRADE}/history`, pageOf(ADDED));
  expect(screen.queryByRole('region', { name: 'History' })).toBeNull();
  await user.click(screen.getByRole('link', { name: 'History' }));
  await settled();
  expect(screen.getByRole('region', { name: 'History' })).toBeTruthy();
});

test('a trade is gone at once when it is deleted, and back where that fails', async () => {
  const { user, server } = await openTrade('/trades/t1');
  await server.answer('GET', TRADE, aTrade());
  await server.answer('GET', `${TRADE}/history`, pageOf(ADDED));
  await user.click(screen.getByRole('button', { name: 'Delete' }));
  expect(screen.getByRole('heading', { name: 'Deleted trade' })).toBeTruthy();
  await server.refuse('DELETE', TRADE, { status: 503, title: 'The database is away.' });
  expect(screen.queryByRole('heading', { name: 'Deleted trade' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Delete' })).toBeTruthy();
  expect(await screen.findByText('The database is away.')).toBeTruthy();
});

test('leaving it leaves behind what the address said of it alone', async () => {
  const { user, server } = await openTrade('/trades/t1?symbol=AAPL&view=history');
  await server.answer('GET', TRADE, aTrade());
  await server.answer('GET', `${TRADE}/history`, pageOf(ADDED));
  expect(screen.getByRole('link', { name: 'Trades' }).getAttribute('href')).toBe('/trades?symbol=AAPL');
  await user.click(screen.getByRole('button', { name: 'Delete' }));
  await server.answer('DELETE', TRADE, receipted(aTrade({ streamVersion: 2 }), 8));
  expect(TestBed.inject(Router).url).toBe('/trades?symbol=AAPL');
});

test('at a moment of the past it is what it was, with the history up to then, and cannot be changed', async () => {
  const { server } = await openTrade('/trades/t1?view=history&asOf=v5');
  const { request } = await server.answer('GET', TRADE, aTrade());
  expect(request.params.toString()).toBe('asOfVersion=5');
  await server.answer('GET', `${TRADE}/history`, pageOf(EDITED, ADDED));
  const history = within(screen.getByRole('region', { name: 'History' }));
  expect(history.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent.trim())).toEqual(['Added']);
  expect(history.queryByRole('button', { name: /^Undo/ })).toBeNull();
  for (const name of [/Edit/, /Delete/, /Revert to this version/, /Add/])
    expect([screen.queryByRole('button', { name }), screen.queryByRole('link', { name })]).toEqual([null, null]);
});

test('each change leads to the ledger just before it, and to what has become of it since', async () => {
  const { user, server } = await openTrade('/trades/t1?view=history');
  await server.answer('GET', TRADE, aTrade({ streamVersion: 2 }));
  await server.answer('GET', `${TRADE}/history`, pageOf(EDITED, ADDED));
  await user.click(screen.getByRole('button', { name: /^Receipt #6/ }));
  const before = screen.getByRole('link', { name: 'View just before' });
  expect(before.getAttribute('href')).toBe('/trades/t1?asOf=v5');
  expect(screen.getByRole('link', { name: 'Compare with now' }).getAttribute('href')).toBe('/compare?from=v5');
});

test.each([
  ['v4', [], 'It was added later.'],
  ['2026-01-05T20:59:59Z', [], 'It was added later.'],
  ['v6', [anEntry({ version: 6, type: 'TradeDeleted' })], 'It was already deleted at that time.'],
])('of a trade that was not there at %s it says why', async (asOf, more, why) => {
  const { server } = await openTrade(`/trades/t1?asOf=${asOf}`);
  await server.refuse('GET', TRADE, { status: 404, title: 'Not found' });
  await server.answer('GET', `${TRADE}/history`, pageOf(...more, ADDED));
  expect(screen.getByRole('heading', { name: 'This trade did not exist then' })).toBeTruthy();
  expect(screen.getByText(why)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Restore/ })).toBeNull();
  expect(screen.getByRole('link', { name: 'Back to now' }).getAttribute('href')).toBe('/trades/t1');
});
