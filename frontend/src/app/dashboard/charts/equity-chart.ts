import { Component, computed, input } from '@angular/core';
import type { EquityPoint } from '@singularity/domain';
import { Chart } from '../../ui/charts/chart';
import { formatMoney } from '../../ui/format/money';
import { formatDay } from '../../ui/format/zoned-time';
import { equityChartOptions } from './equity-chart-options';
import { FiguresTable } from '../../ui/charts/figures-table';

/** The equity at the end of each day and how far it is below its peak, as a chart and in words. */
@Component({
  selector: 'app-equity-chart',
  imports: [Chart, FiguresTable],
  template: `
    <app-chart [options]="options()" [label]="summary()" />
    <app-figures-table label="Equity by day" [columns]="['Day', 'Equity', 'Drawdown']" [rows]="rows()" />
  `,
  styles: `
    :host {
      display: flex;
      flex: 1;
      flex-direction: column;
    }
    app-chart {
      flex: 1;
      min-height: 20rem;
    }
  `,
})
export class EquityChart {
  readonly points = input.required<readonly EquityPoint[]>();
  readonly currency = input.required<string>();

  protected readonly options = computed(() => equityChartOptions(this.points(), this.currency()));
  protected readonly rows = computed(() => this.points().map((point) => this.labelOf(point)));
  protected readonly summary = computed(() => {
    const [first, last] = [this.points()[0], this.points().at(-1)].map((point) => point && this.labelOf(point));
    if (!first || !last) return 'Equity curve';
    return `Equity curve from ${first[1]} on ${first[0]} to ${last[1]} on ${last[0]}`;
  });

  private labelOf({ day, equity, drawdown }: EquityPoint): readonly string[] {
    return [formatDay(day), formatMoney(equity, this.currency()), formatMoney(drawdown, this.currency())];
  }
}
