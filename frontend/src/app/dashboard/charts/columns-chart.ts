import { Component, computed, input } from '@angular/core';
import { Chart } from '../../ui/charts/chart';
import { formatMoney } from '../../ui/format/money';
import { columnsChartOptions } from './columns-chart-options';
import type { Column } from './columns-chart-options';
import { FiguresTable } from '../../ui/charts/figures-table';

/** Profit and loss in columns, as a chart and in words. */
@Component({
  selector: 'app-columns-chart',
  imports: [Chart, FiguresTable],
  template: `
    <app-chart [options]="options()" [label]="label()" />
    <app-figures-table [label]="label()" [columns]="[unit(), 'Net P&L', 'Closed trades']" [rows]="rows()" />
  `,
  styles: `
    :host {
      display: flex;
      flex: 1;
      flex-direction: column;
    }
    app-chart {
      flex: 1;
      min-height: 13rem;
    }
  `,
})
export class ColumnsChart {
  readonly columns = input.required<readonly Column[]>();
  readonly currency = input.required<string>();
  /** What a column stands for: `Day`. */
  readonly unit = input.required<string>();
  readonly label = input.required<string>();

  protected readonly options = computed(() => columnsChartOptions(this.columns(), this.currency()));
  protected readonly rows = computed(() =>
    this.columns().map(({ name, netPnl, closedTrades }) => [
      name,
      formatMoney(netPnl, this.currency(), 'always'),
      String(closedTrades),
    ]),
  );
}
