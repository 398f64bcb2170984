import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { Session } from '../session/session';
import { EmptyState } from '../ui/empty-state';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { Segmented } from '../ui/segmented';
import { SheetPipe } from '../ui/sheet-router';
import { Skeleton } from '../ui/skeleton';
import { DashboardApi } from './dashboard-api';
import { EquityChart } from './equity-chart';
import { FigureCard } from './figure-card';
import { figuresOf, headlinesOf } from './figures';
import { RecentTrades } from './recent-trades';

@Component({
  selector: 'app-dashboard-page',
  imports: [
    EmptyState,
    EquityChart,
    Failure,
    FigureCard,
    Icon,
    MatButton,
    RecentTrades,
    RouterLink,
    Segmented,
    SheetPipe,
    Skeleton,
  ],
  templateUrl: './dashboard-page.html',
  styleUrl: './dashboard-page.scss',
})
export class DashboardPage {
  /** The currency shown, where there are several: they are never added together. */
  readonly currency = input<string>();

  private readonly api = inject(DashboardApi);
  private readonly router = inject(Router);
  private readonly session = inject(Session);

  protected readonly stats = this.api.stats();
  protected readonly equity = this.api.equity();
  protected readonly recent = this.api.recentTrades();
  protected readonly timeZone = this.session.timeZone;
  protected readonly theme = computed(() => this.session.settings().theme);

  protected readonly currencies = computed(() =>
    (this.stats.value()?.currencies ?? [])
      .map(({ currency }) => ({ value: currency, label: currency }))
      .toSorted((a, b) => Number(this.isBase(b.value)) - Number(this.isBase(a.value))),
  );
  protected readonly chosen = computed(() => {
    const all = this.stats.value()?.currencies ?? [];
    const first = this.currency() ?? this.currencies()[0]?.value;
    return all.find(({ currency }) => currency === first) ?? all[0];
  });
  protected readonly headlines = computed(() => {
    const stats = this.chosen();
    return stats ? headlinesOf(stats) : [];
  });
  protected readonly figures = computed(() => {
    const stats = this.chosen();
    return stats ? figuresOf(stats) : [];
  });
  protected readonly points = computed(
    () => this.equity.value()?.currencies.find(({ currency }) => currency === this.chosen()?.currency)?.points ?? [],
  );
  protected readonly isNew = computed(() => {
    const all = this.stats.value()?.currencies;
    return all?.every(({ totalAccounts, totalTrades }) => totalAccounts === 0 && totalTrades === 0);
  });

  private isBase(currency: string): boolean {
    return currency === this.session.settings().baseCurrency;
  }

  protected show(currency: string): void {
    void this.router.navigate([], { queryParams: { currency }, queryParamsHandling: 'merge' });
  }
}
