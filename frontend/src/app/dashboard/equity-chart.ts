import { Component, computed, input } from '@angular/core';
import type { EquityPoint } from '@singularity/domain';
import { Chart } from '../ui/chart';
import { formatMoney } from '../ui/money';
import { formatDay } from '../ui/zoned-time';
import { equityPicture } from './equity-picture';
import { FiguresTable } from './figures-table';

/** The equity at the end of each day and how far it is below its peak, as a picture and in words. */
@Component({
  selector: 'app-equity-chart',
  imports: [Chart, FiguresTable],
  template: `
    <app-chart [picture]="picture()" [label]="summary()" />
    <app-figures-table label="Equity by day" [columns]="['Day', 'Equity', 'Below the peak']" [rows]="rows()" />
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

  protected readonly picture = computed(() => equityPicture(this.points(), this.currency()));
  protected readonly rows = computed(() => this.points().map((point) => this.wordsOf(point)));
  protected readonly summary = computed(() => {
    const [first, last] = [this.points()[0], this.points().at(-1)].map((point) => point && this.wordsOf(point));
    if (!first || !last) return 'Equity curve';
    return `Equity curve from ${first[1]} on ${first[0]} to ${last[1]} on ${last[0]}`;
  });

  private wordsOf({ day, equity, drawdown }: EquityPoint): readonly string[] {
    return [formatDay(day), formatMoney(equity, this.currency()), formatMoney(drawdown, this.currency())];
  }
}
