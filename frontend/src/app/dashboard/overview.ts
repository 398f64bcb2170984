import { Component, computed, inject } from '@angular/core';
import { DashboardReadings } from './dashboard-readings';
import { EquityChart } from './equity-chart';
import { Part } from './part';
import { PnlCalendar } from './pnl-calendar';

/** How the money went, and what each day came to. */
@Component({
  selector: 'app-overview',
  imports: [EquityChart, Part, PnlCalendar],
  template: `
    <app-part
      heading="Equity and drawdown"
      definition="Starting balances, what was paid in and out, and the net P&L realized in the period, at the end of each day. Beneath it: how far that is below its highest point so far."
      [reading]="readings.equity"
      [empty]="points().length === 0"
      emptyText="The curve begins with a closed trade: there is none to show."
    >
      <ng-template>
        @defer (on immediate) {
          <app-equity-chart [points]="points()" [currency]="readings.currency()" />
        } @placeholder {
          <div></div>
        }
      </ng-template>
    </app-part>
    <app-part
      heading="Calendar"
      definition="Net P&L realized on each day of a month in your time zone, and how many trades closed on it. Always whole months, whatever the period."
      [reading]="readings.monthDays"
    >
      <ng-template>
        <app-pnl-calendar
          [month]="readings.month()"
          [results]="monthDays()"
          [currency]="readings.currency()"
          (monthChange)="readings.month.set($event)"
        />
      </ng-template>
    </app-part>
  `,
  styles: `
    :host {
      --part-height: 29.25rem;

      display: grid;
      grid-template-columns: minmax(0, 6fr) minmax(0, 5fr);
      gap: var(--space-3);
    }
    @media (max-width: 75rem) {
      :host {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `,
})
export class Overview {
  protected readonly readings = inject(DashboardReadings);

  protected readonly points = computed(() => this.readings.inCurrency(this.readings.equity)?.points ?? []);
  protected readonly monthDays = computed(() => this.readings.inCurrency(this.readings.monthDays)?.days ?? []);
}
