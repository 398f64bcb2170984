import { Component, computed, inject, input, viewChild } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { Router, RouterLink } from '@angular/router';
import { MatButton } from '@angular/material/button';
import { MOST_FILLS_OF_A_DAY } from '@singularity/contract';
import type { DaySheetAnswer } from '@singularity/contract';
import { Filter } from '../filter/filter';
import { Session } from '../session/session';
import { TimeTravel } from '../ledger/time-travel';
import { EmptyState } from '../ui/empty-state';
import { Failure } from '../ui/failure';
import { formatCount } from '../ui/format/money';
import { timesIn } from '../ui/format/zoned-time';
import { Segmented } from '../ui/segmented';
import { Skeleton } from '../ui/skeleton';
import { DayCurve } from './day-curve';
import { DayFills } from './day-fills';
import { currenciesOf, curveOf, resultsOf } from './day-figures';
import { NOTHING, tilesOf } from './day-tiles';
import { DayNote } from './day-note';
import { DaysApi } from './days-api';

/** One day: what it came to, how it went, what was filled and what was written about it. */
@Component({
  selector: 'app-day-sheet',
  imports: [DayCurve, DayFills, DayNote, EmptyState, Failure, MatButton, RouterLink, Segmented, Skeleton],
  templateUrl: './day-sheet.html',
  styleUrl: './day-sheet.scss',
})
export class DaySheet {
  readonly day = input.required<string>();
  /** Undefined until it is read. */
  readonly sheet = input.required<DaySheetAnswer | undefined>();

  private readonly address = toSignal(inject(Router).routerState.root.queryParamMap);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  protected readonly filter = inject(Filter);
  protected readonly travel = inject(TimeTravel);
  protected readonly timeZone = this.session.timeZone;
  protected readonly note = viewChild(DayNote);
  readonly unsaved = computed(() => this.note()?.unsaved() ?? false);

  protected readonly stats = inject(DaysApi).stats(() => this.day());
  protected readonly currencies = computed(() => {
    const [sheet, stats] = [this.sheet(), this.stats.value()];
    return sheet && stats ? currenciesOf(sheet.fills, stats, this.session.settings().baseCurrency) : [];
  });
  protected readonly segments = computed(() =>
    this.currencies().map((currency) => ({ value: currency, label: currency })),
  );
  protected readonly currency = computed(() => {
    const wished = this.address()?.get('currency');
    return this.currencies().find((one) => one === wished) ?? this.currencies()[0];
  });
  protected readonly fills = computed(() =>
    (this.sheet()?.fills ?? []).filter(({ currency }) => currency === this.currency()),
  );
  protected readonly points = computed(() => curveOf(this.fills()));
  private readonly results = computed(() => resultsOf(this.fills()));
  /** Of a day without trades they are zero. */
  protected readonly figures = computed(() => {
    const stats = this.stats.value();
    if (!stats || !this.sheet()) return null;
    const found = stats.currencies.find(({ currency }) => currency === this.currency());
    return found ?? { ...NOTHING, currency: this.session.settings().baseCurrency };
  });
  protected readonly tiles = computed(() => tilesOf(this.figures(), this.results()));
  protected readonly times = computed(() => timesIn(this.timeZone()));
  protected readonly most = formatCount(MOST_FILLS_OF_A_DAY);
  protected readonly isEmpty = computed(() => this.stats.value() !== undefined && this.currency() === undefined);

  protected show(currency: string): void {
    void this.router.navigate([], { queryParams: { currency }, queryParamsHandling: 'merge' });
  }
}
