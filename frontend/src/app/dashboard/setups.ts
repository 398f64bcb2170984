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
      heading="Setups"
      definition="The tags of your trades, each with what its trades came to. A trade counts under each of its tags, so that the lines may add up to more than there is."
      [resource]="resources.setups"
      [empty]="setups().length === 0"
      emptyText="A setup is what you tag a trade with, such as “breakout” or “earnings”. Tag your trades, and here you see which setups earn money."
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
