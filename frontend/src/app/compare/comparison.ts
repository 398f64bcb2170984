import { computed, effect, inject, signal, untracked } from '@angular/core';
import type { CompareAnswer, CompareQuery, LedgerDifference, ProblemDetails } from '@singularity/contract';
import { LedgerHead } from '../session/ledger-head';
import { problemOf } from '../session/problem';
import { CompareApi } from './compare-api';

const PAGE = 50;

/**
 * What became of the ledger between two places, with a list of differences that grows as one asks for more. Where it
 * goes up to now, it is read again after every change. For field initializers.
 */
export class Comparison {
  private readonly api = inject(CompareApi);
  private readonly head = inject(LedgerHead);
  private readonly first = signal<CompareAnswer | undefined>(undefined);
  private readonly differences = signal<readonly LedgerDifference[]>([]);
  private readonly next = signal<string | null>(null);
  private readonly reading = signal(false);
  private readonly failure = signal<ProblemDetails | undefined>(undefined);
  /** Counts what was asked: an answer to an earlier question comes too late. */
  private turn = 0;

  /** Undefined before the first answer. */
  readonly answer = this.first.asReadonly();
  readonly items = this.differences.asReadonly();
  readonly loading = this.reading.asReadonly();
  readonly problem = this.failure.asReadonly();
  readonly hasMore = computed(() => this.next() !== null);

  /** Where `query` gives nothing, nothing is compared. */
  constructor(private readonly query: () => CompareQuery | undefined) {
    effect(() => {
      this.query();
      this.first.set(undefined);
      this.differences.set([]);
    });
    effect(() => {
      const query = this.query();
      if (query?.toVersion === undefined && query?.toMoment === undefined) this.head.version();
      untracked(() => this.reload());
    });
  }

  reload(): void {
    const query = untracked(this.query);
    if (query) void this.read(query);
  }

  more(): void {
    const [answer, cursor] = [untracked(this.first), untracked(this.next)];
    if (!answer || cursor === null || untracked(this.reading)) return;
    // Of the same two versions, whatever has been recorded since.
    void this.read({ fromVersion: answer.fromVersion, toVersion: answer.toVersion, cursor });
  }

  private async read(query: CompareQuery): Promise<void> {
    const turn = ++this.turn;
    this.reading.set(true);
    this.failure.set(undefined);
    try {
      const answer = await this.api.compare({ ...query, limit: PAGE });
      if (turn !== this.turn) return;
      const goesOn = query.cursor !== undefined;
      if (!goesOn) this.first.set(answer);
      this.differences.update((items) => [...(goesOn ? items : []), ...answer.items]);
      this.next.set(answer.nextCursor);
    } catch (error) {
      if (turn === this.turn) this.failure.set(problemOf(error));
    } finally {
      if (turn === this.turn) this.reading.set(false);
    }
  }
}
