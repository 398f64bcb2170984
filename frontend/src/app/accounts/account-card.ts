import { Component, computed, input, output } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import type { AccountAnswer } from '@singularity/contract';
import { Icon } from '../ui/icon';
import { formatMoney } from '../ui/money';
import { SheetPipe } from '../ui/sheet-router';

@Component({
  selector: 'app-account-card',
  imports: [Icon, MatButton, MatIconButton, MatMenu, MatMenuItem, MatMenuTrigger, RouterLink, SheetPipe],
  templateUrl: './account-card.html',
  styleUrl: './account-card.scss',
})
export class AccountCard {
  readonly account = input.required<AccountAnswer>();
  readonly closed = output();
  readonly reopened = output();

  protected readonly balance = computed(() => formatMoney(this.account().balance, this.account().currency));
  protected readonly start = computed(() => formatMoney(this.account().startingBalance, this.account().currency));
  protected readonly place = computed(() => {
    const { platform, externalId } = this.account();
    return externalId ? `${platform} · ${externalId}` : platform;
  });
}
