import { Component, Injector, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { DIFFERENCE_KINDS } from '@singularity/contract';
import { toInstant } from '@singularity/domain';
import { accountNames } from '../ledger/accounts';
import { parseAsOf, textOf } from '../ledger/as-of';
import type { AsOf } from '../ledger/as-of';
import { momentsAt } from '../ledger/moments';
import { asOfLabel } from '../ledger/as-of-label';
import { Session } from '../session/session';
import type { Vocabulary } from '../changes/change-values';
import { EmptyState } from '../ui/empty-state';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { InSight } from '../ui/in-sight';
import { Skeleton } from '../ui/skeleton';
import { CompareApi, queryOf } from './compare-api';
import { KIND_LABELS, lineOf } from './compare-labels';
import { ComparedFigures } from './compared-figures';
import { Comparison } from './comparison';
import { DifferenceList } from './difference-list';
import { formatCount } from '../ui/format/money';

/** What became of the ledger between two moments of it. */
@Component({
  selector: 'app-compare-page',
  imports: [ComparedFigures, DifferenceList, EmptyState, Failure, Icon, InSight, MatButton, Skeleton],
  templateUrl: './compare-page.html',
  styleUrl: './compare-page.scss',
})
export class ComparePage {
  /** A version or a moment, as an address says it. */
  readonly from = input<string>();
  /** Left out: now. */
  readonly to = input<string>();

  private readonly api = inject(CompareApi);
  private readonly injector = inject(Injector);
  private readonly router = inject(Router);
  private readonly session = inject(Session);

  private readonly start = computed(() => parseAsOf(this.from() ?? ''));
  private readonly end = computed(() => parseAsOf(this.to() ?? ''));
  private readonly startFound = this.api.found(this.start);
  private readonly endFound = this.api.found(this.end);
  private readonly accountNames = accountNames();
  protected readonly comparison = new Comparison(
    computed(() => {
      const start = this.start();
      return start ? queryOf(start, this.end()) : undefined;
    }),
  );

  protected readonly quick = momentsAt(toInstant(new Date()), this.session.timeZone());
  protected readonly chosen = computed(() => this.start() !== null);
  protected readonly fromLabel = computed(() => {
    const start = this.start();
    return start ? asOfLabel(start, this.startFound.value(), this.session.timeZone()) : 'Choose';
  });
  protected readonly toLabel = computed(() => {
    const end = this.end();
    if (end) return asOfLabel(end, this.endFound.value(), this.session.timeZone());
    const version = this.comparison.first()?.toVersion;
    return version === undefined ? 'Now' : `Now · version ${version}`;
  });
  protected readonly counts = computed(() => {
    const counts = this.comparison.first()?.counts;
    return counts
      ? DIFFERENCE_KINDS.map((kind) => ({
          label: KIND_LABELS[kind],
          count: counts[kind],
          text: formatCount(counts[kind]),
        }))
      : [];
  });
  private readonly vocabulary = computed<Vocabulary>(() => ({
    timeZone: this.session.timeZone(),
    accountNames: this.accountNames(),
  }));
  protected readonly lines = computed(() =>
    (this.comparison.items() ?? []).map((item) => lineOf(item, this.vocabulary())),
  );

  protected async choose(end: 'from' | 'to'): Promise<void> {
    const { chooseAsOf } = await import('../ledger/as-of-dialog');
    const asOf = await chooseAsOf(this.injector, {
      heading: end === 'from' ? 'Compare from' : 'Compare to',
      asOf: end === 'from' ? this.start() : this.end(),
      now: end === 'to',
    });
    if (asOf !== undefined) this.compare({ [end]: asOf });
  }

  protected compare(ends: { readonly from?: AsOf | null; readonly to?: AsOf | null }): void {
    const queryParams = Object.fromEntries(Object.entries(ends).map(([end, asOf]) => [end, asOf && textOf(asOf)]));
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }
}
