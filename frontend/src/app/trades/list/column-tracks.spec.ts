import { digitsFor, grownBy, tracksOf, widthOf } from './column-tracks';
import type { Lengths } from './column-tracks';
import { COLUMNS } from './trade-columns';

const columnOf = (wanted: string) => COLUMNS.find(({ name }) => name === wanted)!;
const [FEES, TAGS] = ['fees', 'tags'].map(columnOf) as [(typeof COLUMNS)[number], (typeof COLUMNS)[number]];
const NONE: Lengths = new Map();

test('a column of numbers is as wide as the longest that was seen, and does not shrink', () => {
  const row = (text: string) => ({ cells: [{ column: FEES, digits: digitsFor(FEES, { text }) }] });
  const grown = grownBy(NONE, [row('$12.00'), row('$1')]);
  expect(grown.get('fees')).toBeCloseTo(5.75);
  expect(grownBy(grown, [row('$1')])).toBe(grown);
  expect(tracksOf([FEES], grown)).toBe('30px max(54px, 5.75ch + 0.625rem) 28px');
  expect(widthOf([FEES], grown)).toBe('calc(58px + max(54px, 5.75ch + 0.625rem))');
});

test('words take what is left over, until somebody sets their width', () => {
  const long = grownBy(NONE, [{ cells: [{ column: TAGS, digits: digitsFor(TAGS, { text: 'breakout, news' }) }] }]);
  expect(tracksOf([TAGS], long)).toBe('30px minmax(56px, 1fr) 28px');
  expect(tracksOf([{ ...TAGS, width: 90 }], long)).toBe('30px 90px 28px');
});
