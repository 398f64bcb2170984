import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { AccountAnswer, AccountFigures } from '@singularity/contract';
import { Notices } from '../session/notices';
import { EmptyState } from '../ui/empty-state';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { formatMoney } from '../ui/money';
import { SheetPipe } from '../ui/sheet-router';
import { Skeleton } from '../ui/skeleton';
import { AccountCard } from './account-card';
import { AccountsApi } from './accounts-api';

@Component({
  selector: 'app-accounts-page',
  imports: [AccountCard, EmptyState, Failure, Icon, MatButton, RouterLink, SheetPipe, Skeleton],
  templateUrl: './accounts-page.html',
  styleUrl: './accounts-page.scss',
})
export class AccountsPage {
  private readonly api = inject(AccountsApi);
  private readonly notices = inject(Notices);
  private readonly stats = this.api.stats();
  private readonly figures = this.api.figures();

  protected readonly page = this.api.accounts();
  protected readonly open = computed(() => this.withStatus('open'));
  protected readonly closed = computed(() => this.withStatus('closed'));
  /** As the dashboard says it, from the same source. */
  protected readonly totals = computed(() =>
    (this.stats.value()?.currencies ?? [])
      .filter(({ totalAccounts }) => totalAccounts > 0)
      .map(({ currency, totalBalance, totalAccounts }) => ({
        currency,
        balance: formatMoney(totalBalance, currency),
        accounts: `${totalAccounts} ${totalAccounts === 1 ? 'account' : 'accounts'}`,
      })),
  );

  /** Once the totals are there too, or will not come: they stand above, and would push the accounts down. */
  protected readonly shown = computed(() =>
    this.stats.value() || this.stats.problem() ? this.page.value() : undefined,
  );

  protected close(account: AccountAnswer): void {
    void this.notices.attempt(async () => {
      await this.api.close(account);
      this.notices.say(`Closed ${account.name}.`, { label: 'Undo', run: () => this.api.reopen(account) });
    });
  }

  protected reopen(account: AccountAnswer): void {
    void this.notices.attempt(() => this.api.reopen(account));
  }

  protected figuresOf({ id }: AccountAnswer): AccountFigures | undefined {
    return this.figures.value()?.accounts.find(({ accountId }) => accountId === id);
  }

  private withStatus(status: AccountAnswer['status']): readonly AccountAnswer[] {
    return (this.page.value()?.items ?? []).filter((account) => account.status === status);
  }
}
