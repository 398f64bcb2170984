import type { EquityPoint } from '@singularity/domain';
import type { ChartOption, Inks, ChartOptions } from '../../ui/charts/chart-drawing';
import { formatMoney } from '../../ui/format/money';
import { formatDay } from '../../ui/format/zoned-time';
import { edgeToEdgeAxis, moneyAxis, moneyAxisWidth, tooltipOf } from '../../ui/charts/chart-axes';

/** Between labels and what they stand at, and the edge, in pixels. */
const BESIDE_LABELS = 16;
const LEAST_LABELS = 48;

/** The equity above, and beneath it how far it is below its peak; one pointer goes through both. */
export function equityChartOptions(points: readonly EquityPoint[], currency: string): ChartOptions {
  const days = points.map(({ day }) => day);
  // A chart may round: only here do amounts become numbers.
  const [equity, drawdown] = [
    points.map((point) => Number(point.equity)),
    points.map((point) => 0 - Number(point.drawdown)),
  ];
  const left =
    BESIDE_LABELS +
    Math.max(LEAST_LABELS, moneyAxisWidth(equity, currency, 4), moneyAxisWidth([...drawdown, 0], currency, 1));
  // Each with room for the labels of both: one above the other they show the same days.
  const common = { left, right: 16, outerBoundsMode: 'none' } as const;
  return (inks) => ({
    animation: false,
    grid: [
      { ...common, top: 12, bottom: 118 },
      { ...common, height: 60, bottom: 32 },
    ],
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    tooltip: tooltipOf(inks, (index) => labelOf(points[index], currency)),
    xAxis: [
      { ...edgeToEdgeAxis(inks, days, formatDay), axisLabel: { show: false }, gridIndex: 0 },
      { ...edgeToEdgeAxis(inks, days, formatDay), axisLine: { show: false }, gridIndex: 1, position: 'bottom' },
    ],
    yAxis: [
      { ...moneyAxis(inks, currency, 4), scale: true, gridIndex: 0 },
      { ...moneyAxis(inks, currency, 1), max: 0, gridIndex: 1 },
    ],
    series: seriesOf(equity, drawdown, inks),
  });
}

function seriesOf(equity: number[], drawdown: number[], inks: Inks): ChartOption['series'] {
  const common = { type: 'line', showSymbol: false, symbol: 'circle', symbolSize: 7 } as const;
  return [
    {
      ...common,
      data: equity,
      lineStyle: { color: inks.accent, width: 2 },
      itemStyle: { color: inks.accent },
      areaStyle: { color: inks.accent, opacity: 0.08, origin: 'start' },
    },
    {
      ...common,
      data: drawdown,
      xAxisIndex: 1,
      yAxisIndex: 1,
      lineStyle: { color: inks.loss, width: 1 },
      itemStyle: { color: inks.loss },
      areaStyle: { color: inks.loss, opacity: 0.25 },
    },
  ];
}

function labelOf(point: EquityPoint | undefined, currency: string): string {
  if (!point) return '';
  const below = point.drawdown === '0' ? 'At peak' : `Drawdown ${formatMoney(point.drawdown, currency)}`;
  return `${formatDay(point.day)}\n${formatMoney(point.equity, currency)}\n${below}`;
}
