import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { TradeAnswer } from '@singularity/contract';
import { Amount } from '../ui/amount';
import { formatMoney, formatNumber } from '../ui/money';
import { TradeName } from '../ui/trade-name';
import { formatDay, toDay } from '../ui/zoned-time';

/** What is held now: how much of it, at which price, since when, and what it has realized so far. */
@Component({
  selector: 'app-open-positions',
  imports: [Amount, RouterLink, TradeName],
  template: `
    <ul>
      @for (row of rows(); track row.trade.id) {
        <li>
          <a [routerLink]="['/trades', row.trade.id]" queryParamsHandling="preserve">
            <span class="what">
              <app-trade-name [trade]="row.trade" />
              <span class="faint">{{ row.held }}</span>
            </span>
            <span class="when faint">since {{ row.since }}</span>
            <app-amount [value]="row.trade.netPnl" [currency]="row.trade.currency" />
          </a>
        </li>
      }
    </ul>
  `,
  styleUrl: './trade-list.scss',
})
export class OpenPositions {
  readonly trades = input.required<readonly TradeAnswer[]>();
  readonly timeZone = input.required<string>();

  protected readonly rows = computed(() =>
    this.trades().map((trade) => ({
      trade,
      held: `${formatNumber(trade.openQuantity)} at ${formatMoney(trade.entryPrice, trade.currency)}`,
      since: formatDay(toDay(trade.entryAt, this.timeZone())),
    })),
  );
}
