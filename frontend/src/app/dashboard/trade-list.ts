import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { TradeAnswer } from '@singularity/contract';
import { Amount } from '../ui/amount';
import { formatMoney, formatQuantity } from '../ui/format/money';
import { TradeName } from '../ui/trade-name';
import { formatDay, toDay } from '../ui/format/zoned-time';

interface TradeLine {
  readonly trade: TradeAnswer;
  /** How much is held, and at which price; of positions only. */
  readonly held?: string;
  readonly when: string;
}

/** Trades in short, each with the way to its page. */
@Component({
  selector: 'app-trade-list',
  imports: [Amount, RouterLink, TradeName],
  template: `
    <ul>
      @for (line of lines(); track line.trade.id) {
        <li>
          <a [routerLink]="['/trades', line.trade.id]" queryParamsHandling="preserve">
            <span class="what">
              <app-trade-name [trade]="line.trade" />
              @if (line.held) {
                <span class="faint">{{ line.held }}</span>
              }
            </span>
            <span class="when faint">{{ line.when }}</span>
            @if (line.held || line.trade.netPnl !== null) {
              <app-amount [value]="line.trade.netPnl" [currency]="line.trade.currency" />
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
export class TradeList {
  readonly lines = input.required<readonly TradeLine[]>();
}

/** What is held now: how much of it, at which price and since when. */
export function positionLine(trade: TradeAnswer, timeZone: string): TradeLine {
  return {
    trade,
    held: `${formatQuantity(trade.openQuantity)} at ${formatMoney(trade.entryPrice, trade.currency)}`,
    when: `since ${formatDay(toDay(trade.entryAt, timeZone))}`,
  };
}

/** A trade on the day on which it counts. */
export function recentLine(trade: TradeAnswer, timeZone: string): TradeLine {
  const at = (trade.status === 'closed' && trade.exitAt) || trade.entryAt;
  return { trade, when: formatDay(toDay(at, timeZone)) };
}
