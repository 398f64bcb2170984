import { Component, computed, input } from '@angular/core';
import { Chart } from '../../ui/charts/chart';
import { formatMoney } from '../../ui/format/money';
import { runningChartOptions } from './running-chart-options';
import type { RunningLine } from './running-lines';

/** The P&L of a trade from fill to fill. Brings the chart library along: for use inside `@defer`. */
@Component({
  selector: 'app-running-chart',
  imports: [Chart],
  template: `<app-chart [options]="options()" [label]="sentence()" />`,
  styles: `
    app-chart {
      height: 100%;
    }
  `,
})
export class RunningChart {
  readonly lines = input.required<readonly RunningLine[]>();
  readonly currency = input.required<string>();

  protected readonly options = computed(() => runningChartOptions(this.lines(), this.currency()));
  protected readonly sentence = computed(() => {
    const totals = this.lines().map(({ total }) => total);
    const byAmount = totals.toSorted((a, b) => Number(a) - Number(b));
    const [low, high, last] = [byAmount[0], byAmount.at(-1), totals.at(-1)].map((total) =>
      formatMoney(total ?? null, this.currency(), 'always'),
    );
    return `P&L at each fill: low ${low}, high ${high}, ${last} at the last`;
  });
}
