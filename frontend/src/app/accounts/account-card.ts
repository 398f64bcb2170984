import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import type { AccountAnswer, AccountFigures } from '@singularity/contract';
import { Session } from '../session/session';
import { TimeTravel } from '../ledger/time-travel';
import { Amount } from '../ui/amount';
import { Icon } from '../ui/icon';
import { formatCount, formatMoney } from '../ui/format/money';
import { SheetPipe } from '../ui/sheet-router';
import { Sparkline } from '../ui/charts/sparkline';
import { formatDay, toDay } from '../ui/format/zoned-time';
import type { AccountSync } from './account-sync';
import { balancePartsOf } from './balance-parts';

@Component({
  selector: 'app-account-card',
  imports: [
    Amount,
    Icon,
    MatButton,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    RouterLink,
    SheetPipe,
    Sparkline,
  ],
  templateUrl: './account-card.html',
  styleUrl: './account-card.scss',
})
export class AccountCard {
  readonly account = input.required<AccountAnswer>();
  /** Left out while they are not known. */
  readonly figures = input<AccountFigures>();
  /** What it made this month; null while that is not known. */
  readonly month = input<string | null>(null);
  /** What brings trades into it by itself. */
  readonly sync = input<AccountSync | null>(null);
  /** Whether it can only be looked at. */
  readonly readOnly = input(false);
  readonly closed = output();
  readonly reopened = output();

  private readonly session = inject(Session);
  private readonly travel = inject(TimeTravel);
  protected readonly tradesLink = computed(() => ({ accountId: this.account().id, ...this.travel.link() }));
  protected readonly balance = computed(() => formatMoney(this.account().balance, this.account().currency));
  protected readonly start = computed(() => formatMoney(this.account().startingBalance, this.account().currency));
  protected readonly adjustments = computed(() => {
    const [account, figures] = [this.account(), this.figures()];
    return formatMoney(figures ? balancePartsOf([account], [figures]).adjustments : null, account.currency, 'always');
  });
  protected readonly venue = computed(() => {
    const { platform, externalId, currency } = this.account();
    return [platform, ...(externalId ? [externalId] : []), currency].join(' · ');
  });
  protected readonly trades = computed(() => {
    const figures = this.figures();
    if (!figures) return '–';
    const all = figures.closedTrades + figures.openTrades;
    return figures.openTrades > 0 ? `${formatCount(all)}, ${formatCount(figures.openTrades)} open` : formatCount(all);
  });
  protected readonly lastActivity = computed(() => {
    const at = this.figures()?.lastActivityAt;
    return at ? formatDay(toDay(at, this.session.timeZone())) : '–';
  });
}
