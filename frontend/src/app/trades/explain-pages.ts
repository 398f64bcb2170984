import { HttpClient } from '@angular/common/http';
import { computed, inject, linkedSignal, signal } from '@angular/core';
import type { ContributionAnswer, ExplainAnswer, ExplainSummary, ProblemDetails } from '@singularity/contract';
import { firstValueFrom } from 'rxjs';
import { Filter } from '../session/filter';
import { problemOf } from '../session/problem';
import { reading } from '../session/reading';
import { TimeTravel } from '../session/time-travel';

const EXPLAIN = '/api/user/stats/explain';
const PAGE = 50;

export type Explained = ExplainAnswer & ExplainSummary;

interface Further {
  readonly items: readonly ContributionAnswer[];
  readonly nextCursor: string | null;
}

/** What a figure is made of, under the filter of the page: its trades come page by page. For field initializers. */
export class ExplainPages {
  private readonly http = inject(HttpClient);
  private readonly filter = inject(Filter);
  private readonly travel = inject(TimeTravel);
  private readonly query = computed(() => ({ ...this.filter.params(), ...this.asked(), limit: PAGE }));
  readonly first = reading<ExplainAnswer>(() => ({ url: EXPLAIN, params: this.query() }));
  /** The pages after the first, which begin anew with it. */
  private readonly further = linkedSignal<Explained | undefined, Further>({
    source: () => this.answer(),
    computation: (first) => ({ items: [], nextCursor: first?.nextCursor ?? null }),
  });
  private readonly reading = signal(false);
  private readonly failure = signal<ProblemDetails | undefined>(undefined);

  /** Undefined until there is one to what is asked now. */
  readonly answer = computed<Explained | undefined>(() => {
    const [answer, { figure, currency }] = [this.first.value(), this.asked()];
    if (!answer?.summary || answer.figure !== figure || answer.currency !== currency) return undefined;
    return { ...answer, ...answer.summary };
  });
  readonly items = computed(() => [...(this.answer()?.items ?? []), ...this.further().items]);
  readonly more = computed(() => this.further().nextCursor !== null);
  readonly loading = this.reading.asReadonly();
  /** Why the list does not go on. */
  readonly problem = this.failure.asReadonly();

  constructor(private readonly asked: () => { readonly figure: string; readonly currency: string }) {}

  async readOn(): Promise<void> {
    const [before, answer] = [this.further(), this.answer()];
    if (before.nextCursor === null || this.reading()) return;
    this.reading.set(true);
    this.failure.set(undefined);
    try {
      const params = { ...this.query(), ...this.travel.asked(), cursor: before.nextCursor };
      const { items, nextCursor } = await firstValueFrom(this.http.get<ExplainAnswer>(EXPLAIN, { params }));
      if (answer === this.answer()) this.further.set({ items: [...before.items, ...items], nextCursor });
    } catch (error) {
      this.failure.set(problemOf(error));
    } finally {
      this.reading.set(false);
    }
  }
}
