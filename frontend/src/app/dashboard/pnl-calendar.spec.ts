import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { screen, within } from '@testing-library/angular';
import { DEFAULT_PREFERENCES } from '@singularity/contract';
import { calendarOf } from '@singularity/domain';
import type { Instant } from '@singularity/domain';
import { PREFERENCES_URL } from '../session/preferences';
import { MEMBER, openPage, settled } from '../testing/render-page';
import { someStatistics } from '../testing/samples';
import { showDatesAs } from '../ui/format/date-style';
import { DashboardPage } from './dashboard-page';
import { someDay } from './testing/some-days';

const DAYS = '/api/user/stats/days';

/** Opens the dashboard in a period that ended long ago, so that no test depends on today. */
async function openCalendar(...days: ReturnType<typeof someDay>[]) {
  const { user, server } = await openPage('/dashboard?from=2026-01-15&to=2026-02-10&tag=news', [
    { path: 'dashboard', component: DashboardPage },
  ]);
  const http = TestBed.inject(HttpTestingController);
  const answer = async (path: string, from: string, body: object) => {
    const [request] = http.match(({ url, params }) => url === path && params.get('from') === from);
    request!.flush({ version: 1, metrics: 1, ...body });
    await settled();
    return request!.request.params;
  };
  await answer('/api/user/stats', '2026-01-15', { currencies: [someStatistics()] });
  const answerMonth = (from: string, ...results: ReturnType<typeof someDay>[]) =>
    answer(DAYS, from, { currencies: [{ currency: 'USD', days: results }] });
  const params = await answerMonth('2026-02-01', ...days);
  return { user, server, answerMonth, params, calendar: within(screen.getByRole('region', { name: 'Calendar' })) };
}

test('it begins with the whole month that the period ends in, under the filter of the page', async () => {
  const { calendar, params } = await openCalendar();
  expect(calendar.getByRole('heading', { name: 'February 2026' })).toBeTruthy();
  expect(params.get('to')).toBe('2026-02-28');
  expect(params.get('tag')).toBe('news');
});

test('a day says what it came to and leads to its sheet, one without trades too', async () => {
  const { calendar } = await openCalendar(someDay('2026-02-03', '-1234.5', 2), someDay('2026-02-04', '20', 1));
  const links = calendar.getAllByRole('link');
  expect(links).toHaveLength(28);
  expect(links.slice(1, 4).map((link) => link.querySelector('.visually-hidden')?.textContent)).toEqual([
    'Feb 2, 2026: no trades',
    'Feb 3, 2026: −$1,234.50, 2 trades',
    'Feb 4, 2026: +$20.00, 1 trade',
  ]);
  expect(links[2]!.getAttribute('href')).toBe('/days/2026-02-03?from=2026-01-15&to=2026-02-10&tag=news');
  expect(links[2]!.textContent).toContain('−$1.23K');
});

test('a day that has a note is marked', async () => {
  const { calendar, server } = await openCalendar(someDay('2026-02-03', '10'));
  const asked = await server.answer('GET', '/api/user/days/notes', { days: ['2026-02-03', '2026-02-05'] });
  expect(asked.request.params.toString()).toBe('from=2026-02-01&to=2026-02-28');
  expect(calendar.getByRole('link', { name: 'Feb 3, 2026: +$10.00, 1 trade, with a note' })).toBeTruthy();
  expect(calendar.getByRole('link', { name: 'Feb 5, 2026: no trades, with a note' })).toBeTruthy();
});

test('a day that is still to come leads nowhere', async () => {
  const { server } = await openPage('/dashboard', [{ path: 'dashboard', component: DashboardPage }]);
  await server.answer('GET', '/api/user/stats', { version: 1, metrics: 1, currencies: [someStatistics()] });
  for (const asked of TestBed.inject(HttpTestingController).match(({ url }) => url === DAYS))
    asked.flush({ version: 1, currencies: [] });
  await settled();
  const today = calendarOf(MEMBER.settings.timeZone).dayOf(new Date().toISOString() as Instant);
  const links = within(screen.getByRole('region', { name: 'Calendar' })).getAllByRole('link');
  expect(links).toHaveLength(Number(today.slice(8)));
});

test('weeks begin on the first day of the member’s week', async () => {
  const { calendar } = await openCalendar();
  const heads = () => calendar.getAllByRole('columnheader').map((head) => head.textContent);
  expect(heads()).toEqual(['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Week']);
  showDatesAs({ ...DEFAULT_PREFERENCES, weekStart: 'monday' });
  await settled();
  expect(heads()).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun', 'Week']);
  showDatesAs(DEFAULT_PREFERENCES);
});

test('a calendar of five days shows weekends only where something was realized on one', async () => {
  const { calendar, server, answerMonth, user } = await openCalendar(someDay('2026-02-03', '10'));
  await server.answer('GET', PREFERENCES_URL, { ...DEFAULT_PREFERENCES, calendarDays: 'weekdays' });
  expect(calendar.queryByRole('columnheader', { name: 'Sat' })).toBeNull();
  await user.click(calendar.getByRole('button', { name: 'Previous month' }));
  await answerMonth('2026-01-01', someDay('2026-01-31', '7'));
  expect(calendar.getByRole('columnheader', { name: 'Sat' })).toBeTruthy();
});

test('weeks and the month are summed up', async () => {
  const { calendar } = await openCalendar(
    someDay('2026-02-08', '0.1', 2),
    someDay('2026-02-14', '0.2'),
    someDay('2026-02-15', '-50'),
  );
  const [first, second, third] = calendar.getAllByRole('row').slice(1);
  const weekOf = (row: HTMLElement | undefined) => within(row!).getAllByRole('cell').at(-1)!;
  expect(weekOf(first).textContent).toBe('');
  expect(within(weekOf(second)).getByText('+$0.30')).toBeTruthy();
  expect(within(weekOf(second)).getByText('3 trades')).toBeTruthy();
  expect(within(weekOf(third)).getByText('−$50')).toBeTruthy();
  expect(calendar.getByText('−$49.70')).toBeTruthy();
});

test('another month is read anew, and the one before does not stand in it meanwhile', async () => {
  const { calendar, user, answerMonth } = await openCalendar(someDay('2026-02-03', '10'));
  await user.click(calendar.getByRole('button', { name: 'Previous month' }));
  await settled();
  expect(calendar.getByRole('heading', { name: 'January 2026' })).toBeTruthy();
  expect(calendar.queryAllByText(/\$/)).toHaveLength(0);
  await answerMonth('2026-01-01', someDay('2026-01-31', '7'));
  expect(calendar.getByRole('link', { name: 'Jan 31, 2026: +$7.00, 1 trade' })).toBeTruthy();
  await user.click(calendar.getByRole('button', { name: 'Next month' }));
  await answerMonth('2026-02-01', someDay('2026-02-03', '10'));
  expect(calendar.getByRole('link', { name: 'Feb 3, 2026: +$10.00, 1 trade' })).toBeTruthy();
});
