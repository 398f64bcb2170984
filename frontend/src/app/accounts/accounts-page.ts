import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { AccountAnswer, AccountFigures } from '@singularity/contract';
import { outcomeOf } from '../changes/outcomes';
import { Undo, recordOf } from '../changes/undo';
import { memberAccounts } from '../ledger/accounts';
import { AsOfButton } from '../ledger/as-of-button';
import { Notices } from '../http/notices';
import { TimeTravel } from '../ledger/time-travel';
import { Amount } from '../ui/amount';
import { EmptyState } from '../ui/empty-state';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { formatMoney } from '../ui/format/money';
import { Segmented } from '../ui/segmented';
import { SheetPipe } from '../ui/sheet-router';
import { Skeleton } from '../ui/skeleton';
import { STATUS_LABELS } from '../ui/format/labels';
import { AccountCard } from './account-card';
import { syncOf } from './account-sync';
import type { AccountSync } from './account-sync';
import { balancePartsOf } from './balance-parts';
import type { BalanceParts } from './balance-parts';
import { AccountsApi } from './accounts-api';
import { plural } from '../ui/format/figure-labels';

type AccountStatus = AccountAnswer['status'];

@Component({
  selector: 'app-accounts-page',
  imports: [
    AccountCard,
    Amount,
    AsOfButton,
    EmptyState,
    Failure,
    Icon,
    MatButton,
    RouterLink,
    Segmented,
    SheetPipe,
    Skeleton,
  ],
  templateUrl: './accounts-page.html',
  styleUrl: './accounts-page.scss',
})
export class AccountsPage {
  private readonly api = inject(AccountsApi);
  private readonly notices = inject(Notices);
  private readonly router = inject(Router);
  private readonly undo = inject(Undo);
  protected readonly travel = inject(TimeTravel);
  private readonly stats = this.api.stats();
  private readonly figures = this.api.figures();
  private readonly month = this.api.month();
  private readonly connections = this.api.connections();

  protected readonly page = memberAccounts();
  /** The account that was just closed or reopened, until a newer one of it is read. */
  private readonly turned = signal<AccountAnswer | null>(null);
  /** What the address asks for: open accounts, or those that are closed. */
  readonly status = input<AccountAnswer['status'], unknown>('open', {
    transform: (status) => (status === 'closed' ? 'closed' : 'open'),
  });
  protected readonly listed = computed(() => this.withStatus(this.status()));
  protected readonly segments = computed(() =>
    (['open', 'closed'] as const).map((value) => ({
      value,
      label: `${STATUS_LABELS[value]} ${this.withStatus(value).length}`,
    })),
  );
  /** Nobody chooses where there is nothing to choose. */
  protected readonly hasClosed = computed(() => this.status() === 'closed' || this.withStatus('closed').length > 0);
  /** As the dashboard says it, from the same source. */
  protected readonly totals = computed(() =>
    (this.stats.value()?.currencies ?? [])
      .filter(({ totalAccounts }) => totalAccounts > 0)
      .map(({ currency, totalBalance, totalAccounts }) => ({
        currency,
        balance: formatMoney(totalBalance, currency),
        accounts: plural(totalAccounts, 'account'),
        parts: this.partsIn(currency),
      })),
  );

  /** Once the totals are there too, or will not come: they stand above, and would push the accounts down. */
  protected readonly shown = computed(() =>
    this.stats.value() || this.stats.problem() ? this.page.value() : undefined,
  );

  protected show(status: string): void {
    const queryParams = { status: status === 'closed' ? status : null };
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }

  protected async close(account: AccountAnswer): Promise<void> {
    await this.turn(account, 'closed', async () => {
      const answer = await this.api.close(account);
      this.undo.keep(outcomeOf('AccountClosed', account.name), recordOf(answer, account.streamVersion));
    });
  }

  protected async reopen(account: AccountAnswer): Promise<void> {
    await this.turn(account, 'open', async () => {
      const answer = await this.api.reopen(account);
      this.undo.keep(outcomeOf('AccountReopened', account.name), recordOf(answer, account.streamVersion));
    });
  }

  protected readonly moneyOf = formatMoney;

  protected figuresOf({ id }: AccountAnswer): AccountFigures | undefined {
    return this.figures.value()?.accounts.find(({ accountId }) => accountId === id);
  }

  protected syncOf({ id }: AccountAnswer): AccountSync | null {
    return this.travel.active() ? null : syncOf(id, this.connections.value()?.items ?? []);
  }

  /** Null until it is known. */
  protected monthOf({ id, currency }: AccountAnswer): string | null {
    const made = this.month.value()?.currencies.find((one) => one.currency === currency)?.groups;
    return this.month.value() ? (made?.find(({ key }) => key === id)?.netPnl ?? '0') : null;
  }

  /** Null until it is known what each account made. */
  private partsIn(currency: string): BalanceParts | null {
    const figures = this.figures.value()?.accounts;
    const accounts = (this.page.value()?.items ?? []).filter((account) => account.currency === currency);
    return figures ? balancePartsOf(accounts, figures) : null;
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
