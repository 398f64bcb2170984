import { Component, computed, inject, signal } from '@angular/core';
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

type AccountStatus = AccountAnswer['status'];

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
  /** The account that was just closed or reopened, until a newer one of it is read. */
  private readonly turned = signal<AccountAnswer | null>(null);
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

  protected async close(account: AccountAnswer): Promise<void> {
    await this.turn(account, 'closed', async () => {
      await this.api.close(account);
      this.notices.say(`Closed ${account.name}.`, { label: 'Undo', run: () => this.api.reopen(account) });
    });
  }

  protected async reopen(account: AccountAnswer): Promise<void> {
    await this.turn(account, 'open', () => this.api.reopen(account));
  }

  protected figuresOf({ id }: AccountAnswer): AccountFigures | undefined {
    return this.figures.value()?.accounts.find(({ accountId }) => accountId === id);
  }

  /** So at once, and as it was where that fails. */
  private async turn(account: AccountAnswer, status: AccountStatus, send: () => Promise<unknown>): Promise<void> {
    this.turned.set({ ...account, status });
    if (!(await this.notices.attempt(send))) this.turned.set(null);
  }

  private withStatus(status: AccountStatus): readonly AccountAnswer[] {
    const turned = this.turned();
    const isTurned = ({ id, streamVersion }: AccountAnswer) =>
      id === turned?.id && streamVersion === turned.streamVersion;
    return (this.page.value()?.items ?? [])
      .map((account) => (turned && isTurned(account) ? turned : account))
      .filter((account) => account.status === status);
  }
}
