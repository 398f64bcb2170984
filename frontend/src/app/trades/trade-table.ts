import { Component, computed, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import type { TradeAnswer, TradeQuery, TradeSort } from '@singularity/contract';
import { Amount } from '../ui/amount';
import { Icon } from '../ui/icon';
import { formatNumber, formatPercent, formatR, toneOf } from '../ui/money';
import { SheetPipe } from '../ui/sheet-router';
import { TradeName } from '../ui/trade-name';
import { formatDay, formatMoment, formatShortMoment, toDay } from '../ui/zoned-time';

interface Column {
  readonly name: string;
  readonly label: string;
  readonly sort?: TradeSort;
  readonly numeric?: boolean;
}

/** An average of several prices may have more places than a column. */
const PRICE = { least: 2, places: 6 };

const COLUMNS: readonly Column[] = [
  { name: 'date', label: 'Date', sort: 'date' },
  { name: 'name', label: 'Symbol', sort: 'symbol' },
  { name: 'net', label: 'Net P&L', sort: 'netPnl', numeric: true },
  { name: 'percent', label: 'Return', numeric: true },
  { name: 'r', label: 'R', numeric: true },
  { name: 'quantity', label: 'Quantity', numeric: true },
  { name: 'entry', label: 'Entry', numeric: true },
  { name: 'exit', label: 'Exit', numeric: true },
  { name: 'opened', label: 'Opened', sort: 'entryAt' },
  { name: 'closed', label: 'Closed', sort: 'exitAt' },
  { name: 'account', label: 'Account' },
];

/** One page of trades. */
@Component({
  selector: 'app-trade-table',
  imports: [Amount, Icon, MatIconButton, MatMenu, MatMenuItem, MatMenuTrigger, RouterLink, SheetPipe, TradeName],
  templateUrl: './trade-table.html',
  styleUrl: './trade-table.scss',
})
export class TradeTable {
  readonly trades = input.required<readonly TradeAnswer[]>();
  readonly accountNames = input.required<ReadonlyMap<string, string>>();
  readonly timeZone = input.required<string>();
  readonly query = input.required<TradeQuery>();
  readonly sort = output<TradeSort>();
  readonly delete = output<TradeAnswer>();

  protected readonly columns = COLUMNS;
  protected readonly rows = computed(() =>
    this.trades().map((trade) => ({
      trade,
      percent: formatPercent(trade.pnlPercent, 'always'),
      tone: toneOf(trade.netPnl),
      r: formatR(trade.rMultiple),
      quantity: formatNumber(trade.quantity),
      entry: formatNumber(trade.entryPrice, PRICE),
      exit: formatNumber(trade.exitPrice, PRICE),
      day: formatDay(toDay(countsAt(trade), this.timeZone())),
      opened: this.moment(trade.entryAt),
      closed: trade.status === 'closed' && trade.exitAt !== null ? this.moment(trade.exitAt) : null,
      account: (trade.accountId && this.accountNames().get(trade.accountId)) ?? '–',
    })),
  );

  private moment(at: string) {
    return { short: formatShortMoment(at, this.timeZone()), whole: formatMoment(at, this.timeZone()) };
  }

  protected ariaSort({ sort }: Column): 'ascending' | 'descending' | null {
    const { sort: by, order } = this.query();
    if (!sort || sort !== by) return null;
    return order === 'asc' ? 'ascending' : 'descending';
  }
}

/** When a trade counts: at its close, and until then at its entry. */
function countsAt({ status, entryAt, exitAt }: TradeAnswer): string {
  return status === 'closed' && exitAt !== null ? exitAt : entryAt;
}
