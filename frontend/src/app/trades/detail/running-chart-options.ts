import { edgeToEdgeAxis, moneyAxis, tooltipOf } from '../../ui/charts/chart-axes';
import type { ChartOptions } from '../../ui/charts/chart-drawing';
import { formatMoney } from '../../ui/format/money';
import type { RunningLine } from './running-lines';

/** The P&L from fill to fill: entries are hollow, exits are filled. */
export function runningChartOptions(lines: readonly RunningLine[], currency: string): ChartOptions {
  const labelAt = (index: number) => {
    const line = lines[index];
    return line ? `${line.time}\n${line.word} ${line.amount}\n${formatMoney(line.total, currency, 'always')} P&L` : '';
  };
  return (inks) => {
    // A chart may round: only here do amounts become numbers.
    const color = Number(lines.at(-1)?.total) < 0 ? inks.loss : inks.profit;
    const names = lines.map((_, index) => String(index));
    return {
      animation: false,
      grid: { left: 64, right: 16, top: 16, bottom: 32 },
      tooltip: tooltipOf(inks, labelAt),
      xAxis: edgeToEdgeAxis(inks, names, (name) => lines[Number(name)]?.time ?? ''),
      yAxis: moneyAxis(inks, currency, 3),
      series: {
        type: 'line',
        data: lines.map(({ type, total }) => ({
          value: Number(total),
          itemStyle: { color: type === 'open' ? inks.surface : color, borderColor: color, borderWidth: 2 },
        })),
        symbol: 'circle',
        symbolSize: 9,
        showSymbol: lines.length <= 40,
        lineStyle: { color, width: 2 },
        areaStyle: { color, opacity: 0.1 },
      },
    };
  };
}
