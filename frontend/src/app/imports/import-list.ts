import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { accountNames } from '../ledger/accounts';
import { Session } from '../session/session';
import { EmptyState } from '../ui/empty-state';
import { Failure } from '../ui/failure';
import { Skeleton } from '../ui/skeleton';
import { fileNamesOf, outcomeOf, statusOf, whenOf } from './import-labels';
import { ImportPages } from './import-pages';
import { TakeBack } from './take-back';

/** The imports of the past, each with the way to it and the way back. */
@Component({
  selector: 'app-import-list',
  imports: [EmptyState, Failure, MatButton, RouterLink, Skeleton],
  templateUrl: './import-list.html',
  styleUrl: './import-list.scss',
  host: { class: 'card', role: 'region', 'aria-labelledby': 'past-imports', '[attr.aria-busy]': 'pages.loading()' },
})
export class ImportList {
  private readonly timeZone = inject(Session).timeZone;
  private readonly accountNames = accountNames();
  protected readonly takeBack = inject(TakeBack);
  protected readonly pages = new ImportPages();
  protected readonly lines = computed(() =>
    this.pages.items()?.map((one) => ({
      one,
      name: fileNamesOf(one),
      status: statusOf(one),
      detail: [whenOf(one, this.timeZone()), this.accountNames().get(one.options.accountId ?? ''), outcomeOf(one)]
        .filter(Boolean)
        .join(' · '),
    })),
  );
}
