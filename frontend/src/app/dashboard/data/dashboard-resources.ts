import { Injectable, computed, inject, linkedSignal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import { memberAccounts } from '../../ledger/accounts';
import { weekStartOf } from '../../ledger/periods';
import { Filter } from '../../filter/filter';
import type { LedgerResource } from '../../ledger/ledger-resource';
import { Session } from '../../session/session';
import { DashboardApi } from './dashboard-api';
import { firstWeekday } from '../../ui/format/date-style';
import { changeSince } from './figures';
import type { Month } from './month';

/** Everything that the parts of the dashboard show, asked for at once, in the one currency that they show it in. */
@Injectable()
export class DashboardResources {
  private readonly api = inject(DashboardApi);
  private readonly filter = inject(Filter);
  private readonly session = inject(Session);
  private readonly address = toSignal(inject(Router).routerState.root.queryParamMap);

  /** The month of the calendar: at first the one that the period ends in. */
  readonly month = linkedSignal<Month>(() => {
    const { to } = this.filter.chosen();
    const today = this.filter.today();
    return (to && to < today ? to : today).slice(0, 7);
  });

  readonly stats = this.api.stats();
  readonly statsBefore = this.api.statsBefore();
  readonly equity = this.api.equity();
  readonly monthDays = this.api.daysOf(this.month);
  readonly notedDays = this.api.notedDays(this.month);
  /** The day on which this week began. */
  readonly weekStart = computed(() => weekStartOf(this.filter.today(), firstWeekday()));
  readonly weekDays = this.api.daysFrom(this.weekStart);
  readonly accounts = memberAccounts();
  readonly days = this.api.days();
  readonly bySymbol = this.api.breakdown('symbol');
  readonly byWeekday = this.api.breakdown('weekday');
  readonly byHour = this.api.breakdown('hour');
  readonly setups = this.api.setups();
  readonly open = this.api.openTrades();
  readonly recent = this.api.recentTrades();
  readonly accountFigures = this.api.accountFigures();

  /** All that there are results in, the member's own first: they are never added together. */
  readonly currencies = computed(() => {
    const base = this.session.settings().baseCurrency;
    const all = (this.stats.value()?.currencies ?? []).map(({ currency }) => currency);
    return all.toSorted((a, b) => Number(b === base) - Number(a === base));
  });
  readonly currency = computed(() => {
    const wished = this.address()?.get('currency');
    return this.currencies().find((currency) => currency === wished) ?? this.currencies()[0] ?? '';
  });
  readonly statistics = computed(() => this.inCurrency(this.stats));
  readonly change = computed(() => {
    const [days, now, then] = [this.filter.before(), this.statistics(), this.statsBefore.value()];
    const settled = !this.stats.loading() && !this.statsBefore.loading() && !this.statsBefore.problem();
    if (!days || !now || !then || !settled) return null;
    return changeSince({ netPnl: this.inCurrency(this.statsBefore)?.netPnl ?? '0', ...days }, now);
  });

  /** The part of an answer that is in the currency shown. */
  inCurrency<Part extends { readonly currency: string }>(
    resource: LedgerResource<{ readonly currencies: readonly Part[] }>,
  ): Part | undefined {
    return resource.value()?.currencies.find(({ currency }) => currency === this.currency());
  }
}
