import type { EquityPoint } from '@singularity/domain';
import type { Inks } from '../../ui/charts/chart-drawing';
import { columnsChartOptions } from './columns-chart-options';
import { equityChartOptions } from './equity-chart-options';

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
const POINTS = [
  { day: '2026-01-05', equity: '10100', drawdown: '0' },
  { day: '2026-01-06', equity: '9850.5', drawdown: '249.5' },
] as EquityPoint[];

interface Told {
  readonly tooltip: { readonly renderMode: string; readonly formatter: (params: unknown) => string };
  readonly series: readonly { readonly data: readonly number[] }[];
}

test('the drawdown hangs below the equity, and both say what they are', () => {
  const { tooltip, series } = equityChartOptions(POINTS, 'USD')(INKS) as unknown as Told;
  expect(series.map(({ data }) => data)).toEqual([
    [10100, 9850.5],
    [0, -249.5],
  ]);
  expect(tooltip.formatter([{ dataIndex: 0 }])).toBe('Jan 5, 2026\n$10,100.00\nAt peak');
  expect(tooltip.formatter([{ dataIndex: 1 }])).toBe('Jan 6, 2026\n$9,850.50\nDrawdown $249.50');
});

test('equity and drawdown stand one beneath the other, with room for the longest amount of both', () => {
  const leftsIn = (currency: string, equity: string) => {
    const points = POINTS.map((point) => ({ ...point, equity })) as EquityPoint[];
    const { grid } = equityChartOptions(points, currency)(INKS) as unknown as { grid: { left: number }[] };
    return grid.map(({ left }) => left);
  };
  for (const lefts of [leftsIn('USD', '900'), leftsIn('CHF', '9000'), leftsIn('USD', '9000.25')])
    expect(new Set(lefts).size).toBe(1);
  expect(leftsIn('CHF', '9000')[0]).toBeGreaterThan(leftsIn('USD', '900')[0] ?? 0);
});

test('what is pointed at is told without markup, which the page does not allow', () => {
  const { tooltip } = columnsChartOptions(
    [{ name: 'Jan 5, 2026', netPnl: '-3', closedTrades: 1 }],
    'USD',
  )(INKS) as unknown as Told;
  expect(tooltip.renderMode).toBe('richText');
  expect(tooltip.formatter([{ dataIndex: 0 }])).toBe('Jan 5, 2026\n−$3.00\n1 closed trade');
  expect(tooltip.formatter([])).toBe('');
});

test('profit and loss differ in colour as well as in direction', () => {
  const columns = ['10', '-10'].map((netPnl) => ({ name: netPnl, netPnl, closedTrades: 1 }));
  const { series } = columnsChartOptions(columns, 'USD')(INKS) as unknown as {
    series: { data: { value: number; itemStyle: { color: string } }[] };
  };
  expect(series.data.map(({ value, itemStyle }) => [value, itemStyle.color])).toEqual([
    [10, 'green'],
    [-10, 'red'],
  ]);
});
