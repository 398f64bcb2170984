import { Component, computed, inject } from '@angular/core';
import { DashboardReadings } from './dashboard-readings';
import { Part } from './part';
import { SetupTable } from './setup-table';

/** Which of the setups that trades are tagged with earn money. */
@Component({
  selector: 'app-setups',
  imports: [Part, SetupTable],
  template: `
    <app-part
      heading="Setups"
      definition="The tags of your trades, each with what its trades came to. A trade counts under each of its tags, so that the lines may add up to more than there is."
      [reading]="readings.setups"
      [empty]="setups().length === 0"
      emptyText="A setup is what you tag a trade with, such as “breakout” or “earnings”. Tag your trades, and here you see which setups earn money."
      [lines]="4"
    >
      <ng-template><app-setup-table [setups]="setups()" [currency]="readings.currency()" /></ng-template>
    </app-part>
  `,
})
export class Setups {
  protected readonly readings = inject(DashboardReadings);
  protected readonly setups = computed(() => this.readings.inCurrency(this.readings.setups)?.setups ?? []);
}
