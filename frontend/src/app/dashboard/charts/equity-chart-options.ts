import type { EquityPoint } from '@singularity/domain';
import type { ChartOption, Inks, ChartOptions } from '../../ui/charts/chart-drawing';
import { formatMoney } from '../../ui/format/money';
import { formatDay } from '../../ui/format/zoned-time';
import { moneyAxis, nameAxis, tooltipOf } from '../../ui/charts/chart-axes';

/** The equity above, and beneath it how far it is below its peak; one pointer goes through both. */
export function equityChartOptions(points: readonly EquityPoint[], currency: string): ChartOptions {
  const days = points.map(({ day }) => day);
  return (inks) => ({
    animation: false,
    grid: [
      { left: 64, right: 16, top: 12, bottom: 118 },
      { left: 64, right: 16, height: 60, bottom: 32 },
    ],
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    tooltip: tooltipOf(inks, (index) => labelOf(points[index], currency)),
    xAxis: [
      { ...nameAxis(inks, days, formatDay), boundaryGap: false, axisLabel: { show: false }, gridIndex: 0 },
      { ...dayAxis(days, inks), gridIndex: 1, position: 'bottom' },
    ],
    yAxis: [
      { ...moneyAxis(inks, currency, 4), scale: true, gridIndex: 0 },
      { ...moneyAxis(inks, currency, 1), max: 0, gridIndex: 1 },
    ],
    series: seriesOf(points, inks),
  });
}

/** Days from edge to edge, whose names stay within. */
function dayAxis(days: readonly string[], inks: Inks) {
  const axis = nameAxis(inks, days, formatDay);
  const within = { alignMinLabel: 'left', alignMaxLabel: 'right' } as const;
  return { ...axis, boundaryGap: false, axisLine: { show: false }, axisLabel: { ...axis.axisLabel, ...within } };
}

// A chart may round: only here do amounts become numbers.
function seriesOf(points: readonly EquityPoint[], inks: Inks): ChartOption['series'] {
  const common = { type: 'line', showSymbol: false, symbol: 'circle', symbolSize: 7 } as const;
  return [
    {
      ...common,
      data: points.map(({ equity }) => Number(equity)),
      lineStyle: { color: inks.accent, width: 2 },
      itemStyle: { color: inks.accent },
      areaStyle: { color: inks.accent, opacity: 0.08, origin: 'start' },
    },
    {
      ...common,
      data: points.map(({ drawdown }) => 0 - Number(drawdown)),
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
  const below = point.drawdown === '0' ? 'at its peak' : `${formatMoney(point.drawdown, currency)} below the peak`;
  return `${formatDay(point.day)}\n${formatMoney(point.equity, currency)}\n${below}`;
}
