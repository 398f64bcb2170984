import { DestroyRef, computed, effect, inject, signal, untracked } from '@angular/core';
import type { Page, ProblemDetails } from '@singularity/contract';
import { PAGE_SIZE } from '@singularity/contract';
import { same } from '@singularity/domain';
import { EMPTY, Subscription, expand, last, map } from 'rxjs';
import type { Observable } from 'rxjs';
import { problemOf } from './problem';

/** What was read of a list so far. */
export interface PagedList<Item, Answer> {
  readonly items: readonly Item[];
  /** Where it goes on; null at its end. */
  readonly nextCursor: string | null;
  /** The first page as it was answered, with what it says beside its items. */
  readonly first: Answer;
}

/** Which page is asked for. */
export interface PageRequest<Answer> {
  /** None for the first page. */
  readonly params: { readonly limit: number; readonly cursor?: string };
  /** The first page, where this is a later one. */
  readonly first: Answer | undefined;
}

export interface PagedOptions<Query, Item, Answer extends Page<Item>> {
  /** Which list is shown; nothing is read where it gives nothing. */
  readonly query: () => Query | undefined;
  /** Changes when what was read is out of date. */
  readonly version: () => unknown;
  /** What the list is about. When it changes, nothing stays on the screen until the answer. */
  readonly subject?: () => unknown;
  readonly load: (query: Query, page: PageRequest<Answer>) => Observable<Answer>;
  /** Tells items apart: one that moves to a later page meanwhile is not shown twice. */
  readonly key: (item: Item) => string | number;
  readonly pageSize: number;
  /** How many items are read again after a change; all that are shown, where it is left out. */
  readonly wanted?: () => number;
  /** Where the list is kept while the page shows something else; read when the query changes. */
  readonly kept?: (query: Query) => { list: PagedList<Item, Answer> | undefined };
}

/**
 * A list that is read page by page, by cursors. Another query begins it anew; when the version changes, it is read again
 * as far as it was shown. What is shown stays until the answer is there, and a request that a newer one replaces is
 * cancelled. For field initializers.
 */
export class PagedResource<Query, Item, Answer extends Page<Item> = Page<Item>> {
  private readonly list = signal<PagedList<Item, Answer> | undefined>(undefined);
  private readonly running = signal(false);
  private readonly failure = signal<ProblemDetails | undefined>(undefined);
  private readonly query = computed(() => this.options.query(), { equal: same });
  private request = Subscription.EMPTY;
  private repeat = () => this.reload();
  private answered: Query | undefined;
  private kept: { list: PagedList<Item, Answer> | undefined } = { list: undefined };

  /** Undefined before the first answer, as `items`. */
  readonly first = computed(() => this.list()?.first);
  readonly items = computed(() => this.list()?.items);
  readonly hasMore = computed(() => (this.list()?.nextCursor ?? null) !== null);
  readonly loading = this.running.asReadonly();
  /** Why the last attempt failed. */
  readonly problem = this.failure.asReadonly();

  constructor(private readonly options: PagedOptions<Query, Item, Answer>) {
    effect(() => {
      options.subject?.();
      this.list.set(undefined);
    });
    effect(() => {
      const query = this.query();
      untracked(() => this.takeUp(query));
    });
    effect(() => {
      this.query();
      options.version();
      untracked(() => this.reload());
    });
    inject(DestroyRef).onDestroy(() => this.request.unsubscribe());
  }

  /** Reads the list from its beginning, as far as it was shown. */
  reload(): void {
    const query = untracked(this.query);
    if (query === undefined) return this.stop();
    const shown = query === this.answered ? (untracked(this.items)?.length ?? 0) : 0;
    const wanted = this.options.wanted?.() ?? shown;
    const read = (before?: PagedList<Item, Answer>) =>
      this.page(query, before, wanted).pipe(map((answer) => this.joined(before, answer)));
    const goesOn = ({ nextCursor, items }: PagedList<Item, Answer>) => nextCursor !== null && items.length < wanted;
    const whole = read().pipe(
      expand((list) => (goesOn(list) ? read(list) : EMPTY)),
      last(),
    );
    this.repeat = () => this.reload();
    this.run(whole, (list) => {
      this.answered = query;
      this.show(list);
    });
  }

  /** Reads one page more, if there is one and nothing else is being read. */
  more(): void {
    const [query, list] = [untracked(this.query), untracked(this.list)];
    if (query === undefined || !list || list.nextCursor === null || untracked(this.running)) return;
    // What is shown may still be of another query, whose answer failed to come.
    if (query !== this.answered) return this.reload();
    this.repeat = () => this.more();
    this.run(this.page(query, list, 0), (answer) => this.show(this.joined(untracked(this.list), answer)));
  }

  /** Tries again what failed. */
  retry(): void {
    this.repeat();
  }

  /** Shows other items in the place of those that were read, until they are read again. */
  protected replace(change: (items: readonly Item[]) => readonly Item[]): void {
    const list = untracked(this.list);
    if (list) this.show({ ...list, items: change(list.items) });
  }

  private takeUp(query: Query | undefined): void {
    this.kept = (query !== undefined && this.options.kept?.(query)) || { list: undefined };
    if (this.kept.list) this.list.set(this.kept.list);
  }

  private show(list: PagedList<Item, Answer>): void {
    this.list.set(list);
    this.kept.list = list;
  }

  /** The page that follows, with as many items as are wanted where the server gives so many. */
  private page(query: Query, before: PagedList<Item, Answer> | undefined, wanted: number): Observable<Answer> {
    const missing = wanted - (before?.items.length ?? 0);
    const limit = Math.min(Math.max(missing, this.options.pageSize), PAGE_SIZE.max);
    const cursor = before?.nextCursor ?? null;
    const params = { ...(cursor !== null && { cursor }), limit };
    return this.options.load(query, { params, first: before?.first });
  }

  private joined(before: PagedList<Item, Answer> | undefined, answer: Answer): PagedList<Item, Answer> {
    if (!before) return { items: answer.items, nextCursor: answer.nextCursor, first: answer };
    const known = new Set(before.items.map(this.options.key));
    const items = [...before.items, ...answer.items.filter((item) => !known.has(this.options.key(item)))];
    return { ...before, items, nextCursor: answer.nextCursor };
  }

  private run<Answered>(answer: Observable<Answered>, done: (answer: Answered) => void): void {
    this.stop();
    this.running.set(true);
    this.failure.set(undefined);
    this.request = answer.subscribe({
      next: (answered) => {
        this.running.set(false);
        done(answered);
      },
      error: (error: unknown) => {
        this.running.set(false);
        this.failure.set(problemOf(error));
      },
    });
  }

  private stop(): void {
    this.request.unsubscribe();
    this.running.set(false);
  }
}
