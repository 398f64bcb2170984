import type { CandlesAnswer } from '@singularity/contract';
import { aScaledTrade, aTrade } from '../../testing/samples';
import type { Inks } from '../../ui/charts/chart-drawing';
import { indexAt, priceChartOptions } from './price-chart-options';
import { priceSentence } from './price-labels';

const ZONE = 'America/New_York';
const INKS: Inks = {
  accent: 'blue',
  profit: 'green',
  loss: 'red',
  text: 'black',
  faint: 'grey',
  grid: 'grey',
  surface: 'white',
  font: 'Inter',
};

const candle = (time: string, ...prices: readonly [string, string, string, string]) => {
  const [open, high, low, close] = prices;
  return { time, open, high, low, close, volume: '12068' };
};
const MINUTES: CandlesAnswer = {
  symbol: 'AAPL',
  interval: '5min',
  candles: [
    candle('2026-01-05T14:25:00.000Z', '186.9', '187.2', '99.5', '187'),
    candle('2026-01-05T14:30:00.000Z', '187', '187.5', '186.8', '187.4'),
    candle('2026-01-05T20:00:00.000Z', '191', '191.3', '190.9', '190.95'),
  ],
  source: 'Tradier',
};
const DAYS: CandlesAnswer = {
  ...MINUTES,
  interval: 'daily',
  candles: [candle('2026-01-05T05:00:00.000Z', '186.9', '191.3', '186.8', '190.95')],
};

interface Told {
  readonly tooltip: { readonly formatter: (params: unknown) => string };
  readonly xAxis: { readonly axisLabel: { readonly formatter: (time: string) => string } };
  readonly series: readonly [
    { readonly data: readonly number[][] },
    { readonly data: readonly number[][]; readonly markLine: { readonly data: readonly { yAxis: number }[] } },
    { readonly data: readonly { value: number[]; symbolRotate: number; itemStyle: { color: string } }[] },
  ];
}

const drawn = (answer: CandlesAnswer, trade = aTrade(), zone = ZONE) =>
  priceChartOptions(answer, trade, zone)(INKS) as unknown as Told;

test('a candle is drawn from its open to its close, between its low and its high', () => {
  expect(drawn(MINUTES).series[0].data[1]).toEqual([187, 187.4, 186.8, 187.5]);
});

test('executions stand in the candle of their moment, at their price', () => {
  expect(drawn(MINUTES).series[2].data.map(({ value }) => value)).toEqual([
    [1, 187.23],
    [2, 191.1],
  ]);
  const times = MINUTES.candles.map(({ time }) => time);
  expect(indexAt(times, '2026-01-05T14:29:59.999Z')).toBe(0);
  expect(indexAt(times, '2026-01-05T09:00:00.000Z')).toBe(0);
  expect(indexAt(times, '2026-01-06T09:00:00.000Z')).toBe(2);
});

test('what was bought points up and what was sold points down; entries and exits differ in colour', () => {
  const shapes = (trade = aTrade()) =>
    drawn(MINUTES, trade).series[2].data.map(({ symbolRotate, itemStyle }) => [symbolRotate, itemStyle.color]);
  expect(shapes()).toEqual([
    [0, 'blue'],
    [180, 'black'],
  ]);
  const [up, down] = [0, 180];
  expect(shapes(aTrade({ direction: 'SHORT' })).map(([way]) => way)).toEqual([down, up]);
  expect(shapes(aTrade({ direction: 'PUT', side: 'buy' })).map(([way]) => way)).toEqual([up, down]);
  expect(shapes(aTrade({ direction: 'PUT', side: 'sell' })).map(([way]) => way)).toEqual([down, up]);
});

test('the axis reaches as far as the lines at the average entry and the stop', () => {
  const [, levels] = drawn(MINUTES, aScaledTrade({ stopPrice: '80' })).series;
  expect(levels.markLine.data.map(({ yAxis }) => yAxis)).toEqual([122, 80]);
  expect(levels.data).toEqual([
    [0, 122],
    [0, 80],
  ]);
});

test('what is pointed at is told with the executions in it, on the member’s clock', () => {
  const tell = (index: number, zone?: string) =>
    drawn(MINUTES, aTrade(), zone)
      .tooltip.formatter([{ dataIndex: index }])
      .split('\n');
  expect(tell(1)).toEqual([
    'Jan 5, 2026, 9:30 AM',
    '187.00 → 187.40',
    'Low 186.80, high 187.50',
    'Volume 12,068',
    'Entry 10 @ 187.23',
  ]);
  expect(tell(0, 'Europe/London')[0]).toBe('Jan 5, 2026, 2:25 PM');
  expect(tell(0)).toHaveLength(4);
});

test('a day is a day of the market, wherever the member lives', () => {
  const { xAxis, tooltip } = drawn(DAYS, aTrade(), 'America/Los_Angeles');
  expect(xAxis.axisLabel.formatter('2026-01-05T05:00:00.000Z')).toBe('Jan 5, 2026');
  expect(tooltip.formatter([{ dataIndex: 0 }])).toContain('Jan 5, 2026\n');
});

test('one sentence tells the range and every execution, for whoever does not see the picture', () => {
  expect(priceSentence(MINUTES, aTrade({ stopPrice: '185' }), ZONE)).toBe(
    'Price of AAPL. 5-minute candles from Jan 5, 2026, 9:25 AM to Jan 5, 2026, 3:00 PM, between 99.50 and 191.30. ' +
      'Entry 10 @ 187.23, Jan 5, 2026, 9:30:15 AM. Exit 10 @ 191.10, Jan 5, 2026, 3:00 PM. Stop 185.00.',
  );
});
