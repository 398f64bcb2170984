import { aGroup } from '../testing/some-groups';
import { hourColumns, inOrderOfWeek, mostTelling, weekdayName } from './groups';

test('the symbols shown are those of the largest amounts, from the most won to the most lost', () => {
  const groups = [aGroup('A', '1'), aGroup('B', '-500'), aGroup('C', '30'), aGroup('D', '100')];
  expect(mostTelling(groups, 3).map(({ key }) => key)).toEqual(['D', 'C', 'B']);
});

test('hours without a result stand between those with one, so that the row of hours has no gaps', () => {
  const columns = hourColumns([aGroup('9', '10', 2), aGroup('11', '-5', 1)]);
  expect(columns).toEqual([
    { name: '9:00 AM', netPnl: '10', closedTrades: 2 },
    { name: '10:00 AM', netPnl: '0', closedTrades: 0 },
    { name: '11:00 AM', netPnl: '-5', closedTrades: 1 },
  ]);
  expect(hourColumns([])).toEqual([]);
});

test('the week of the server begins with Monday as 1', () => {
  expect([weekdayName('1'), weekdayName('7')]).toEqual(['Monday', 'Sunday']);
});

test('weekdays stand in the order of the member’s week', () => {
  const groups = [aGroup('1', '10'), aGroup('5', '-5'), aGroup('7', '2')];
  expect(inOrderOfWeek(groups).map(({ key }) => weekdayName(key))).toEqual(['Sunday', 'Monday', 'Friday']);
});
