import { Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import type { Params } from '@angular/router';
import type { TradeAnswer, TradeSort } from '@singularity/contract';
import { Session } from '../session/session';
import { EmptyState } from '../ui/empty-state';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { SheetPipe } from '../ui/sheet-router';
import { Skeleton } from '../ui/skeleton';
import { TradeBin } from './trade-bin';
import { isFiltered, paramsFor, queryOf, sortParams } from './trade-filter';
import type { Filter } from './trade-filter';
import { TradeFilters } from './trade-filters';
import { TradeTable } from './trade-table';
import { TradesApi } from './trades-api';

@Component({
  selector: 'app-trades-page',
  imports: [EmptyState, Failure, Icon, MatButton, RouterLink, SheetPipe, Skeleton, TradeFilters, TradeTable],
  templateUrl: './trades-page.html',
  styleUrl: './trades-page.scss',
})
export class TradesPage {
  private readonly api = inject(TradesApi);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly bin = inject(TradeBin);
  private readonly params = toSignal(this.route.queryParamMap, { initialValue: this.route.snapshot.queryParamMap });

  protected readonly timeZone = inject(Session).timeZone;
  protected readonly query = computed(() => queryOf(this.params()));
  protected readonly filtered = computed(() => isFiltered(this.query()));
  protected readonly page = this.api.trades(() => this.query());
  private readonly accountPage = this.api.accounts();
  protected readonly accounts = computed(() => this.accountPage.value()?.items ?? []);
  protected readonly accountNames = computed(
    () => new Map(this.accounts().map((account) => [account.id, account.name] as const)),
  );

  /** Which page each cursor was reached from: a keyset knows only the way forward. */
  private readonly cameFrom = new Map<string, string | undefined>();

  protected filter(change: Partial<Record<Filter, string>>): void {
    this.goTo(paramsFor(change));
  }

  protected sort(column: TradeSort): void {
    this.goTo(sortParams(this.query(), column));
  }

  protected nextPage(cursor: string): void {
    this.cameFrom.set(cursor, this.query().cursor);
    this.goTo({ cursor });
  }

  protected previousPage(): void {
    this.goTo({ cursor: this.cameFrom.get(this.query().cursor ?? '') ?? null });
  }

  protected delete(trade: TradeAnswer): void {
    void this.bin.delete(trade);
  }

  private goTo(queryParams: Params): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }
}
