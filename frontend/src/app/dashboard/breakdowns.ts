import { Component, computed, inject } from '@angular/core';
import { formatDay } from '../ui/zoned-time';
import { BreakdownBars } from './breakdown-bars';
import { ColumnsChart } from './columns-chart';
import { DashboardReadings } from './dashboard-readings';
import { hourColumns, hourName, mostTelling, weekdayName } from './groups';
import { Part } from './part';

/** Where the profit and the loss came from: by day, symbol, weekday and hour. */
@Component({
  selector: 'app-breakdowns',
  imports: [BreakdownBars, ColumnsChart, Part],
  templateUrl: './breakdowns.html',
  styles: `
    :host {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: var(--space-3);
    }
    .note {
      padding: 0 var(--space-4) var(--space-3);
      font-size: var(--text-s);
    }
    @media (max-width: 64rem) {
      :host {
        grid-template-columns: minmax(0, 1fr);
      }
    }
    @media (min-width: 64rem) {
      :host {
        --part-height: 20rem;
      }
    }
  `,
})
export class Breakdowns {
  protected readonly readings = inject(DashboardReadings);
  protected readonly weekdayName = weekdayName;
  protected readonly hourName = hourName;
  protected readonly toSymbol = (symbol: string) => ({ symbol });

  protected readonly days = computed(() =>
    (this.readings.inCurrency(this.readings.days)?.days ?? []).map((day) => ({ ...day, name: formatDay(day.day) })),
  );
  private readonly allSymbols = computed(() => this.readings.inCurrency(this.readings.bySymbol)?.groups ?? []);
  protected readonly symbols = computed(() => mostTelling(this.allSymbols()));
  protected readonly symbolNote = computed(() => {
    const [shown, all] = [this.symbols().length, this.allSymbols().length];
    return shown < all ? `The ${shown} of ${all} symbols that moved the result most.` : '';
  });
  protected readonly weekdays = computed(() => this.readings.inCurrency(this.readings.byWeekday)?.groups ?? []);
  protected readonly hours = computed(() => hourColumns(this.readings.inCurrency(this.readings.byHour)?.groups ?? []));
}
