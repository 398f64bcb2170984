import type { Day } from '../time/day.js';
import { parseOccSymbol, parseOptionSymbol } from './option-symbol.js';

const TODAY = '2026-11-23' as Day;
const CALL = { symbol: 'SPY', expiration: '2026-12-18', strike: '600', direction: 'CALL' };
const PUT = { ...CALL, direction: 'PUT' };

it.each([
  ['SPY 12/18 600C', CALL],
  ['spy 12/18 600 c', CALL],
  ['SPY 12/18/26 600 Call', CALL],
  ['SPY 12/18/2026 600 puts', PUT],
  ['SPY 600C 12/18', CALL],
  ['SPY $600c 12/18', CALL],
  ['SPY 18 Dec 26 600 P', PUT],
  ['SPY 18DEC26 600P', PUT],
  ['SPY 18 December 600P', PUT],
  ['SPY Dec 18 600 put', PUT],
  ["SPY Dec 18 '26 600 put", PUT],
  ['SPY Dec 18, 2026 600 put', PUT],
  ['SPY 2026-12-18 600C', CALL],
  ['SPY   261218C00600000', CALL],
  ['SPY261218C00600000', CALL],
  ['spy261218p00600000', PUT],
  ['.SPY261218C600', CALL],
  ['  SPY\t12/18  600C ', CALL],
  ['TSLA 12/18 262.5p', { ...PUT, symbol: 'TSLA', strike: '262.5' }],
  ['F 12/18 .5C', { ...CALL, symbol: 'F', strike: '0.5' }],
  ['BRK.B 12/18 450C', { ...CALL, symbol: 'BRK.B', strike: '450' }],
  ['SPXW  261218P05875500', { ...PUT, symbol: 'SPXW', strike: '5875.5' }],
])('%o names an option', (typed, option) => {
  expect(parseOptionSymbol(typed, TODAY)).toEqual(option);
});

it.each([
  ['SPY 11/20 600C', '2026-11-20'],
  ['SPY 1/15 600C', '2027-01-15'],
  ['SPY 6/19 600C', '2026-06-19'],
  ['SPY 5/15 600C', '2027-05-15'],
])('without a year, %o means the nearest such day', (typed, expiration) => {
  expect(parseOptionSymbol(typed, TODAY)?.expiration).toBe(expiration);
});

it('a leap day without a year is looked for in the years around', () => {
  expect(parseOptionSymbol('SPY 2/29 600C', '2027-11-23' as Day)?.expiration).toBe('2028-02-29');
  expect(parseOptionSymbol('SPY 2/29 600C', TODAY)).toBeNull();
});

it.each([
  'SPY',
  'SPY 600C',
  'SPY 12/18',
  'SPY 12/18 600',
  'SPY 12/18 C',
  'SPY 18/12 600C',
  'SPY 2/30/26 600C',
  'SPY 12/18 0C',
  'SPY Dez 18 600C',
  'SPY 12/18 600CX',
  '/ESZ6',
  'MNQ 12-25',
  'BTC-USD',
  'SPY261318C00600000',
  'SPY261218C0060000',
  'SPY261218X00600000',
  'SPY261218C00000000',
  '12/18 600C',
])('%o does not name one', (typed) => {
  expect(parseOptionSymbol(typed, TODAY)).toBeNull();
});

it('the clearing house has one way of writing, which needs no day to stand by', () => {
  expect(parseOccSymbol('SPY   261218C00600000')).toEqual(CALL);
  expect(parseOccSymbol('SPY 12/18 600C')).toBeNull();
  expect(parseOccSymbol('.SPY261218C600')).toBeNull();
});
