import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { screen, within } from '@testing-library/angular';
import type { DayNoteAnswer, DaySheetAnswer } from '@singularity/contract';
import { keepInput } from '../session/keep-input';
import { Shortcuts } from '../session/shortcuts';
import { openPage, settled } from '../testing/render-page';
import { receipted, someStatistics } from '../testing/samples';
import { DayPage } from './day-page';
import { aFill, anExit, aSheet } from './testing/some-fills';

const SHEET = '/api/user/days/2026-11-23';
const NOTE = `${SHEET}/note`;

const aNote = (difference: Partial<DayNoteAnswer> = {}) =>
  ({ id: 'd1', day: '2026-11-23', notes: null, streamVersion: 0, updatedAt: null, ...difference }) as DayNoteAnswer;
const FILLS = [
  aFill({ symbol: 'SCALP', tradeId: 'SCALP' }),
  anExit('SWING', '15:00', '43'),
  anExit('SCALP', '16:00', '-220.3'),
];
const STATS = someStatistics({
  ...{ netPnl: '-177.3', grossPnl: '-175', fees: '2.3', closedTrades: 1, wins: 0, losses: 1, winRate: '0' },
});

async function openDay({
  url = '/days/2026-11-23',
  sheet = aSheet(FILLS),
  currencies = [STATS],
}: { url?: string; sheet?: DaySheetAnswer; currencies?: readonly (typeof STATS)[] } = {}) {
  const page = await openPage(url, [
    { path: 'days/:day', component: DayPage, data: { past: true }, canDeactivate: [keepInput] },
  ]);
  const asked = await page.server.answer('GET', SHEET, sheet);
  const stats = await page.server.answer('GET', '/api/user/stats', { version: 7, metrics: 1, currencies });
  return { ...page, asked, stats };
}

test('a day says what it came to, and which trades were the best and the worst of it', async () => {
  await openDay();
  expect(screen.getByRole('heading', { level: 1 }).textContent?.trim()).toBe('Nov 23, 2026 Monday');
  expect(screen.getByRole('group', { name: 'Net P&L' }).textContent).toContain('−$177.30');
  expect(screen.getByRole('group', { name: 'Net P&L' }).textContent).toContain('−$175.00 gross, $2.30 fees');
  expect(screen.getByRole('group', { name: 'Trades closed' }).textContent).toContain('0W · 1L · 0BE');
  expect(screen.getByRole('group', { name: 'Win rate' }).textContent).toContain('0.0%');
  const best = within(screen.getByRole('group', { name: 'Best trade' }));
  expect(best.getByText('+$43.00')).toBeTruthy();
  expect(best.getByRole('link', { name: 'SWING' }).getAttribute('href')).toBe('/trades/SWING');
  expect(within(screen.getByRole('group', { name: 'Worst trade' })).getByText('−$220.30')).toBeTruthy();
});

test('every fill stands in order, with what it realized and what that came to by then', async () => {
  await openDay();
  const rows = within(screen.getByRole('table', { name: 'Fills' }))
    .getAllByRole('row')
    .slice(1);
  const cells = rows.map((row) =>
    within(row)
      .getAllByRole('cell')
      .map((cell) => cell.textContent?.trim().replace(/\s+/g, ' ')),
  );
  expect(cells.map(([time, , fill, , realized, running]) => [time, fill, realized, running])).toEqual([
    ['9:30 AM', 'Entry 10 @ 187.20', '', ''],
    ['10:00 AM', 'Exit 10 @ 187.20', '+$43.00', 'Running +$43.00'],
    ['11:00 AM', 'Exit 10 @ 187.20', '−$220.30', 'Running −$177.30'],
  ]);
});

test('the filter of the page holds, but for its days, and leads to the trades of the day', async () => {
  const { asked, stats } = await openDay({ url: '/days/2026-11-23?from=2026-11-01&tag=gap&currency=USD' });
  expect(asked.request.params.toString()).toBe('tag=gap');
  expect(stats.request.params.toString()).toBe('tag=gap&from=2026-11-23&to=2026-11-23');
  const trades = new URL(screen.getByRole<HTMLAnchorElement>('link', { name: 'Trades on this day' }).href);
  expect(Object.fromEntries(trades.searchParams)).toMatchObject({ from: '2026-11-23', to: '2026-11-23', tag: 'gap' });
});

