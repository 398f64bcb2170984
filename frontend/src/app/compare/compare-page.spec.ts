import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { screen, within } from '@testing-library/angular';
import type { CompareAnswer, ComparedFigures, HistorySubject, LedgerDifference } from '@singularity/contract';
import type { Day } from '@singularity/domain';
import { LedgerHead } from '../session/ledger-head';
import { openPage, settled } from '../testing/render-page';
import { anAccount, pageOf } from '../testing/samples';
import { ComparePage } from './compare-page';

const COMPARE = '/api/user/compare';
const BEFORE = {
  totalTrades: 3,
  closedTrades: 3,
  winRate: '0.6667',
  netPnl: '75',
  totalBalance: '60075',
} as ComparedFigures;
const AFTER = { ...BEFORE, netPnl: '89', winRate: '0.5', totalBalance: '60089' } as ComparedFigures;

function named(symbol: string): HistorySubject {
  const trade = { symbol, assetType: 'stock', direction: 'LONG', side: null, strike: null, expiration: null } as const;
  return { type: 'trade', trade };
}

function aDifference(difference: Partial<LedgerDifference> = {}): LedgerDifference {
  return {
    kind: 'changed',
    stream: { type: 'trade', id: 't1' },
    subject: named('AAPL'),
    currency: 'USD',
    changedAt: '2026-11-05T21:00:00.000Z',
    changes: [
      { field: 'exitPrice', from: '191.1', to: '192.5' },
      { field: 'accountId', from: null, to: 'a1' },
    ],
    netPnl: { from: '37.4', to: '51.4' },
    ...difference,
  };
}

function anAnswer(...items: LedgerDifference[]): CompareAnswer {
  return {
    fromVersion: 57,
    toVersion: 60,
    metrics: 1,
    currencies: [{ currency: 'USD', from: BEFORE, to: AFTER }],
    counts: { added: 1, changed: 2, deleted: 0, restored: 0 },
    items,
    nextCursor: null,
  };
}

async function openCompare(url = '/compare?from=v57') {
  const page = await openPage(url, [{ path: 'compare', component: ComparePage }]);
  await page.server.answer('GET', '/api/user/accounts', pageOf(anAccount()));
  return page;
}

const cells = (name: string) =>
  within(screen.getByRole('row', { name: new RegExp(`^${name}`) }))
    .getAllByRole('cell')
    .map(({ textContent, classList }) => [
      textContent.trim(),
      ['profit', 'loss'].find((tone) => classList.contains(tone)) ?? '',
    ]);

test('each figure stands before and after, with the difference, its sign and its tone', async () => {
  const { server } = await openCompare();
  const { request } = await server.answer('GET', COMPARE, anAnswer(aDifference()));
  expect(request.params.toString()).toBe('fromVersion=57&limit=50');
  expect(cells('Net P&L')).toEqual([
    ['$75.00', ''],
    ['$89.00', ''],
    ['+$14.00', 'profit'],
  ]);
  expect(cells('Win rate').at(-1)).toEqual(['−16.7 pts', 'loss']);
  expect(cells('Trades').at(-1)).toEqual(['No change', '']);
  expect(cells('Total balance').at(-1)).toEqual(['+$14.00', 'profit']);
  expect(within(screen.getByRole('list', { name: 'Number of changes' })).getByText('2 changed')).toBeTruthy();
});

test('figures that stayed the same say so, and one that is not known has no difference', async () => {
  const { server } = await openCompare();
  const currencies = [{ currency: 'USD', from: { ...BEFORE, winRate: null }, to: BEFORE }];
  await server.answer('GET', COMPARE, { ...anAnswer(), currencies });
  expect(cells('Net P&L').at(-1)).toEqual(['No change', '']);
  expect(cells('Win rate')).toEqual([
    ['–', ''],
    ['66.7%', ''],
    ['', ''],
  ]);
});

test('a change is told in words, with what it did, and leads to the history of its trade', async () => {
  const { server } = await openCompare();
  const account = aDifference({
    stream: { type: 'account', id: 'a1' },
    subject: { type: 'account', account: { name: 'Swing', currency: 'USD' } },
    changes: [{ field: 'adjustments', from: '0', to: '500' }],
    netPnl: null,
  });
  const gone = aDifference({
    kind: 'deleted',
    stream: { type: 'trade', id: 't2' },
    subject: named('TSLA'),
    changes: [],
    netPnl: { from: '30', to: null },
  });
  await server.answer('GET', COMPARE, anAnswer(aDifference(), account, gone));
  const texts = [...screen.getByRole('list', { name: 'Differences' }).children].map(({ textContent }) =>
    textContent?.replace(/\s+/g, ' '),
  );
  expect(texts[0]).toContain('ChangedAAPL');
  expect(texts[0]).toContain('Net P&L $37.40 → $51.40+$14.00');
  expect(texts[0]).toContain('Account–→changed toSwing');
  expect(texts[0]).toContain('Exit price191.10→changed to192.50');
  expect(texts[1]).toContain('Adjustments$0.00→changed to$500.00');
  expect(texts[2]).toContain('DeletedTSLA');
  expect(texts[2]).toContain('−$30.00');
  expect(screen.getByRole('link', { name: 'AAPL Long' }).getAttribute('href')).toBe('/trades/t1?view=history');
});

