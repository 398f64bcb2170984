import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { screen, within } from '@testing-library/angular';
import type { HistoryEntry } from '@singularity/contract';
import { openPage, settled } from '../testing/render-page';
import { anAccount, anEntry, anUndo, pageOf } from '../testing/samples';
import { HistoryPage } from './history-page';

const HISTORY = '/api/user/history';

async function openHistory(url: string, ...entries: HistoryEntry[]) {
  const page = await openPage(url, [{ path: 'history', component: HistoryPage }]);
  const { request } = await page.server.answer('GET', HISTORY, pageOf(...entries));
  await page.server.answer('GET', '/api/user/accounts', pageOf(anAccount()));
  return { ...page, request };
}

/** What a change says, without the receipt and the buttons: "Exit price 191.10 → 191.40". */
function said(heading: string | RegExp): string {
  const entry = screen.getByRole('heading', { level: 3, name: heading }).closest('li');
  const phrases = within(entry!).queryAllByRole('listitem');
  return phrases.map(({ children }) => Array.from(children, (part) => part.textContent).join(' ')).join(' · ');
}

const OF_ACCOUNT = {
  stream: { type: 'account', id: 'a1' },
  subject: { type: 'account', account: { name: 'Swing', currency: 'USD' } },
} as const;

const execution = {
  id: 'e1',
  type: 'close',
  at: '2026-01-05T19:00:00.000Z',
  quantity: '10',
  price: '191.1',
  fees: '0',
};

const TOLD: readonly [string, Partial<HistoryEntry>, RegExp, string][] = [
  [
    'a trade that was added says what matters, and what it made',
    {
      type: 'TradeAdded',
      changes: [
        { field: 'symbol', from: null, to: 'AAPL' },
        { field: 'quantity', from: null, to: '10' },
        { field: 'entryPrice', from: null, to: '187.23' },
        { field: 'tags', from: null, to: ['gap'] },
      ],
      effect: { currency: 'USD', netPnl: { from: null, to: '37.4' } },
    },
    /^Added AAPL/,
    'Quantity 10 · Entry price 187.23 · Tags gap · Net P&L +$37.40',
  ],
  [
    'an edit says what stood before and since, and what it did to the P&L',
    {
      type: 'TradeEdited',
      changes: [{ field: 'exitPrice', from: '191.1', to: '191.4' }],
      effect: { currency: 'USD', netPnl: { from: '37.4', to: '40.4' } },
    },
    /^Edited AAPL/,
    'Exit price 191.10 →changed to 191.40 · Net P&L +$37.40 →changed to +$40.40',
  ],
  [
    'of tags only what came and went',
    { type: 'TradeEdited', changes: [{ field: 'tags', from: ['gap', 'late'], to: ['gap', 'news'] }] },
    /^Edited AAPL/,
    'Tags added news · Tags removed late',
  ],
  [
    'of long notes only where they differ',
    {
      type: 'TradeEdited',
      changes: [{ field: 'notes', from: `${'a '.repeat(60)}early`, to: `${'a '.repeat(60)}late` }],
    },
    /^Edited AAPL/,
    'Notes …a a a a a a early →changed to …a a a a a a late',
  ],
  [
    'an exit in words',
    { type: 'ExecutionAdded', changes: [{ field: 'execution', from: null, to: execution }] },
    /^Exit added AAPL/,
    'Exit 10 @ 191.10, Jan 5, 2026, 2:00 PM',
  ],
  [
    'of several executions only those that differ',
    {
      type: 'TradeReverted',
      changes: [
        {
          field: 'executions',
          from: [execution, { ...execution, id: 'e2', quantity: '5' }],
          to: [execution, { ...execution, id: 'e2', quantity: '6' }],
        },
      ],
    },
    /^Reverted AAPL/,
    'Exit 5 @ 191.10, Jan 5, 2026, 2:00 PM →changed to Exit 6 @ 191.10, Jan 5, 2026, 2:00 PM',
  ],
  ['a deletion', { type: 'TradeDeleted', changes: [{ field: 'deleted', from: false, to: true }] }, /^Deleted AAPL/, ''],
  [
    'a balance with its reason',
    {
      ...OF_ACCOUNT,
      type: 'BalanceUpdated',
      changes: [
        { field: 'balance', from: null, to: '9000' },
        { field: 'reason', from: null, to: 'withdrawal' },
        { field: 'adjustment', from: null, to: '-1000' },
      ],
    },
    /^Withdrawal Swing/,
    'Balance $9,000.00 · Adjustment −$1,000.00',
  ],
  [
    'an import',
    {
      stream: { type: 'import', id: 'i1' },
      subject: { type: 'import', files: ['trades.csv'] },
      type: 'ImportConfirmed',
      changes: [
        { field: 'files', from: null, to: ['trades.csv'] },
        { field: 'fills', from: null, to: 24 },
        { field: 'newFills', from: null, to: 20 },
      ],
    },
    /^Import started trades\.csv$/,
    'Fills 24 · New fills 20',
  ],
  [
    'settings',
    {
      stream: { type: 'user', id: 'u1' },
      subject: { type: 'user' },
      type: 'SettingsChanged',
      changes: [
        { field: 'timeZone', from: 'America/New_York', to: 'Asia/Tokyo' },
        { field: 'theme', from: 'system', to: 'dark' },
        { field: 'breakevenTolerance', from: {}, to: { USD: '5' } },
      ],
    },
    /^Settings changed$/,
    'Time zone New York →changed to Tokyo · Theme System →changed to Dark · Breakeven tolerance – →changed to USD 5.00',
  ],
];

