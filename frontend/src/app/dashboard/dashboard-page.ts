import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { Filter } from '../filter/filter';
import { Session } from '../session/session';
import { TimeTravel } from '../ledger/time-travel';
import { EmptyState } from '../ui/empty-state';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { Segmented } from '../ui/segmented';
import { SheetPipe } from '../ui/sheet-router';
import { Breakdowns } from './breakdowns';
import { DashboardResources } from './data/dashboard-resources';
import { DayCards } from './day-cards';
import { FigureCard } from './figure-card';
import { furtherFiguresOf } from './data/figures';
import { Headlines } from './headlines';
import { Holdings } from './holdings';
import { Overview } from './overview';
import { Setups } from './setups';
import { Waiting } from './waiting';
import { Welcome } from './welcome';

@Component({
  selector: 'app-dashboard-page',
  imports: [
    Breakdowns,
    DayCards,
    EmptyState,
    Failure,
    FigureCard,
    Headlines,
    Holdings,
    Icon,
    MatButton,
    Overview,
    RouterLink,
    Segmented,
    Setups,
    SheetPipe,
    Waiting,
    Welcome,
  ],
  providers: [DashboardResources],
  templateUrl: './dashboard-page.html',
  styleUrl: './dashboard-page.scss',
})
export class DashboardPage {
  private readonly router = inject(Router);
  protected readonly resources = inject(DashboardResources);
  protected readonly filter = inject(Filter);
  protected readonly session = inject(Session);
  protected readonly travel = inject(TimeTravel);

  protected readonly segments = computed(() =>
    this.resources.currencies().map((currency) => ({ value: currency, label: currency })),
  );
  protected readonly furtherFigures = computed(() => {
    const statistics = this.resources.statistics();
    return statistics ? furtherFiguresOf(statistics) : [];
  });
  protected readonly hasAccount = computed(() => (this.resources.accounts.value()?.items ?? []).length > 0);
  /** Whether there has never been a trade: under a filter or in the past, none is no news. */
  protected readonly isNew = computed(() => {
    const all = this.resources.stats.value()?.currencies;
    return !this.filter.active() && !this.travel.active() && all?.every(({ totalTrades }) => totalTrades === 0);
  });

  protected show(currency: string): void {
    void this.router.navigate([], { queryParams: { currency }, queryParamsHandling: 'merge' });
  }
}
