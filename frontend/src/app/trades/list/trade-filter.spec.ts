import { convertToParamMap } from '@angular/router';
import { hasOwnFilter, paramsFor, queryOf, sortParams } from './trade-filter';

test('an address asks for what it says, newest first unless it says otherwise', () => {
  const query = queryOf(convertToParamMap({ symbol: ' nvda ', status: 'open', direction: ['PUT', 'LONG'] }));
  expect(query).toEqual({ symbol: ['NVDA'], status: 'open', direction: ['LONG', 'PUT'], sort: 'date', order: 'desc' });
});

test('several symbols may be typed, each once', () => {
  expect(queryOf(convertToParamMap({ symbol: 'spy, qqq SPY' })).symbol).toEqual(['SPY', 'QQQ']);
});

test('wins and losses may be asked for together', () => {
  expect(queryOf(convertToParamMap({ result: ['win', 'draw', 'loss'] })).result).toEqual(['win', 'loss']);
  expect(hasOwnFilter(queryOf(convertToParamMap({ result: 'win' })))).toBe(true);
});

test('what an address says wrongly is left out', () => {
  const wrong = { symbol: ' , ', status: 'lost', result: 'draw', direction: 'UP', sort: 'mood', order: 'up' };
  expect(queryOf(convertToParamMap(wrong))).toEqual({ sort: 'date', order: 'desc' });
});

test('a filter that is emptied leaves the address', () => {
  expect(paramsFor({ symbol: ['TSLA'], status: '', direction: [] })).toEqual({
    symbol: ['TSLA'],
    status: null,
    direction: null,
  });
});

test('a column sorts downwards first and turns with every click', () => {
  expect(sortParams({ sort: 'date', order: 'desc' }, 'symbol')).toEqual({ sort: 'symbol', order: 'desc' });
  expect(sortParams({ sort: 'symbol', order: 'desc' }, 'symbol')).toEqual({ sort: 'symbol', order: 'asc' });
  expect(sortParams({ sort: 'symbol', order: 'asc' }, 'symbol')).toEqual({ sort: 'symbol', order: 'desc' });
});

test('an order is no filter', () => {
  expect(hasOwnFilter({ sort: 'symbol', order: 'asc' })).toBe(false);
  expect(hasOwnFilter({ status: 'open' })).toBe(true);
});
