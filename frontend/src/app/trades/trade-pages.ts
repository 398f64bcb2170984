import { computed, effect, inject, signal, untracked } from '@angular/core';
import type { ProblemDetails, TradeAnswer, TradeQuery } from '@singularity/contract';
import { problemOf } from '../session/problem';
import { LeftList, unread } from './left-list';
import { TimeTravel } from '../session/time-travel';
import { TradesApi } from './trades-api';

const PAGE = 100;

/**
 * A list of trades that grows as one scrolls. Another question begins it anew; after a change of the ledger it is read
 * again as far as it was seen, and what was shown stays until then. So it is when one comes back to the list that one
 * left. Nothing of another moment stays. For field initializers.
 */
export class TradePages {
  private readonly api = inject(TradesApi);
  private readonly travel = inject(TimeTravel);
  private readonly kept = inject(LeftList);
  private readonly trades = signal<readonly TradeAnswer[] | undefined>(undefined);
  private readonly next = signal<string | null>(null);
  private readonly reading = signal(false);
  private readonly failure = signal<ProblemDetails | undefined>(undefined);
  /** Counts what was asked: an answer to an earlier question comes too late. */
  private turn = 0;
  private left = unread();

  /** Undefined before the first answer. */
  readonly items = this.trades.asReadonly();
  readonly loading = this.reading.asReadonly();
  readonly problem = this.failure.asReadonly();
  /** How many there are is known at the end of the list only: until then `120+`. */
  readonly count = computed(() => `${(this.trades() ?? []).length}${this.next() === null ? '' : '+'}`);

  constructor(private readonly query: () => TradeQuery) {
    effect(() => {
      this.travel.place();
      this.trades.set(undefined);
    });
    effect(() => {
      this.left = this.kept.at(query());
      this.travel.stand();
      untracked(() => {
        if (this.left.items) this.trades.set(this.left.items);
        this.next.set(this.left.next);
        this.reload();
      });
    });
  }

  reload(): void {
    void this.read(async (ask) => {
      const items: TradeAnswer[] = [];
      const wanted = Math.max(this.left.seen, 1);
      let cursor: string | null = null;
      do {
        const page = await ask(cursor);
        items.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null && items.length < wanted);
      return { items, cursor };
    });
  }

  /** Somebody looks at the rows before this place: reads on where these are nearly all. */
  reach(end: number): void {
    this.left.seen = end;
    const known = untracked(this.trades) ?? [];
    const next = untracked(this.next);
    if (next === null || untracked(this.reading) || untracked(this.failure) || end + PAGE / 2 < known.length) return;
    void this.read(async (ask) => {
      const page = await ask(next);
      const before = untracked(this.trades) ?? [];
      const ids = new Set(before.map(({ id }) => id));
      return { items: [...before, ...page.items.filter(({ id }) => !ids.has(id))], cursor: page.nextCursor };
    });
  }

  /** Shows what a command answered before the list is read again. */
  put(changed: readonly TradeAnswer[]): void {
    const newer = new Map(changed.map((trade) => [trade.id, trade]));
    this.show(this.trades()?.map((trade) => newer.get(trade.id) ?? trade));
  }

  leaveOut(ids: ReadonlySet<string>): void {
    this.show(this.trades()?.filter(({ id }) => !ids.has(id)));
  }

  private show(items: readonly TradeAnswer[] | undefined): void {
    this.trades.set(items);
    this.left.items = items;
  }

  private async read(run: (ask: Ask) => Promise<Batch>): Promise<void> {
    const turn = ++this.turn;
    const query = untracked(this.query);
    this.reading.set(true);
    try {
      const ask: Ask = (cursor) => this.api.page({ ...query, limit: PAGE, ...(cursor !== null && { cursor }) });
      const { items, cursor } = await run(ask);
      if (turn !== this.turn) return;
      this.show(items);
      this.left.next = cursor;
      this.next.set(cursor);
      this.failure.set(undefined);
    } catch (error) {
      if (turn === this.turn) this.failure.set(problemOf(error));
    } finally {
      if (turn === this.turn) this.reading.set(false);
    }
  }
}

type Ask = (cursor: string | null) => ReturnType<TradesApi['page']>;

interface Batch {
  readonly items: readonly TradeAnswer[];
  readonly cursor: string | null;
}
