import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { AccountAnswer, AccountFigures } from '@singularity/contract';
import { Amount } from '../ui/amount';
import { formatMoney } from '../ui/format/money';
import { Sparkline } from '../ui/charts/sparkline';
import { formatDay, toDay } from '../ui/format/zoned-time';
import { plural } from '../ui/format/figure-labels';

/** The accounts in short: what each holds, made and did last, and the way that its equity went. */
@Component({
  selector: 'app-account-cards',
  imports: [Amount, RouterLink, Sparkline],
  template: `
    <ul>
      @for (card of cards(); track card.account.id) {
        <li>
          <a routerLink="/accounts" queryParamsHandling="preserve">
            <span class="name">{{ card.account.name }}</span>
            <span class="platform faint">{{ card.account.platform }}</span>
            <span class="money">
              <span class="balance number">{{ card.balance }}</span>
              @if (card.figures; as figures) {
                <app-amount [value]="figures.netPnl" [currency]="card.account.currency" />
              }
            </span>
            <app-sparkline [amounts]="card.figures?.sparkline ?? []" />
            <span class="detail faint">{{ card.detail }}</span>
          </a>
        </li>
      }
    </ul>
  `,
  styleUrl: './account-cards.scss',
})
export class AccountCards {
  readonly accounts = input.required<readonly AccountAnswer[]>();
  readonly figures = input.required<readonly AccountFigures[]>();
  readonly timeZone = input.required<string>();

  protected readonly cards = computed(() => {
    const byAccount = new Map(this.figures().map((figures) => [figures.accountId, figures]));
    return this.accounts().map((account) => {
      const figures = byAccount.get(account.id);
      return {
        account,
        figures,
        balance: formatMoney(account.balance, account.currency),
        detail: figures ? this.detailOf(figures) : '',
      };
    });
  });

  private detailOf({ closedTrades, openTrades, lastActivityAt }: AccountFigures): string {
    const trades = plural(closedTrades + openTrades, 'trade');
    return lastActivityAt === null ? trades : `${trades}, last ${formatDay(toDay(lastActivityAt, this.timeZone()))}`;
  }
}