test.each(TOLD)('%s', async (_name, difference, heading, labels) => {
  await openHistory('/history', anEntry(difference));
  expect(said(heading)).toBe(labels);
});

test('changes stand under their days in the time zone of the member, with where they came from', async () => {
  await openHistory(
    '/history',
    anEntry({ version: 6, recordedAt: '2026-01-06T03:00:00.000Z', origin: 'api' }),
    anEntry({ version: 5, recordedAt: '2026-01-05T03:00:00.000Z', origin: 'import' }),
  );
  const first = within(screen.getByRole('region', { name: 'Jan 5, 2026' }));
  expect(first.getByText('10:00 PM')).toBeTruthy();
  expect(first.getByText('API')).toBeTruthy();
  expect(within(screen.getByRole('region', { name: 'Jan 4, 2026' })).getByText('Import')).toBeTruthy();
});

test('the receipt is there on demand, whole', async () => {
  const { user } = await openHistory('/history', anEntry({ version: 57, hash: 'abcdef0123456789' }));
  expect(screen.queryByText('abcdef0123456789')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Receipt #57 · abcdef01' }));
  expect(screen.getByText('abcdef0123456789')).toBeTruthy();
});

test('what is undone says so and can be redone; its undo says what it undid', async () => {
  const edited = { type: 'TradeEdited', changes: [] } as const;
  const { user, server } = await openHistory(
    '/history',
    anEntry({ ...edited, version: 9, undoes: 7, origin: 'undo' }),
    anEntry({ ...edited, version: 8 }),
    anEntry({ ...edited, version: 7, undoneBy: 9 }),
  );
  expect(screen.getByText('Undone')).toBeTruthy();
  expect(screen.getByRole('heading', { name: /Undid #7: edited/ })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Redo: Edited, version 7' }));
  await server.answer('POST', `${HISTORY}/9/undo`, anUndo(9));
  expect(await screen.findByText('Saved AAPL')).toBeTruthy();
});

test('an import is taken back on its own page', async () => {
  const of = {
    stream: { type: 'import', id: 'i1' },
    subject: { type: 'import', files: ['trades.csv'] },
  } as const;
  await openHistory(
    '/history',
    anEntry({ ...of, version: 8, type: 'ImportUndone', changes: [{ field: 'undone', from: false, to: true }] }),
    anEntry({ ...of, version: 7, type: 'ImportConfirmed' }),
  );
  expect(said(/^Import taken back/)).toBe('');
  expect(screen.getAllByRole('link', { name: 'trades.csv' })[0]!.getAttribute('href')).toBe('/import/i1');
  expect(screen.queryByRole('button', { name: /^(Undo|Redo):/ })).toBeNull();
});

test('the redo of an undo is told as such, and can be undone once more', async () => {
  const edited = { type: 'TradeEdited', changes: [] } as const;
  const { user, server } = await openHistory(
    '/history',
    anEntry({ ...edited, version: 9, undoes: 8, origin: 'undo' }),
    anEntry({ ...edited, version: 8, undoes: 7, undoneBy: 9, origin: 'undo' }),
    anEntry({ ...edited, version: 7 }),
  );
  expect(screen.getByRole('heading', { name: /Redid #7: edited/ })).toBeTruthy();
  expect(screen.getByText('Undone')).toBeTruthy();
  expect(screen.getAllByRole('button', { name: /^(Undo|Redo):/ })).toHaveLength(2);
  await user.click(screen.getByRole('button', { name: /^Undo: Redid #7/ }));
  await server.asked('POST', `${HISTORY}/9/undo`);
});

test('what one request did to many is one line that opens, and is undone as one', async () => {
  const tagged = (version: number, symbol: string) =>
    anEntry({
      version,
      stream: { type: 'trade', id: symbol },
      type: 'TradeEdited',
      batchId: 'b1',
      changes: [{ field: 'tags', from: [], to: ['gap'] }],
    });
  const { user, server } = await openHistory('/history', tagged(9, 'A'), tagged(8, 'B'), tagged(7, 'C'), anEntry());
  expect(screen.getAllByRole('heading', { level: 3 })).toHaveLength(1);
  const line = screen.getByRole('button', { name: 'Tags added to 3 trades' });
  expect(line.getAttribute('aria-expanded')).toBe('false');
  await user.click(line);
  expect(screen.getAllByRole('heading', { level: 3 })).toHaveLength(4);
  await user.click(screen.getByRole('button', { name: 'Undo: Tags added to 3 trades' }));
  const ledger = { version: 12, hash: 'h' };
  await server.answer('POST', `${HISTORY}/batches/b1/undo`, {
    undone: ['A', 'B', 'C'],
    refused: [],
    batchId: 'b2',
    ledger,
  });
  expect(await screen.findByText('Undid changes to 3 trades')).toBeTruthy();
});

test('accounts that came together are not called trades', async () => {
  const added = (version: number) => anEntry({ ...OF_ACCOUNT, version, type: 'AccountAdded', batchId: 'b1' });
  await openHistory('/history', added(9), added(8));
  expect(screen.getByRole('button', { name: 'Added 2 accounts' })).toBeTruthy();
});

test('a batch whose end is not read yet does not claim to be whole', async () => {
  const deleted = (version: number) =>
    anEntry({ version, stream: { type: 'trade', id: `t${version}` }, type: 'TradeDeleted', batchId: 'b1' });
  const page = await openPage('/history', [{ path: 'history', component: HistoryPage }]);
  await page.server.answer('GET', HISTORY, {
    items: Array.from({ length: 50 }, (_, index) => deleted(60 - index)),
    nextCursor: '11',
  });
  expect(screen.getByRole('button', { name: 'Deleted 50+ trades' })).toBeTruthy();
  await page.user.click(screen.getByRole('button', { name: 'Show earlier changes' }));
  const { request } = await page.server.answer('GET', HISTORY, pageOf(deleted(10), anEntry()));
  expect(request.params.get('cursor')).toBe('11');
  expect(screen.getByRole('button', { name: 'Deleted 51 trades' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Show earlier changes' })).toBeNull();
});

test('the address says what is shown', async () => {
  const url = '/history?kind=balance&kind=deleted&accountId=a1&from=2026-01-01&tradeId=t1';
  const { user, server, request } = await openHistory(url, anEntry({ type: 'TradeDeleted' }));
  expect(request.params.getAll('type')).toEqual(['TradeDeleted', 'BalanceUpdated', 'BalanceUpdateRemoved']);
  expect(request.params.get('tradeId')).toBe('t1');
  expect([request.params.get('accountId'), request.params.get('from')]).toEqual(['a1', '2026-01-01']);
  await user.click(screen.getByRole('link', { name: 'AAPL only: show all' }));
  const { request: next } = await server.answer('GET', HISTORY, pageOf());
  expect(next.params.has('tradeId')).toBe(false);
  expect(TestBed.inject(Router).url).not.toContain('tradeId');
  await user.click(await screen.findByRole('button', { name: 'Clear filters' }));
  await settled();
  expect(TestBed.inject(Router).url).toBe('/history');
});

test('nothing is offered for the beginning of a journal', async () => {
  const begun = anEntry({ type: 'UserRegistered', subject: { type: 'user' }, stream: { type: 'user', id: 'u1' } });
  await openHistory('/history', begun);
  expect(screen.getByRole('heading', { name: 'Journal started' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Undo/ })).toBeNull();
});

test('a history that cannot be read says why, and is read again on request', async () => {
  const { user, server } = await openPage('/history', [{ path: 'history', component: HistoryPage }]);
  await server.refuse('GET', HISTORY, { status: 503, title: 'The database is away.' });
  expect(screen.getByRole('alert').textContent).toContain('The database is away.');
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await server.answer('GET', HISTORY, pageOf(anEntry()));
  expect(screen.queryByRole('alert')).toBeNull();
});
