import { Component, computed, inject } from '@angular/core';
import { DashboardResources } from './data/dashboard-resources';
import { DashboardCard } from './dashboard-card';
import { SetupTable } from './setup-table';

/** Which of the setups that trades are tagged with earn money. */
@Component({
  selector: 'app-setups',
  imports: [DashboardCard, SetupTable],
  template: `
    <app-dashboard-card
      heading="P&L by tag"
      definition="Results by tag. A trade counts under each of its tags, so rows can add up to more than the total."
      [resource]="resources.setups"
      [empty]="setups().length === 0"
      emptyText="Tag your trades, such as “breakout” or “earnings”, to see which setups make money."
      [lines]="4"
    >
      <ng-template><app-setup-table [setups]="setups()" [currency]="resources.currency()" /></ng-template>
    </app-dashboard-card>
  `,
})
export class Setups {
  protected readonly resources = inject(DashboardResources);
  protected readonly setups = computed(() => this.resources.inCurrency(this.resources.setups)?.setups ?? []);
}
