import { Component, computed, input, output } from '@angular/core';
import type { TradeQuery, TradeSort } from '@singularity/contract';
import { DIRECTIONS, TRADE_RESULTS } from '@singularity/domain';
import { MultiSelect } from '../../ui/multi-select';
import { DIRECTION_LABELS, RESULT_LABELS, segmentsOf } from '../../ui/format/labels';
import { SymbolSearch } from './symbol-search';
import type { FilterChange } from './trade-filter';

/** The filters of the list alone. They show what the address says, and ask for another address. */
@Component({
  selector: 'app-trade-filters',
  imports: [MultiSelect, SymbolSearch],
  templateUrl: './trade-filters.html',
  styleUrl: './trade-filters.scss',
})
export class TradeFilters {
  readonly query = input.required<TradeQuery>();
  /** Whether the list shows what was deleted, which nothing else narrows. */
  readonly deleted = input(false);
  readonly filter = output<FilterChange>();
  /** On a phone there are no heads of columns to sort and filter by. */
  readonly sort = output<TradeSort>();

  protected readonly sorts: readonly { readonly value: TradeSort; readonly label: string }[] = [
    { value: 'date', label: 'By date' },
    { value: 'netPnl', label: 'By net P&L' },
    { value: 'symbol', label: 'By symbol' },
    { value: 'pnlPercent', label: 'By return' },
    { value: 'rMultiple', label: 'By R' },
    { value: 'holding', label: 'By hold time' },
    { value: 'fees', label: 'By fees' },
    { value: 'quantity', label: 'By quantity' },
  ];
  protected readonly directions = segmentsOf(DIRECTION_LABELS);
  protected readonly chosenDirections = computed(() => {
    const chosen = [this.query().direction ?? []].flat();
    return DIRECTIONS.filter((direction) => chosen.includes(direction));
  });

  protected readonly results = segmentsOf(RESULT_LABELS);
  protected readonly chosenResults = computed(() => {
    const chosen = [this.query().result ?? []].flat();
    return TRADE_RESULTS.filter((result) => chosen.includes(result));
  });

  protected choose(control: EventTarget | null): void {
    this.filter.emit({ status: (control as HTMLSelectElement).value });
  }

  protected sortBy(control: EventTarget | null): void {
    this.sort.emit((control as HTMLSelectElement).value as TradeSort);
  }
}
