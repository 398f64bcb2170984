import { Component, computed, inject } from '@angular/core';
import { formatDay } from '../ui/format/zoned-time';
import { BreakdownBars } from './charts/breakdown-bars';
import { ColumnsChart } from './charts/columns-chart';
import { DashboardResources } from './data/dashboard-resources';
import { hourColumns, hourName, inOrderOfWeek, mostTelling, weekdayName } from './charts/groups';
import { DashboardCard } from './dashboard-card';

/** Where the profit and the loss came from: by day, symbol, weekday and hour. */
@Component({
  selector: 'app-breakdowns',
  imports: [BreakdownBars, ColumnsChart, DashboardCard],
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
        --card-height: 20rem;
      }
    }
  `,
})
export class Breakdowns {
  protected readonly resources = inject(DashboardResources);
  protected readonly weekdayName = weekdayName;
  protected readonly hourName = hourName;
  protected readonly toSymbol = (symbol: string) => ({ symbol });

  protected readonly days = computed(() =>
    (this.resources.inCurrency(this.resources.days)?.days ?? []).map((day) => ({
      ...day,
      name: formatDay(day.day),
      link: ['/days', day.day],
    })),
  );
  private readonly allSymbols = computed(() => this.resources.inCurrency(this.resources.bySymbol)?.groups ?? []);
  protected readonly symbols = computed(() => mostTelling(this.allSymbols()));
  protected readonly symbolNote = computed(() => {
    const [shown, all] = [this.symbols().length, this.allSymbols().length];
    return shown < all ? `Top ${shown} of ${all} symbols by impact on P&L` : '';
  });
  protected readonly weekdays = computed(() =>
    inOrderOfWeek(this.resources.inCurrency(this.resources.byWeekday)?.groups ?? []),
  );
  protected readonly hours = computed(() =>
    hourColumns(this.resources.inCurrency(this.resources.byHour)?.groups ?? []),
  );
}
