import type { Day } from '@singularity/domain';
import { periodsAt } from '../../ledger/periods';
import { isAsSaved, viewOf, viewParams, withView } from './saved-views';

const MONDAY = 1;
const onDay = (day: string) => periodsAt(day as Day, MONDAY);
const periodOf = (day: string, wanted: string) => onDay(day).find(({ name }) => name === wanted);
const ORDER = { sort: 'netPnl', order: 'asc' } as const;

test('a view opens the filters and the order that it was saved with, and no others', () => {
  const query = { accountId: ['a1', 'a2'], result: ['loss'] as const, symbolPrefix: ['TS'], ...ORDER, asOfVersion: 5 };
  const view = viewOf('Losers', query, undefined, [{ name: 'symbol' }]);
  expect(view).toEqual({
    name: 'Losers',
    search: 'accountId=a1&accountId=a2&symbolPrefix=TS&result=loss&sort=netPnl&order=asc',
    columns: [{ name: 'symbol' }],
  });
  expect(viewParams(view, [])).toEqual({
    ...{ saved: 'Losers', accountId: ['a1', 'a2'], symbolPrefix: ['TS'], result: ['loss'] },
    ...{ sort: ['netPnl'], order: ['asc'] },
    ...{ from: null, to: null, assetType: null, tag: null, symbol: null, direction: null, status: null },
  });
  expect(isAsSaved(view, query, [])).toBe(true);
  expect(isAsSaved(view, { ...query, result: ['win'] }, [])).toBe(false);
  expect(isAsSaved(view, { ...query, tag: ['gap'] }, [])).toBe(false);
});

test('the days of a period are those of the day on which the view is opened', () => {
  const then = periodOf('2026-11-25', 'This week');
  const view = viewOf('Week', { ...then?.days, ...ORDER }, then, null);
  const later = onDay('2026-12-02');
  expect(viewParams(view, later)).toMatchObject({ from: '2026-11-30', to: null });
  expect(isAsSaved(view, { from: '2026-11-30', ...ORDER }, later)).toBe(true);
  expect(isAsSaved(view, { from: '2026-11-23', ...ORDER }, later)).toBe(false);
  expect(viewParams({ ...view, period: 'Fortnight' }, later)).toMatchObject({ from: ['2026-11-23'] });
});

test('a view is saved over the one of its name', () => {
  const [one, two, other] = ['One', 'Two', 'One'].map((name, index) => ({ name, search: `${index}`, columns: null }));
  expect(withView(withView([one!], two!), other!)).toEqual([other, two]);
});
