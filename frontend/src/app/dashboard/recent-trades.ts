import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { TradeAnswer } from '@singularity/contract';
import { Amount } from '../ui/amount';
import { TradeName } from '../ui/trade-name';
import { formatDay, toDay } from '../ui/zoned-time';

/** The latest trades, in short. */
@Component({
  selector: 'app-recent-trades',
  imports: [Amount, RouterLink, TradeName],
  template: `
    <ul>
      @for (row of rows(); track row.trade.id) {
        <li>
          <a [routerLink]="['/trades', row.trade.id]" queryParamsHandling="preserve">
            <app-trade-name [trade]="row.trade" />
            <span class="when faint">{{ row.day }}</span>
            @if (row.trade.netPnl !== null) {
              <app-amount [value]="row.trade.netPnl" [currency]="row.trade.currency" />
            } @else {
              <span class="chip live">Open</span>
            }
          </a>
        </li>
      }
    </ul>
  `,
  styleUrl: './trade-list.scss',
})
export class RecentTrades {
  readonly trades = input.required<readonly TradeAnswer[]>();
  readonly timeZone = input.required<string>();

  protected readonly rows = computed(() =>
    this.trades().map((trade) => ({
      trade,
      day: formatDay(toDay((trade.status === 'closed' && trade.exitAt) || trade.entryAt, this.timeZone())),
    })),
  );
}
