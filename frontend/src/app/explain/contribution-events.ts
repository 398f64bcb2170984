import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ChangeList } from '../changes/change-list';
import { ChangePages } from '../changes/change-pages';
import { historyOf } from '../changes/changes-api';
import { accountNames } from '../ledger/accounts';
import { TimeTravel } from '../ledger/time-travel';

/** The events behind a trade that counts, and the way to its page. */
@Component({
  selector: 'app-contribution-events',
  imports: [ChangeList, RouterLink],
  template: `
    <app-change-list [pages]="changes" [accountNames]="accountNames()" [named]="false" [asOf]="travel.asOf()" />
    <a [routerLink]="['/', { outlets: { primary: ['trades', id()], sheet: null } }]">Open trade</a>
  `,
  host: { role: 'group', '[attr.aria-label]': "symbol() + ' history'" },
  styles: `
    :host {
      display: grid;
      gap: var(--space-3);
      padding: var(--space-3) 0 var(--space-4);
      font-size: var(--text-m);
    }
    app-change-list {
      padding-inline: var(--space-4);
    }
    a {
      justify-self: start;
      margin-left: var(--space-4);
      color: var(--accent);
    }
  `,
})
export class ContributionEvents {
  readonly id = input.required<string>();
  readonly symbol = input.required<string>();

  protected readonly travel = inject(TimeTravel);
  protected readonly changes = new ChangePages(() => historyOf('trade', this.id()));
  protected readonly accountNames = accountNames();
}