test('the keys go to the trading days before and after, where there are some', async () => {
  const { user, server } = await openDay();
  const keys = TestBed.inject(Shortcuts)
    .all()
    .map(({ keys, does }) => [keys, does]);
  expect(keys).toContainEqual(['[', 'Previous trading day']);
  expect(screen.getByRole('button', { name: 'Next trading day' }).getAttribute('aria-disabled')).toBe('true');
  await user.keyboard(']');
  expect(TestBed.inject(Router).url).toBe('/days/2026-11-23');
  await user.keyboard('[[');
  await settled();
  expect(TestBed.inject(Router).url).toBe('/days/2026-11-20');
  expect(screen.queryByRole('table', { name: 'Fills' })).toBeNull();
  await server.answer('GET', '/api/user/days/2026-11-20', aSheet([], { day: '2026-11-20' as never, previous: null }));
  await server.answer('GET', '/api/user/stats', { version: 7, metrics: 1, currencies: [] });
  expect(screen.getByText('No trades on this day')).toBeTruthy();
});

test('several currencies stand apart', async () => {
  const { user } = await openDay({
    sheet: aSheet([...FILLS, anExit('DAX', '12:00', '5', { currency: 'EUR' })]),
    currencies: [someStatistics({ currency: 'EUR', netPnl: '5' }), STATS],
  });
  expect(screen.getByRole('group', { name: 'Net P&L' }).textContent).toContain('−$177.30');
  await user.click(screen.getByRole('radio', { name: 'EUR' }));
  await settled();
  expect(screen.getByRole('group', { name: 'Net P&L' }).textContent).toContain('+€5.00');
  expect(within(screen.getByRole('table', { name: 'Fills' })).getAllByRole('row')).toHaveLength(2);
});

test('a day without trades has a note all the same', async () => {
  const { user, server } = await openDay({ sheet: aSheet([]), currencies: [] });
  await server.answer('GET', NOTE, aNote());
  await user.click(screen.getByRole('button', { name: 'Write a note' }));
  await user.type(screen.getByRole('textbox', { name: 'Day note' }), 'Stayed out.');
  await user.click(screen.getByRole('button', { name: 'Save note' }));
  const { request } = await server.answer('PUT', NOTE, receipted(aNote({ notes: 'Stayed out.', streamVersion: 1 })));
  expect(request.body).toEqual({ notes: 'Stayed out.' });
  expect(request.headers.get('If-Match')).toBe('"0"');
  expect(within(screen.getByRole('region', { name: 'Day note' })).getByText('Stayed out.')).toBeTruthy();
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await server.asked('POST', '/api/user/history/7/undo');
});

test('a note that was written elsewhere meanwhile is not written over, and what was typed stays', async () => {
  const { user, server } = await openDay();
  await server.answer('GET', NOTE, aNote({ notes: 'Mine.', streamVersion: 1 }));
  await user.click(screen.getByRole('button', { name: 'Edit' }));
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Day note' });
  await user.clear(field);
  await user.type(field, 'Mine, longer.{Control>}{Enter}{/Control}');
  await server.refuse('PUT', NOTE, { status: 412, type: '/problems/version-conflict', title: 'It was changed.' });
  expect(field.value).toBe('Mine, longer.');
  await user.click(screen.getByRole('button', { name: /Load latest/ }));
  await server.answer('GET', NOTE, aNote({ notes: 'Theirs.', streamVersion: 2 }));
  expect(field.value).toBe('Theirs.');
});

test('a note that is not saved is not left without asking', async () => {
  const { user, server } = await openDay();
  await server.answer('GET', NOTE, aNote());
  await user.click(screen.getByRole('button', { name: 'Write a note' }));
  await user.type(screen.getByRole('textbox', { name: 'Day note' }), 'Half a');
  await user.click(screen.getByRole('button', { name: /^Previous trading day/ }));
  await user.click(await screen.findByRole('button', { name: 'Keep editing' }));
  expect(TestBed.inject(Router).url).toBe('/days/2026-11-23');
});

test('the past is looked at and not written', async () => {
  const { server, asked } = await openDay({ url: '/days/2026-11-23?asOf=v5' });
  expect(asked.request.params.get('asOfVersion')).toBe('5');
  const note = await server.answer('GET', NOTE, aNote());
  expect(note.request.params.get('asOfVersion')).toBe('5');
  expect(screen.queryByRole('button', { name: 'Write a note' })).toBeNull();
  expect(screen.getByText(/No note at this time/)).toBeTruthy();
});

test('what cannot be read says so, and what is no day is not there', async () => {
  const { server } = await openPage('/days/2026-11-23', [{ path: 'days/:day', component: DayPage }]);
  await server.refuse('GET', SHEET, { status: 500, title: 'Something went wrong.' });
  expect(screen.getByRole('alert').textContent).toContain('Something went wrong.');
  await TestBed.inject(Router).navigateByUrl('/days/2026-02-30');
  await settled();
  expect(screen.getByText('Day not found')).toBeTruthy();
});
