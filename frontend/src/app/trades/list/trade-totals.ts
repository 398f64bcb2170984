import { Component, computed, inject, input } from '@angular/core';
import type { TradeQuery } from '@singularity/contract';
import { same } from '@singularity/domain';
import { Amount } from '../../ui/amount';
import { plural } from '../../ui/format/figure-labels';
import { formatMoney, formatNumber, formatRate } from '../../ui/format/money';
import { TradesApi } from '../trades-api';

/** What all trades of a filter come to, loaded or not: each currency for itself. */
@Component({
  selector: 'app-trade-totals',
  imports: [Amount],
  templateUrl: './trade-totals.html',
  styleUrl: './trade-totals.scss',
  host: { role: 'region', 'aria-label': 'Totals', '[attr.aria-busy]': 'totals.loading()' },
})
export class TradeTotals {
  readonly query = input.required<TradeQuery>();

  /** In another order they come to the same. */
  private readonly filter = computed(
    () => {
      const { sort: _sort, order: _order, ...filter } = this.query();
      return filter;
    },
    { equal: same },
  );
  protected readonly totals = inject(TradesApi).totals(this.filter);
  protected readonly count = computed(() => {
    const totals = this.totals.value();
    return totals && plural(totals.count, 'trade');
  });
  protected readonly currencies = computed(() => {
    const currencies = this.totals.value()?.currencies ?? [];
    return currencies.map((totals) => ({
      ...totals,
      count: currencies.length > 1 ? plural(totals.trades, 'trade') : null,
      winRate: totals.winRate && formatRate(totals.winRate),
      profitFactor: totals.profitFactor && formatNumber(totals.profitFactor, { places: 2, least: 2 }),
      fees: formatMoney(totals.realizedFees, totals.currency),
    }));
  });
}
