import { Component, computed, input } from '@angular/core';
import { Chart } from '../ui/charts/chart';
import { FiguresTable } from '../ui/charts/figures-table';
import { formatMoney } from '../ui/format/money';
import { dayCurveOptions } from './day-curve-options';
import { fillTime } from './fill-lines';
import type { CurvePoint } from './day-figures';

/** What was realized in the course of a day, as a chart and in words. For use inside `@defer`. */
@Component({
  selector: 'app-day-curve',
  imports: [Chart, FiguresTable],
  template: `
    <app-chart [options]="options()" [label]="summary()" />
    <app-figures-table
      label="Realized P&L by exit"
      [columns]="['Time', 'Trade', 'Realized', 'Running P&L']"
      [rows]="rows()"
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
      min-height: 15rem;
    }
  `,
})
export class DayCurve {
  readonly points = input.required<readonly CurvePoint[]>();
  /** When the first fill of the day was. */
  readonly begun = input.required<string>();
  readonly day = input.required<string>();
  readonly currency = input.required<string>();
  readonly timeZone = input.required<string>();

  protected readonly options = computed(() =>
    dayCurveOptions({
      points: this.points(),
      begun: this.begun(),
      currency: this.currency(),
      timeZone: this.timeZone(),
    }),
  );
  protected readonly rows = computed(() =>
    this.points().map(({ fill, realized, total }) => [
      fillTime(fill.at, this.day(), this.timeZone()),
      fill.symbol,
      this.amount(realized),
      this.amount(total),
    ]),
  );
  protected readonly summary = computed(() => {
    const totals = this.points().map(({ total }) => total);
    const byAmount = totals.toSorted((a, b) => Number(a) - Number(b));
    const [low, high, end] = [byAmount[0], byAmount.at(-1), totals.at(-1)].map((one) => this.amount(one ?? '0'));
    return `Intraday realized P&L: low ${low}, high ${high}, ${end} at the end`;
  });

  private amount(value: string): string {
    return formatMoney(value, this.currency(), 'always');
  }
}
