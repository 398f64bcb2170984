import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { ChangeList } from '../changes/change-list';
import { ChangePages } from '../changes/change-pages';
import { ChangesApi, historyOf } from '../changes/changes-api';
import { subjectName } from '../changes/titles';
import { accountNames } from '../ledger/accounts';
import { Sheet } from '../ui/sheet';
import { SheetRouter } from '../ui/sheet-router';

/** Everything that ever happened to an account itself; what its trades did stands in the history of all. */
@Component({
  selector: 'app-account-history-sheet',
  imports: [ChangeList, MatButton, RouterLink, Sheet],
  template: `
    <app-sheet [heading]="heading()" (dismiss)="sheets.close()">
      <app-change-list [pages]="pages" [accountNames]="accountNames()" [named]="false" />
      <a matButton="outlined" [routerLink]="['/history']" [queryParams]="{ accountId: id() }">Include its trades</a>
    </app-sheet>
  `,
  styles: `
    app-change-list {
      margin: var(--space-4) var(--space-5);
    }
    a {
      margin: 0 var(--space-5) var(--space-5);
    }
  `,
})
export class AccountHistorySheet {
  readonly id = input.required<string>();

  private readonly api = inject(ChangesApi);
  protected readonly sheets = inject(SheetRouter);
  protected readonly pages = new ChangePages(() => historyOf('account', this.id()));
  protected readonly accountNames = accountNames();
  protected readonly heading = computed(() => {
    const newest = this.pages.items()?.[0];
    return `${newest ? subjectName(newest) : 'Account'} history`;
  });
}
