import { Component, computed, inject } from '@angular/core';
import { DashboardResources } from './data/dashboard-resources';
import { EquityChart } from './charts/equity-chart';
import { DashboardCard } from './dashboard-card';
import { PnlCalendar } from './pnl-calendar';

/** How the money went, and what each day came to. */
@Component({
  selector: 'app-overview',
  imports: [EquityChart, DashboardCard, PnlCalendar],
  template: `
    <app-dashboard-card
      heading="Equity and drawdown"
      [definition]="definition()"
      [resource]="resources.equity"
      [empty]="points().length === 0"
      emptyText="The curve starts with your first closed trade."
    >
      <ng-template>
        @defer (on immediate) {
          <app-equity-chart [points]="points()" [currency]="resources.currency()" />
        } @placeholder {
          <div></div>
        }
      </ng-template>
    </app-dashboard-card>
    <app-dashboard-card
      heading="Calendar"
      definition="Realized net P&L and closed trades by trading day. Always whole months, whatever the period."
      [resource]="resources.monthDays"
    >
      <ng-template>
        <app-pnl-calendar
          [month]="resources.month()"
          [results]="monthDays()"
          [currency]="resources.currency()"
          [noted]="resources.notedDays.value()?.days ?? []"
          (monthChange)="resources.month.set($event)"
        />
      </ng-template>
    </app-dashboard-card>
  `,
  styles: `
    :host {
      --card-height: 29.25rem;

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
  protected readonly resources = inject(DashboardResources);

  protected readonly definition = computed(() => {
    const reduced = this.resources.equity.value()?.whole === false;
    return [
      'Starting balances, deposits and withdrawals, and realized net P&L, at the end of each day.',
      ...(reduced ? ['Over this many days, only highs, lows and the largest drawdowns are drawn.'] : []),
      'Below it: the drawdown from the highest point so far.',
    ].join(' ');
  });
  protected readonly points = computed(() => this.resources.inCurrency(this.resources.equity)?.points ?? []);
  protected readonly monthDays = computed(() => this.resources.inCurrency(this.resources.monthDays)?.days ?? []);
}
