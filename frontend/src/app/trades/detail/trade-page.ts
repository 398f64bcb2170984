import { Component, computed, inject, input, signal, viewChild } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { HistoryEntry, ListedTrade } from '@singularity/contract';
import { ChangeList } from '../../changes/change-list';
import { ChangePages } from '../../changes/change-pages';
import type { Vocabulary } from '../../changes/change-values';
import { historyOf } from '../../changes/changes-api';
import { entriesAt } from '../../changes/entries-at';
import { outcomeOfEntry } from '../../changes/titles';
import { Undo } from '../../changes/undo';
import { accountNames } from '../../ledger/accounts';
import { AsOfButton } from '../../ledger/as-of-button';
import type { MayHoldInput } from '../../session/keep-input';
import { Session } from '../../session/session';
import { Shortcuts } from '../../session/shortcuts';
import { TimeTravel } from '../../ledger/time-travel';
import { Amount } from '../../ui/amount';
import { EmptyState } from '../../ui/empty-state';
import { Failure } from '../../ui/failure';
import { Icon } from '../../ui/icon';
import { SheetPipe } from '../../ui/sheet-router';
import { Skeleton } from '../../ui/skeleton';
import { TradeName } from '../../ui/trade-name';
import { TradeDeletion } from '../trade-deletion';
import { stepsOf } from './trade-calculation';
import { factsOf } from './trade-facts';
import { TradeFills } from './trade-fills';
import { TradeNeighbours } from './trade-neighbours';
import { TradeNotes } from './trade-notes';
import { TradePrice } from './trade-price';
import { TradeScreenshots } from './trade-screenshots';
import { TradesApi } from '../trades-api';

/** One trade: what it is, what it earned, and everything that ever happened to it. */
@Component({
  selector: 'app-trade-page',
  imports: [
    Amount,
    AsOfButton,
    ChangeList,
    EmptyState,
    Failure,
    Icon,
    MatButton,
    MatIconButton,
    RouterLink,
    SheetPipe,
    Skeleton,
    TradeFills,
    TradeName,
    TradeNotes,
    TradePrice,
    TradeScreenshots,
  ],
  templateUrl: './trade-page.html',
  styleUrl: './trade-page.scss',
})
export class TradePage implements MayHoldInput {
  readonly id = input.required<string>();
  /** What the address says is shown beside the details: `history`, or else the notes. */
  readonly view = input<string>();

  private readonly api = inject(TradesApi);
  private readonly deletion = inject(TradeDeletion);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly undo = inject(Undo);
  protected readonly travel = inject(TimeTravel);

  private readonly resource = this.api.trade(() => this.id());
  protected readonly changes = new ChangePages(() => historyOf('trade', this.id()));
  /** What is known of its history at the moment that is shown; nothing while it is still that of another trade. */
  private readonly newest = computed(() => {
    const [newest] = entriesAt(this.travel.asOf(), this.changes.items() ?? []);
    return newest?.stream.id === this.id() ? newest : undefined;
  });
  protected readonly neighbours = new TradeNeighbours(() => this.id());
  private readonly accountNames = accountNames();
  protected readonly problem = this.resource.problem;
  private readonly deleting = signal(false);
  /** A deleted trade is gone from everywhere but its history. */
  private readonly ended = computed(() => this.newest()?.type === 'TradeDeleted');
  protected readonly deleted = computed(() => this.deleting() || (this.ended() && !this.travel.active()));
  protected readonly hasHistory = computed(() => this.newest() !== undefined);
  protected readonly unknown = computed(() => this.problem()?.status === 404 && this.changes.problem()?.status === 404);
  /** Why there is nothing of a trade that is known now. */
  protected readonly notThen = computed(() => {
    if (!this.travel.active() || this.problem()?.status !== 404 || !this.changes.items()) return null;
    return this.ended() ? 'It was already deleted at that time.' : 'It was added later.';
  });
  protected readonly trade = computed(() => {
    const trade = this.resource.value();
    if (this.deleted()) return undefined;
    return trade?.id === this.id() ? trade : this.listed();
  });
  /** As the list has it, until it is read itself. */
  private readonly listed = computed(() =>
    this.resource.loading() && !this.travel.active() ? this.neighbours.listed() : undefined,
  );
  protected readonly vocabulary = computed<Vocabulary>(() => ({
    timeZone: this.session.timeZone(),
    accountNames: this.accountNames(),
  }));
  protected readonly facts = computed(() => {
    const trade = this.trade();
    return trade ? factsOf(trade, this.vocabulary()) : [];
  });
  protected readonly steps = computed(() => {
    const trade = this.trade();
    return trade ? stepsOf(trade) : [];
  });
  private readonly notes = viewChild(TradeNotes);
  readonly unsaved = computed(() => this.notes()?.unsaved() ?? false);
  /** Of a deleted trade there is nothing else. */
  protected readonly showsHistory = computed(() => this.view() === 'history' || !this.trade());

  constructor() {
    inject(Shortcuts).offer(
      { keys: '[', does: 'Previous trade', run: () => this.goTo(this.neighbours.previous()) },
      { keys: ']', does: 'Next trade', run: () => this.goTo(this.neighbours.next()) },
    );
  }

  /** One goes back to the list, not through all that one has looked at. */
  protected goTo(trade: ListedTrade | undefined): void {
    if (trade) void this.router.navigate(['/trades', trade.id], { queryParamsHandling: 'preserve', replaceUrl: true });
  }

  protected reload(): void {
    this.resource.reload();
    this.changes.reload();
  }

  protected async delete(): Promise<void> {
    const trade = this.trade();
    if (!trade) return;
    this.deleting.set(true);
    if (await this.deletion.delete(trade)) await this.leave();
    this.deleting.set(false);
  }

  /** What stands in the address for this page alone does not go along. */
  private async leave(): Promise<void> {
    await this.router.navigate(['/trades'], { queryParams: { view: null }, queryParamsHandling: 'merge' });
  }

  protected restore(): void {
    const newest = this.newest();
    if (newest)
      void this.undo.turn('undo', { outcome: outcomeOfEntry(newest), records: [{ version: newest.version }] });
  }

  /** Upon the newest change: where another came first, that is told. */
  protected revert({ streamVersion }: HistoryEntry): void {
    const newest = this.newest();
    if (newest) void this.undo.revert(newest, streamVersion);
  }
}
