import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { HistoryEntry } from '@singularity/contract';
import { Session } from '../session/session';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { InSight } from '../ui/in-sight';
import { Skeleton } from '../ui/skeleton';
import { formatDay, toDay } from '../ui/format/zoned-time';
import type { AsOf } from '../ledger/as-of';
import { ChangeEntry } from './change-entry';
import type { ChangePages } from './change-pages';
import { entriesAt } from './entries-at';
import { daysOf, isBatch } from './lines';
import type { Batch, Line, Turn } from './lines';
import { Undo } from './undo';

/** Everything that was changed, newest first and day by day; older changes come as one scrolls to them. */
@Component({
  selector: 'app-change-list',
  imports: [ChangeEntry, Failure, Icon, InSight, MatButton, Skeleton],
  templateUrl: './change-list.html',
  styleUrl: './change-list.scss',
})
export class ChangeList {
  readonly pages = input.required<ChangePages>();
  readonly accountNames = input.required<ReadonlyMap<string, string>>();
  readonly named = input(true);
  /** Whether the trade, which all of it is about, can go back to how it was. */
  readonly revertible = input(false);
  /** A moment of the past that is looked at: what was recorded by then, and nothing of it can be turned. */
  readonly asOf = input<AsOf | null>(null);
  readonly revert = output<HistoryEntry>();

  private readonly session = inject(Session);
  private readonly undo = inject(Undo);

  protected readonly vocabulary = computed(() => ({
    timeZone: this.session.timeZone(),
    accountNames: this.accountNames(),
  }));
  private readonly entries = computed(() => entriesAt(this.asOf(), this.pages().items() ?? []));
  protected readonly days = computed(() => {
    const more = this.pages().hasMore();
    return daysOf(this.entries(), this.vocabulary(), more).map(({ day, lines }) => ({
      day,
      heading: this.dayLabel(day),
      lines: lines.map((line) => (isBatch(line) ? { batch: line } : { line })),
    }));
  });
  protected readonly newest = computed(() => this.entries()[0]?.version);
  private readonly opened = signal<ReadonlySet<string>>(new Set());

  protected isOpen({ id }: Batch): boolean {
    return this.opened().has(id);
  }

  protected toggle({ id }: Batch): void {
    this.opened.update((ids) => {
      const turned = new Set(ids);
      if (!turned.delete(id)) turned.add(id);
      return turned;
    });
  }

  protected turn({ way, change }: Turn): void {
    void this.undo.turn(way, change);
  }

  /** A deletion is nothing to go back to, and the newest is where one is. */
  protected canRevertTo({ entry }: Line): boolean {
    return this.revertible() && !this.asOf() && entry.version !== this.newest() && entry.type !== 'TradeDeleted';
  }

  private dayLabel(day: string): string {
    const now = Date.now();
    const nameOf = (time: number) => toDay(new Date(time).toISOString(), this.session.timeZone());
    if (day === nameOf(now)) return 'Today';
    return day === nameOf(now - 86_400_000) ? 'Yesterday' : formatDay(day);
  }
}
