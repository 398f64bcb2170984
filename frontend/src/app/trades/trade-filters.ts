import { Component, computed, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { AccountAnswer, TradeQuery } from '@singularity/contract';
import { ASSET_TYPE_WORDS, DIRECTION_WORDS, segmentsOf } from '../ui/words';
import { FILTERS, isFiltered } from './trade-filter';
import type { Filter } from './trade-filter';

/** The filters above the table. They show what the address says, and ask for another address. */
@Component({
  selector: 'app-trade-filters',
  imports: [MatButton],
  templateUrl: './trade-filters.html',
  styleUrl: './trade-filters.scss',
})
export class TradeFilters {
  readonly query = input.required<TradeQuery>();
  readonly accounts = input.required<readonly AccountAnswer[]>();
  readonly filter = output<Partial<Record<Filter, string>>>();

  protected readonly assetTypes = segmentsOf(ASSET_TYPE_WORDS);
  protected readonly directions = segmentsOf(DIRECTION_WORDS);
  protected readonly filtered = computed(() => isFiltered(this.query()));

  protected set(name: Filter, control: EventTarget | null): void {
    const { value } = control as HTMLInputElement | HTMLSelectElement;
    if (value.trim() !== (this.query()[name] ?? '')) this.filter.emit({ [name]: value });
  }

  protected clear(): void {
    this.filter.emit(Object.fromEntries(FILTERS.map((name) => [name, ''])));
  }
}