test('a day note and settings that changed are told too, and lead to where they are', async () => {
  const { server } = await openCompare();
  const rest = { currency: null, netPnl: null } as const;
  const note = aDifference({
    ...rest,
    kind: 'added',
    stream: { type: 'day', id: '00000000-0000-8000-8000-000020261123' },
    subject: { type: 'day', day: '2026-11-23' as Day },
    changes: [{ field: 'notes', from: null, to: 'Waited for the open.' }],
  });
  const settings = aDifference({
    ...rest,
    stream: { type: 'user', id: 'u1' },
    subject: { type: 'user' },
    changes: [{ field: 'timeZone', from: 'America/New_York', to: 'Europe/Zurich' }],
  });
  await server.answer('GET', COMPARE, anAnswer(note, settings));
  const [first, second] = [...screen.getByRole('list', { name: 'Differences' }).children];
  expect(first?.textContent).toMatch(/AddedNov 23, 2026.*Day note · .*Waited for the open\./);
  expect(second?.textContent).toMatch(/ChangedSettings.*Time zone.*New York.*Zurich/);
  expect(screen.getByRole('link', { name: 'Nov 23, 2026' }).getAttribute('href')).toBe('/days/2026-11-23');
  expect(screen.getByRole('link', { name: 'Settings' }).getAttribute('href')).toBe('/settings');
});

test('more comes by the cursor and of the same versions, whatever is recorded meanwhile', async () => {
  const { server, user } = await openCompare();
  await server.answer('GET', COMPARE, { ...anAnswer(aDifference()), nextCursor: 'c2' });
  await user.click(screen.getByRole('button', { name: 'Show more' }));
  const { request } = await server.answer(
    'GET',
    COMPARE,
    anAnswer(aDifference({ stream: { type: 'trade', id: 't2' }, subject: named('TSLA') })),
  );
  expect(request.params.toString()).toBe('fromVersion=57&toVersion=60&cursor=c2&limit=50');
  expect(screen.getByRole('link', { name: 'AAPL Long' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'TSLA Long' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
});

test('up to now it follows the ledger; between two moments of the past it stays', async () => {
  const { server } = await openCompare();
  await server.answer('GET', COMPARE, anAnswer(aDifference()));
  TestBed.inject(LedgerHead).advanceTo(61);
  await settled();
  await server.answer('GET', COMPARE, anAnswer());
  expect(screen.getByText('No differences.')).toBeTruthy();

  await TestBed.inject(Router).navigateByUrl('/compare?from=v57&to=2026-11-05T21:00:00Z');
  await settled();
  const { request } = await server.answer('GET', COMPARE, anAnswer());
  expect(request.params.toString()).toBe('fromVersion=57&toMoment=2026-11-05T21:00:00.000Z&limit=50');
  TestBed.inject(LedgerHead).advanceTo(62);
  await settled();
  expect(server.waiting('GET', COMPARE)).toBe(0);
});

test('whoever waits is told why, and a failure can be tried again', async () => {
  const { server, user } = await openCompare();
  expect(screen.getByText(/takes a few seconds/)).toBeTruthy();
  const message = 'The start must be before the end.';
  await server.refuse('GET', COMPARE, { status: 422, errors: [{ field: 'fromVersion', message }] });
  expect(screen.getByText(message)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await server.answer('GET', COMPARE, anAnswer(aDifference()));
  expect(screen.queryByText(message)).toBeNull();
  expect(screen.getByRole('link', { name: 'AAPL Long' })).toBeTruthy();
});

test('without a beginning one is asked for it, and it goes into the address', async () => {
  const { server, user } = await openCompare('/compare');
  expect(server.waiting('GET', COMPARE)).toBe(0);
  await user.click(screen.getByRole('button', { name: 'A week ago' }));
  await settled();
  expect(decodeURIComponent(TestBed.inject(Router).url)).toMatch(/^\/compare\?from=\d{4}-.*Z$/);
  expect((await server.asked('GET', COMPARE)).request.params.get('fromMoment')).toMatch(/:00\.000Z$/);
});
