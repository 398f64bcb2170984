import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Filter } from '../filter/filter';
import { Session } from '../session/session';
import { AccountCards } from './account-cards';
import { DashboardResources } from './data/dashboard-resources';
import { DashboardCard } from './dashboard-card';
import { TradeList, positionLine, recentLine } from './trade-list';

/** What is open, what happened last, and the accounts that it happened in. */
@Component({
  selector: 'app-holdings',
  imports: [AccountCards, DashboardCard, RouterLink, TradeList],
  templateUrl: './holdings.html',
  styles: `
    :host {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: var(--space-3);
    }
    .wide {
      grid-column: 1 / -1;
    }
    @media (max-width: 64rem) {
      :host {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `,
})
export class Holdings {
  private readonly filter = inject(Filter);
  protected readonly resources = inject(DashboardResources);
  protected readonly timeZone = inject(Session).timeZone;

  protected readonly tradeLink = this.filter.link;
  protected readonly openLink = computed(() => {
    const { from, to, ...params } = this.filter.link();
    return { ...params, status: 'open' };
  });
  protected readonly open = computed(() =>
    (this.resources.open.value()?.items ?? []).map((trade) => positionLine(trade, this.timeZone())),
  );
  protected readonly recent = computed(() =>
    (this.resources.recent.value()?.items ?? []).map((trade) => recentLine(trade, this.timeZone())),
  );
  /** The open ones that the filter lets through, in the currency shown. */
  protected readonly accounts = computed(() => {
    const chosen = this.filter.chosen().accountId;
    return (this.resources.accounts.value()?.items ?? []).filter(
      ({ id, status, currency }) =>
        status === 'open' && currency === this.resources.currency() && (chosen.length === 0 || chosen.includes(id)),
    );
  });
  protected readonly figures = computed(() => this.resources.accountFigures.value()?.accounts ?? []);
}
