import { computed, effect, inject, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { ListedTrade } from '@singularity/contract';
import { PAGE_SIZE } from '@singularity/contract';
import { EMPTY, Subject, catchError, exhaustMap } from 'rxjs';
import { ListState } from '../list-state';
import type { TradeList } from '../list-state';
import { TradesApi } from '../trades-api';

/** So many trades before the last one that is known, the list is read on. */
const NEARLY = 3;

/**
 * The trades before and after one in the list that one came from, which is read on as one comes to its end. Nothing
 * where one came from elsewhere. For field initializers.
 */
export class TradeNeighbours {
  private readonly kept = inject(ListState).last();
  private readonly list = signal<TradeList | undefined>(this.kept?.position.list);
  private readonly index = computed(() => this.list()?.items.findIndex(({ id }) => id === this.id()) ?? -1);

  readonly previous = computed(() => this.at(this.index() - 1));
  readonly next = computed(() => (this.index() < 0 ? undefined : this.at(this.index() + 1)));
  /** The trade as the list has it. */
  readonly listed = computed(() => this.at(this.index()));
  /** Whether one came from a list that has it. */
  readonly known = computed(() => this.index() >= 0);

  constructor(private readonly id: () => string) {
    const api = inject(TradesApi);
    const more = new Subject<TradeList>();
    more
      .pipe(
        exhaustMap(({ nextCursor }) =>
          api
            .page({ ...this.kept?.query, cursor: nextCursor ?? '', limit: PAGE_SIZE.max })
            // One goes on in what is known.
            .pipe(catchError(() => EMPTY)),
        ),
        takeUntilDestroyed(),
      )
      .subscribe(({ items, nextCursor }) => this.append(items, nextCursor));
    effect(() => {
      const [list, index] = [this.list(), this.index()];
      // Whoever goes back finds the row of the trade that was looked at last.
      if (this.kept && index >= 0) this.kept.position.row = index;
      if (list?.nextCursor && index >= list.items.length - NEARLY) untracked(() => more.next(list));
    });
  }

  private at(index: number): ListedTrade | undefined {
    return index < 0 ? undefined : this.list()?.items[index];
  }

  private append(items: readonly ListedTrade[], nextCursor: string | null): void {
    const list = untracked(this.list);
    if (!list || !this.kept) return;
    const known = new Set(list.items.map(({ id }) => id));
    const longer = { ...list, items: [...list.items, ...items.filter(({ id }) => !known.has(id))], nextCursor };
    this.kept.position.list = longer;
    this.list.set(longer);
  }
}
