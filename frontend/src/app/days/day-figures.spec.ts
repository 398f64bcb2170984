import { someStatistics } from '../testing/samples';
import { currenciesOf, curveOf, resultsOf } from './day-figures';
import { dayCurveOptions } from './day-curve-options';
import { fillLinesOf } from './fill-lines';
import { aFill, anExit } from './testing/some-fills';

const FILLS = [
  anExit('SWING', '14:00', '0.1'),
  aFill({ symbol: 'SCALP', tradeId: 'SCALP', at: '2026-11-23T15:00:00.000Z' }),
  anExit('SCALP', '15:10', '-2.3'),
  anExit('SWING', '16:00', '0.2'),
];

test('the curve adds up exit by exit, exactly', () =>
  expect(curveOf(FILLS).map(({ fill, realized, total }) => [fill.symbol, realized, total])).toEqual([
    ['SWING', '0.1', '0.1'],
    ['SCALP', '-2.3', '-2.2'],
    ['SWING', '0.2', '-2'],
  ]));

test('a trade counts with all that it realized on the day, the best first, and not before an exit', () =>
  expect(resultsOf([...FILLS, aFill({ tradeId: 'open' })]).map(({ fill, net }) => [fill.symbol, net])).toEqual([
    ['SWING', '0.3'],
    ['SCALP', '-2.3'],
  ]));

test('fills are told in the words of the day, those of the evening before with their date', () => {
  const lines = fillLinesOf(
    [
      aFill({ at: '2026-11-22T23:30:00.000Z', quantity: '1000', price: '20000.5' }),
      anExit('MNQ', '14:31', '4', { at: '2026-11-23T14:31:07.250Z' }),
    ],
    '2026-11-23',
    'America/New_York',
  );
  expect(lines.map(({ time, word, amount, total }) => [time, word, amount, total])).toEqual([
    ['Nov 22, 6:30 PM', 'Entry', '1,000 @ 20,000.50', null],
    ['9:31:07 AM', 'Exit', '10 @ 187.20', '4'],
  ]);
});

test('a day has the currencies in which something happened, the own one first', () => {
  const currencies = [
    someStatistics({ currency: 'CHF', netPnl: '0', fees: '0', closedTrades: 0 }),
    someStatistics({ currency: 'EUR', netPnl: '0', fees: '0', closedTrades: 1 }),
    someStatistics({ currency: 'USD', netPnl: '5', closedTrades: 0 }),
  ];
  expect(currenciesOf([aFill({ currency: 'AUD' })], { currencies }, 'USD')).toEqual(['USD', 'AUD', 'EUR']);
  expect(currenciesOf([], { currencies: [] }, 'USD')).toEqual([]);
});

test('the curve begins at zero with the first fill, or half an hour before an exit that is the first', () => {
  const inks = {} as Parameters<ReturnType<typeof dayCurveOptions>>[0];
  const dataOf = (begun: string) => {
    const options = dayCurveOptions({ points: curveOf(FILLS), begun, currency: 'USD', timeZone: 'America/New_York' });
    return (options(inks).series as { data: [number, number][] }).data;
  };
  const at = (time: string) => Date.parse(`2026-11-23T${time}:00.000Z`);
  expect(dataOf('2026-11-23T13:15:00.000Z')).toEqual([
    [at('13:15'), 0],
    [at('14:00'), 0.1],
    [at('15:10'), -2.2],
    [at('16:00'), -2],
  ]);
  expect(dataOf('2026-11-23T14:00:00.000Z')[0]).toEqual([at('13:30'), 0]);
});
