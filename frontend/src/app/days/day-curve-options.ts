import { moneyAxis, textOf, tooltipOf } from '../ui/charts/chart-axes';
import type { ChartOptions } from '../ui/charts/chart-drawing';
import { formatMoney } from '../ui/format/money';
import { formatClock } from '../ui/format/zoned-time';
import type { CurvePoint } from './day-figures';

/** How long before its first exit the curve begins, where nothing was filled before that. */
const LEAD = 30 * 60_000;

interface Drawn {
  readonly points: readonly CurvePoint[];
  /** When the first fill of the day was. */
  readonly begun: string;
  readonly currency: string;
  readonly timeZone: string;
}

/** A line that stands still between exits and steps at each of them. */
export function dayCurveOptions({ points, begun, currency, timeZone }: Drawn): ChartOptions {
  const exits = points.map(({ fill }) => Date.parse(fill.at));
  const [first = 0] = exits;
  const start = Date.parse(begun) < first ? Date.parse(begun) : first - LEAD;
  // A chart may round: only here do amounts become numbers.
  const data = [[start, 0], ...points.map(({ total }, index) => [exits[index] ?? 0, Number(total)])];
  const clock = (time: number) => formatClock(new Date(time).toISOString(), timeZone);
  return (inks) => {
    const color = (data.at(-1)?.[1] ?? 0) < 0 ? inks.loss : inks.profit;
    return {
      animation: false,
      grid: { left: 64, right: 24, top: 16, bottom: 32 },
      tooltip: tooltipOf(inks, (index) => labelOf(points[index - 1], { currency, start: clock(start), clock })),
      xAxis: {
        type: 'time',
        min: start,
        axisLabel: { ...textOf(inks), formatter: clock, hideOverlap: true, alignMaxLabel: 'right', margin: 10 },
        axisLine: { onZero: false, lineStyle: { color: inks.grid } },
        axisTick: { show: false },
        splitLine: { show: false },
      },
      yAxis: moneyAxis(inks, currency, 4),
      series: {
        type: 'line',
        step: 'end',
        data,
        showSymbol: points.length <= 40,
        symbol: 'circle',
        symbolSize: 6,
        lineStyle: { color, width: 2 },
        itemStyle: { color },
        areaStyle: { color, opacity: 0.1 },
      },
    };
  };
}

function labelOf(
  point: CurvePoint | undefined,
  { currency, start, clock }: { readonly currency: string; readonly start: string; clock(time: number): string },
): string {
  if (!point) return `${start}\n${formatMoney('0', currency)}`;
  const { fill, realized, total } = point;
  const amount = (value: string) => formatMoney(value, currency, 'always');
  return `${clock(Date.parse(fill.at))}\n${fill.symbol} ${amount(realized)}\n${amount(total)} so far`;
}
