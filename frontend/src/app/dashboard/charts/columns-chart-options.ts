import type { Inks, ChartOptions } from '../../ui/charts/chart-drawing';
import { formatMoney } from '../../ui/format/money';
import { moneyAxis, nameAxis, tooltipOf } from '../../ui/charts/chart-axes';
import { plural } from '../../ui/format/figure-labels';

/** A column of profit or loss. */
export interface Column {
  readonly name: string;
  readonly netPnl: string;
  readonly closedTrades: number;
  /** The page that it leads to. */
  readonly link?: readonly string[];
}

/** Columns that rise for profit and hang for loss. */
export function columnsChartOptions(columns: readonly Column[], currency: string): ChartOptions {
  const names = columns.map(({ name }) => name);
  return (inks) => ({
    animation: false,
    grid: { left: 64, right: 16, top: 12, bottom: 32 },
    tooltip: tooltipOf(inks, (index) => labelOf(columns[index], currency)),
    xAxis: { ...nameAxis(inks, names, String), axisLine: { onZero: false, lineStyle: { color: inks.grid } } },
    yAxis: moneyAxis(inks, currency, 4),
    series: { type: 'bar', barMaxWidth: 24, barMinHeight: 1, data: columns.map((column) => barOf(column, inks)) },
  });
}

// A chart may round: only here do amounts become numbers.
function barOf({ netPnl }: Column, inks: Inks) {
  const value = Number(netPnl);
  const [color, borderRadius] = value < 0 ? [inks.loss, [0, 0, 2, 2]] : [inks.profit, [2, 2, 0, 0]];
  return { value, itemStyle: { color, borderRadius } };
}

function labelOf(column: Column | undefined, currency: string): string {
  if (!column) return '';
  const { name, netPnl, closedTrades } = column;
  return `${name}\n${formatMoney(netPnl, currency, 'always')}\n${plural(closedTrades, 'closed trade')}`;
}
