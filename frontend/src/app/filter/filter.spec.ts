import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { provideHttpClient } from '@angular/common/http';
import { Component } from '@angular/core';
import type { Day } from '@singularity/domain';
import { Filter } from './filter';
import { daysBefore, periodsAt } from '../ledger/periods';

@Component({ selector: 'app-any', template: '' })
class Any {}

async function at(url: string) {
  TestBed.configureTestingModule({ providers: [provideHttpClient(), provideRouter([{ path: '**', component: Any }])] });
  const router = TestBed.inject(Router);
  await router.navigateByUrl(url);
  return { router, filter: TestBed.inject(Filter) };
}

function periodsOf(today: string, firstWeekday = 1) {
  return Object.fromEntries(
    periodsAt(today as Day, firstWeekday).map(({ name, days }) => [name, [days.from, days.to]]),
  );
}

test('an address says what is chosen, several values by repeating the name', async () => {
  const { filter } = await at('/trades?from=2026-01-01&accountId=a1&accountId=a2&tag=gap&symbol=TSLA');
  expect(filter.params()).toEqual({ from: '2026-01-01', accountId: ['a1', 'a2'], tag: ['gap'] });
});

test('what an address says wrongly is left out', async () => {
  const { filter } = await at('/?from=2026-02-30&assetType=bond&assetType=stock&tag=%20&to=soon');
  expect(filter.params()).toEqual({ assetType: ['stock'] });
});

test('a change keeps what else the address says', async () => {
  const { filter, router } = await at('/trades?symbol=TSLA&tag=gap&from=2026-01-01&to=2026-01-31');
  await filter.change({ accountId: ['a1', 'a2'], tag: [] });
  expect(router.url).toBe('/trades?symbol=TSLA&from=2026-01-01&to=2026-01-31&accountId=a1&accountId=a2');
  await filter.change({ from: '2026-02-01' as Day });
  expect(filter.params()).toEqual({ from: '2026-02-01', accountId: ['a1', 'a2'] });
  await filter.clear();
  expect(router.url).toBe('/trades?symbol=TSLA');
});

test('going back brings the last choice back', async () => {
  const { filter, router } = await at('/?tag=gap');
  await router.navigateByUrl('/?tag=fade');
  expect(filter.chosen().tag).toEqual(['fade']);
  await router.navigateByUrl('/?tag=gap');
  expect(filter.chosen().tag).toEqual(['gap']);
});

test('the period that was asked for is the one named, also where another has the same days', async () => {
  const { filter } = await at('/');
  expect(filter.period()?.name).toBe('All time');
  for (const period of filter.periods()) {
    await filter.choose(period);
    expect(filter.period()?.name).toBe(period.name);
  }
  await filter.change({ from: '2001-01-01' as Day, to: '2001-01-02' as Day });
  expect(filter.period()).toBeUndefined();
});

test('the periods of a day', () => {
  expect(periodsOf('2026-11-23')).toEqual({
    Today: ['2026-11-23', undefined],
    'This week': ['2026-11-23', undefined],
    'This month': ['2026-11-01', undefined],
    'Last month': ['2026-10-01', '2026-10-31'],
    'This quarter': ['2026-10-01', undefined],
    'Year to date': ['2026-01-01', undefined],
    'Last 12 months': ['2025-11-24', undefined],
    'All time': [undefined, undefined],
  });
});

test('a week begins on the weekday that the member begins it on, also across a year', () => {
  expect(periodsOf('2027-01-03')['This week']).toEqual(['2026-12-28', undefined]);
  expect(periodsOf('2027-01-03', 7)['This week']).toEqual(['2027-01-03', undefined]);
  expect(periodsOf('2027-01-02', 7)['This week']).toEqual(['2026-12-27', undefined]);
});

test('the month before January is December, and a leap day is not lost', () => {
  expect(periodsOf('2026-01-31')['Last month']).toEqual(['2025-12-01', '2025-12-31']);
  expect(periodsOf('2028-03-31')['Last month']).toEqual(['2028-02-01', '2028-02-29']);
  expect(periodsOf('2028-02-29')['Last 12 months']).toEqual(['2027-03-01', undefined]);
});

test.each([
  ['Today', '2026-11-23', '2026-11-20', '2026-11-20'],
  ['This week', '2026-11-25', '2026-11-16', '2026-11-18'],
  ['This month', '2026-11-23', '2026-10-01', '2026-10-23'],
  ['This month', '2026-03-31', '2026-02-01', '2026-02-28'],
  ['Last month', '2026-11-23', '2026-09-01', '2026-09-30'],
  ['This quarter', '2026-11-23', '2026-07-01', '2026-08-23'],
  ['Year to date', '2026-11-23', '2025-01-01', '2025-11-23'],
  ['Last 12 months', '2026-11-23', '2024-11-24', '2025-11-23'],
])('%s on %s is compared with %s to %s', (name, today, from, to) => {
  const period = periodsAt(today as Day, 1).find((one) => one.name === name);
  expect(period && daysBefore(period, today as Day)).toEqual({ from, to });
});

test.each([
  ['a Monday', ['2026-11-23', '2026-11-23'], ['2026-11-20', '2026-11-20']],
  ['a Tuesday', ['2026-11-24', '2026-11-24'], ['2026-11-23', '2026-11-23']],
  ['a Sunday', ['2026-11-22', '2026-11-22'], ['2026-11-21', '2026-11-21']],
  ['whole months', ['2026-01-01', '2026-03-31'], ['2025-10-01', '2025-12-31']],
  ['other days', ['2026-11-10', '2026-11-19'], ['2026-10-31', '2026-11-09']],
])('days of one own are compared, too: %s', (_what, [from, to], before) => {
  const days = { from: from as Day, to: to as Day };
  expect(Object.values(daysBefore({ days }, '2026-11-23' as Day) ?? {})).toEqual(before);
});

test('before everything there is nothing', () => expect(daysBefore({ days: {} }, '2026-11-23' as Day)).toBeNull());
