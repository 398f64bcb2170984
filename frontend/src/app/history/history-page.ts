import { Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import type { Params } from '@angular/router';
import { ChangeList } from '../changes/change-list';
import { ChangePages } from '../changes/change-pages';
import { ChangesApi, wholeHistory } from '../changes/changes-api';
import { accountNames } from '../ledger/accounts';
import { Filter } from '../filter/filter';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { MultiSelect } from '../ui/multi-select';
import { KINDS, kindsIn } from './kinds';

/** Everything that was ever changed, by whom, and the way back. */
@Component({
  selector: 'app-history-page',
  imports: [ChangeList, EmptyState, Icon, MatButton, MultiSelect, RouterLink],
  templateUrl: './history-page.html',
  styleUrl: './history-page.scss',
})
export class HistoryPage {
  private readonly api = inject(ChangesApi);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly filter = inject(Filter);
  private readonly params = toSignal(this.route.queryParamMap, { initialValue: this.route.snapshot.queryParamMap });

  protected readonly offered = Object.entries(KINDS).map(([value, { label }]) => ({ value, label }));
  protected readonly kinds = computed(() => kindsIn(this.params().getAll('kind')));
  protected readonly tradeId = computed(() => this.params().get('tradeId'));
  protected readonly pages = new ChangePages(() => {
    const { from, to, accountId } = this.filter.params();
    const tradeId = this.tradeId();
    const type = this.kinds().flatMap((kind) => KINDS[kind].types);
    return wholeHistory({
      ...(from && { from }),
      ...(to && { to }),
      ...(accountId && { accountId }),
      ...(tradeId && { tradeId }),
      ...(type.length > 0 && { type }),
    });
  });
  protected readonly accountNames = accountNames();
  protected readonly narrowed = computed(() => {
    const { from, to, accountId } = this.filter.params();
    return [from, to, accountId, this.tradeId()].some(Boolean) || this.kinds().length > 0;
  });
  /** The name of the one trade, as soon as something of it is there. */
  protected readonly tradeName = computed(() => {
    const subject = this.pages.items()?.find(({ stream }) => stream.id === this.tradeId())?.subject;
    return subject?.type === 'trade' ? subject.trade.symbol : 'One trade';
  });

  protected choose(kind: readonly string[]): void {
    void this.goTo({ kind: kind.length > 0 ? kind : null });
  }

  protected async clear(): Promise<void> {
    await this.filter.clear();
    await this.goTo({ kind: null, tradeId: null });
  }

  private async goTo(queryParams: Params): Promise<void> {
    await this.router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }
}
