import { computed, effect, inject, signal, untracked } from '@angular/core';
import type { HistoryEntry, ProblemDetails } from '@singularity/contract';
import { LedgerHead } from '../session/ledger-head';
import { problemOf } from '../session/problem';
import { ChangesApi } from './changes-api';
import type { HistoryAsked } from './changes-api';

const PAGE = 50;
/** Read again in greater pieces: what was seen is known to be wanted. */
const GREAT_PAGE = 200;

/**
 * A history that grows as one asks for more. Another question begins it anew; after a change of the ledger it is read
 * again as far as it was, because a new change may take back any old one. For field initializers.
 */
export class ChangePages {
  private readonly api = inject(ChangesApi);
  private readonly head = inject(LedgerHead);
  private readonly entries = signal<readonly HistoryEntry[] | undefined>(undefined);
  private readonly next = signal<string | null>(null);
  private readonly reading = signal(false);
  private readonly failure = signal<ProblemDetails | undefined>(undefined);
  /** Counts what was asked: an answer to an earlier question comes too late. */
  private turn = 0;
  private answered: HistoryAsked | null = null;

  /** Undefined before the first answer. */
  readonly items = this.entries.asReadonly();
  /** Where the list goes on; null at its end. */
  readonly cursor = this.next.asReadonly();
  readonly loading = this.reading.asReadonly();
  readonly problem = this.failure.asReadonly();

  private readonly question = computed(() => this.asked(), {
    equal: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });

  constructor(private readonly asked: () => HistoryAsked) {
    effect(() => {
      const question = this.question();
      this.head.version();
      untracked(() => (question === this.answered ? this.reload() : void this.read(null, PAGE)));
    });
  }

  reload(): void {
    void this.read(null, Math.max(PAGE, this.entries()?.length ?? 0));
  }

  more(): void {
    const cursor = this.next();
    if (cursor !== null && !this.reading()) void this.read(cursor, PAGE);
  }

  /** So many entries from a place on, or from the newest on. */
  private async read(from: string | null, wanted: number): Promise<void> {
    const turn = ++this.turn;
    const question = untracked(this.question);
    const { url, params } = question;
    const items: HistoryEntry[] = from === null ? [] : [...(untracked(this.entries) ?? [])];
    const enough = items.length + wanted;
    let cursor = from;
    this.reading.set(true);
    try {
      do {
        const limit = Math.min(GREAT_PAGE, enough - items.length);
        const page = await this.api.page({ url, params: { ...params, limit, ...(cursor !== null && { cursor }) } });
        if (turn !== this.turn) return;
        items.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null && items.length < enough);
      this.answered = question;
      this.entries.set(items);
      this.next.set(cursor);
      this.failure.set(undefined);
    } catch (error) {
      if (turn === this.turn) this.failure.set(problemOf(error));
    } finally {
      if (turn === this.turn) this.reading.set(false);
    }
  }
}
