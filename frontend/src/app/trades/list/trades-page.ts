import { Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import type { Params } from '@angular/router';
import type { BulkEdit, SavedView, TradeAnswer, TradeQuery, TradeSort } from '@singularity/contract';
import { accountNames, memberAccounts } from '../../ledger/accounts';
import { Filter } from '../../filter/filter';
import { Notices } from '../../http/notices';
import { MemberPreferences } from '../../session/preferences';
import { Session } from '../../session/session';
import { TimeTravel } from '../../ledger/time-travel';
import { EmptyState } from '../../ui/empty-state';
import { Failure } from '../../ui/failure';
import { Icon } from '../../ui/icon';
import { SheetPipe } from '../../ui/sheet-router';
import { Skeleton } from '../../ui/skeleton';
import { BulkBar } from './bulk-bar';
import { ColumnMenu } from './column-menu';
import { DeletedTrades } from './deleted-trades';
import { TradeDeletion } from '../trade-deletion';
import { TradeBulk, withEdit } from './trade-bulk';
import { columnsOf, csvColumnsOf, preferenceOf } from './trade-columns';
import type { Column } from './trade-columns';
import { OWN_FILTERS, hasOwnFilter, paramsFor, queryOf, sortParams } from './trade-filter';
import type { FilterChange } from './trade-filter';
import { TradeFilters } from './trade-filters';
import { VIEW_PARAM, isAsSaved, viewOf, viewParams, withView } from './saved-views';
import { TradePages } from './trade-pages';
import { TradeSelection } from './trade-selection';
import { TradeTable } from './trade-table';
import { TradeTotals } from './trade-totals';
import { TradesApi } from '../trades-api';
import { ViewMenu } from './view-menu';

@Component({
  selector: 'app-trades-page',
  imports: [
    BulkBar,
    ColumnMenu,
    DeletedTrades,
    EmptyState,
    Failure,
    Icon,
    MatButton,
    RouterLink,
    SheetPipe,
    Skeleton,
    TradeFilters,
    TradeTable,
    TradeTotals,
    ViewMenu,
  ],
  templateUrl: './trades-page.html',
  styleUrl: './trades-page.scss',
})
export class TradesPage {
  private readonly api = inject(TradesApi);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly deletion = inject(TradeDeletion);
  private readonly bulk = inject(TradeBulk);
  private readonly notices = inject(Notices);
  private readonly preferences = inject(MemberPreferences);
  private readonly filters = inject(Filter);
  private readonly session = inject(Session);
  protected readonly travel = inject(TimeTravel);
  private readonly params = toSignal(this.route.queryParamMap, { initialValue: this.route.snapshot.queryParamMap });

  /** What the address asks for, the filters that all pages share and the moment in the past included. */
  protected readonly query = computed(
    () => ({ ...this.filters.params(), ...this.travel.asked(), ...queryOf(this.params()) }) as TradeQuery,
    {
      equal: (a, b) => JSON.stringify(a) === JSON.stringify(b),
    },
  );
  /** Whether those that were deleted are asked for: they have a list of their own. */
  protected readonly deleted = computed(() => this.params().get('status') === 'deleted');
  protected readonly filtered = computed(() => hasOwnFilter(this.query()) || this.filters.active());
  /** Whether there are none at all: nothing to arrange, to save a view of or to download. */
  protected readonly none = computed(() => !this.filtered() && this.pages.items()?.length === 0);
  protected readonly pages = new TradePages(this.query);
  protected readonly selection = new TradeSelection(() => this.pages.items() ?? []);

  private readonly accountPage = memberAccounts();
  private readonly accountNames = accountNames(this.accountPage);
  protected readonly accounts = computed(() => this.accountPage.value()?.items ?? []);
  protected readonly labels = computed(() => ({
    timeZone: this.session.timeZone(),
    accountNames: this.accountNames(),
  }));
  protected readonly density = computed(() => this.preferences.value().density);
  /** Whether only some days are asked for. */
  private readonly dated = computed(() => Boolean(this.query().from ?? this.query().to));
  protected readonly views = computed(() => this.preferences.value().tradeViews);
  /** The saved view that the address names; one that is gone is the list as everybody has it. */
  protected readonly view = computed(() => {
    const named = this.params().get(VIEW_PARAM);
    return this.views().find(({ name }) => name === named);
  });
  protected readonly viewChanged = computed(() => {
    const view = this.view();
    return view !== undefined && !isAsSaved(view, this.query(), this.filters.periods());
  });
  private readonly columnPreference = computed(() => {
    const view = this.view();
    return view ? (view.columns ?? null) : this.preferences.value().tradeColumns;
  });
  protected readonly columns = computed(() => columnsOf(this.columnPreference(), { dated: this.dated() }));
  protected readonly file = computed(() => this.api.fileOf(this.query(), csvColumnsOf(this.columns())));

  protected filter(change: FilterChange): void {
    // One goes back to the list as it was, not letter by letter.
    void this.goTo(paramsFor(change), { replaceUrl: 'symbolPrefix' in change });
  }

  protected async clear(): Promise<void> {
    await this.filters.clear();
    await this.goTo(Object.fromEntries(OWN_FILTERS.map((name) => [name, null])));
  }

  protected sort(column: TradeSort): void {
    void this.goTo(sortParams(this.query(), column));
  }

  /** The columns of a saved view are its own. */
  protected arrange(columns: readonly Column[] | null): void {
    const [view, preference] = [this.view(), columns && preferenceOf(columns)];
    if (view) this.keepViews(withView(this.views(), { ...view, columns: preference }));
    else void this.notices.attempt(() => this.preferences.change({ tradeColumns: preference }));
  }

  protected openView(view: SavedView): void {
    void this.goTo(viewParams(view, this.filters.periods()));
  }

  protected saveView(name: string): void {
    const view = viewOf(name, this.query(), this.filters.period(), this.columnPreference());
    this.keepViews(withView(this.views(), view));
    void this.goTo({ [VIEW_PARAM]: name });
  }

  protected removeView(view: SavedView): void {
    this.keepViews(this.views().filter((one) => one !== view));
    this.notices.say(`Deleted view ${view.name}`, {
      label: 'Undo',
      run: () => this.preferences.change({ tradeViews: withView(this.views(), view) }),
    });
  }

  private keepViews(tradeViews: readonly SavedView[]): void {
    void this.notices.attempt(() => this.preferences.change({ tradeViews }));
  }

  /** Gone at once, and back where that fails. */
  protected async delete(trade: TradeAnswer): Promise<void> {
    this.pages.leaveOut(new Set([trade.id]));
    if (!(await this.deletion.delete(trade))) this.pages.reload();
  }

  protected async deleteSelected(): Promise<void> {
    const ids = this.selection.trades().map(({ id }) => id);
    this.pages.leaveOut(new Set(ids));
    this.selection.clear();
    if (!(await this.bulk.delete(ids))) this.pages.reload();
  }

  /** So at once, and as they were where that is refused. */
  protected async editSelected(edit: BulkEdit): Promise<void> {
    const before = this.selection.trades();
    this.pages.put(before.map((trade) => withEdit(trade, edit)));
    const ids = before.map(({ id }) => id);
    this.pages.put([...before, ...((await this.bulk.edit(ids, edit)) ?? [])]);
  }

  private async goTo(queryParams: Params, { replaceUrl = false } = {}): Promise<void> {
    await this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl });
  }
}
