import { Component, computed, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { AccountAnswer, TradeQuery, TradeSort } from '@singularity/contract';
import { Icon } from '../ui/icon';
import { ASSET_TYPE_WORDS, DIRECTION_WORDS, segmentsOf } from '../ui/words';
import { FILTERS, isFiltered } from './trade-filter';
import type { Filter } from './trade-filter';

/** The filters above the table. They show what the address says, and ask for another address. */
@Component({
  selector: 'app-trade-filters',
  imports: [Icon, MatButton],
  templateUrl: './trade-filters.html',
  styleUrl: './trade-filters.scss',
})
export class TradeFilters {
  readonly query = input.required<TradeQuery>();
  readonly accounts = input.required<readonly AccountAnswer[]>();
  readonly filter = output<Partial<Record<Filter, string>>>();

  readonly sort = output<TradeSort>();

  /** On a phone the filters stay folded until one asks for them. */
  protected readonly unfolded = signal(false);
  protected readonly sorts: readonly { readonly value: TradeSort; readonly label: string }[] = [
    { value: 'date', label: 'By date' },
    { value: 'netPnl', label: 'By net P&L' },
    { value: 'symbol', label: 'By symbol' },
  ];
  protected readonly assetTypes = segmentsOf(ASSET_TYPE_WORDS);
  protected readonly directions = segmentsOf(DIRECTION_WORDS);
  protected readonly filtered = computed(() => isFiltered(this.query()));

  protected set(name: Filter, control: EventTarget | null): void {
    const { value } = control as HTMLInputElement | HTMLSelectElement;
    if (value.trim() !== (this.query()[name] ?? '')) this.filter.emit({ [name]: value });
  }

  protected sortBy(control: EventTarget | null): void {
    this.sort.emit((control as HTMLSelectElement).value as TradeSort);
  }

  protected clear(): void {
    this.filter.emit(Object.fromEntries(FILTERS.map((name) => [name, ''])));
  }
}
