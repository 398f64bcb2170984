import { convertToParamMap } from '@angular/router';
import { isFiltered, paramsFor, queryOf, sortParams } from './trade-filter';

test('an address asks for what it says, newest first unless it says otherwise', () => {
  const query = queryOf(convertToParamMap({ symbol: ' nvda ', status: 'open', from: '2026-01-01', cursor: 'abc' }));
  expect(query).toEqual({
    symbol: 'NVDA',
    status: 'open',
    from: '2026-01-01',
    cursor: 'abc',
    sort: 'date',
    order: 'desc',
  });
});

test('what an address says wrongly is left out', () => {
  const wrong = { status: 'lost', assetType: 'bond', direction: 'UP', from: '2026-02-30', sort: 'mood', order: 'up' };
  expect(queryOf(convertToParamMap(wrong))).toEqual({ sort: 'date', order: 'desc' });
});

test('another filter or order begins at the first page', () => {
  expect(paramsFor({ symbol: 'TSLA', tag: ' ' })).toEqual({ symbol: 'TSLA', tag: null, cursor: null });
  expect(sortParams({ sort: 'date', order: 'desc', cursor: 'abc' }, 'netPnl')).toMatchObject({ cursor: null });
});

test('a column sorts downwards first and turns with every click', () => {
  expect(sortParams({ sort: 'date', order: 'desc' }, 'symbol')).toMatchObject({ sort: 'symbol', order: 'desc' });
  expect(sortParams({ sort: 'symbol', order: 'desc' }, 'symbol')).toMatchObject({ sort: 'symbol', order: 'asc' });
  expect(sortParams({ sort: 'symbol', order: 'asc' }, 'symbol')).toMatchObject({ sort: 'symbol', order: 'desc' });
});

test('order and page are no filters', () => {
  expect(isFiltered({ sort: 'symbol', order: 'asc', cursor: 'abc' })).toBe(false);
  expect(isFiltered({ tag: 'gap' })).toBe(true);
});
