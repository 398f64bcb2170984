import { Component, ElementRef, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { PAGE_SIZE } from '@singularity/contract';
import type { DeletedTrade } from '@singularity/contract';
import { outcomeOf } from '../../changes/outcomes';
import { Undo } from '../../changes/undo';
import { Session } from '../../session/session';
import { Shortcuts } from '../../session/shortcuts';
import { Amount } from '../../ui/amount';
import { EmptyState } from '../../ui/empty-state';
import { Failure } from '../../ui/failure';
import { Icon } from '../../ui/icon';
import { Skeleton } from '../../ui/skeleton';
import { TradeName } from '../../ui/trade-name';
import { formatMoment } from '../../ui/format/zoned-time';
import { TradesApi } from '../trades-api';

/** Trades that are deleted now, the last deleted first: each comes back in one click. */
@Component({
  selector: 'app-deleted-trades',
  imports: [Amount, EmptyState, Failure, Icon, MatButton, RouterLink, Skeleton, TradeName],
  templateUrl: './deleted-trades.html',
  styleUrl: './deleted-trades.scss',
})
export class DeletedTrades {
  private readonly api = inject(TradesApi);
  private readonly undo = inject(Undo);
  private readonly session = inject(Session);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  protected readonly most = PAGE_SIZE.max;
  /** How many are shown before one asks for more. */
  protected readonly limit = signal<number>(PAGE_SIZE.default);
  protected readonly page = this.api.deleted(this.limit);
  protected readonly trades = computed(() =>
    this.page.value()?.items.map((trade) => ({
      trade,
      deletedAt: formatMoment(trade.deletedAt, this.session.timeZone()),
    })),
  );

  constructor() {
    inject(Shortcuts).offer(
      { keys: 'j', does: 'Next deleted trade', run: () => this.step(1) },
      { keys: 'k', does: 'Previous deleted trade', run: () => this.step(-1) },
    );
  }

  protected restore({ symbol, deletedBy }: DeletedTrade): void {
    void this.undo.turn('undo', { outcome: outcomeOf('TradeDeleted', symbol), records: [{ version: deletedBy }] });
  }

  /** From one Restore to the next: Enter does it. */
  private step(by: -1 | 1): void {
    const buttons = [...this.element.querySelectorAll<HTMLElement>('li button')];
    const index = buttons.indexOf(this.element.ownerDocument.activeElement as HTMLElement);
    buttons[Math.max(0, Math.min(buttons.length - 1, index + by))]?.focus();
  }
}
