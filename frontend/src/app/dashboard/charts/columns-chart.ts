import { Component, computed, inject, input } from '@angular/core';
import { Router } from '@angular/router';
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
    <app-chart [class.leads]="leads()" [options]="options()" [label]="label()" (pick)="open($event)" />
    <app-figures-table
      [label]="label()"
      [columns]="[unit(), 'Net P&L', 'Closed trades']"
      [rows]="rows()"
      [links]="links()"
    />
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
    .leads {
      cursor: pointer;
    }
  `,
})
export class ColumnsChart {
  readonly columns = input.required<readonly Column[]>();
  readonly currency = input.required<string>();
  /** What a column stands for: `Day`. */
  readonly unit = input.required<string>();
  readonly label = input.required<string>();

  private readonly router = inject(Router);
  protected readonly links = computed(() => this.columns().map(({ link }) => link));
  protected readonly leads = computed(() => this.links().some(Boolean));
  protected readonly options = computed(() => columnsChartOptions(this.columns(), this.currency()));
  protected readonly rows = computed(() =>
    this.columns().map(({ name, netPnl, closedTrades }) => [
      name,
      formatMoney(netPnl, this.currency(), 'always'),
      String(closedTrades),
    ]),
  );

  protected open(index: number): void {
    const link = this.links()[index];
    if (link) void this.router.navigate([...link], { queryParamsHandling: 'preserve' });
  }
}
