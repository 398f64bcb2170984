import { Component, computed, inject, input, signal } from '@angular/core';
import { MatTooltip } from '@angular/material/tooltip';
import { RouterLink } from '@angular/router';
import type { Setup } from '@singularity/domain';
import { Filter } from '../filter/filter';
import { Icon } from '../ui/icon';
import { BEST_FIRST, inOrder, SETUP_COLUMNS, toneIn } from './data/setup-columns';
import type { SetupColumn, SetupOrder } from './data/setup-columns';

/** What each setup came to, the best first; a name leads to the page under that tag alone. */
@Component({
  selector: 'app-setup-table',
  imports: [Icon, MatTooltip, RouterLink],
  templateUrl: './setup-table.html',
  styleUrl: './setup-table.scss',
})
export class SetupTable {
  readonly setups = input.required<readonly Setup[]>();
  readonly currency = input.required<string>();

  private readonly filter = inject(Filter);
  protected readonly columns = SETUP_COLUMNS;
  private readonly order = signal<SetupOrder>(BEST_FIRST);

  protected readonly rows = computed(() =>
    inOrder(this.setups(), this.order()).map((setup) => ({
      tag: setup.tag,
      chosen: this.filter.chosen().tag.includes(setup.tag),
      cells: this.columns.map((column) => ({
        text: column.textOf(setup, this.currency()),
        tone: toneIn(column, setup),
      })),
    })),
  );

  protected ariaSort(column: SetupColumn): 'ascending' | 'descending' | null {
    if (this.order().column !== column) return null;
    return this.order().descending ? 'descending' : 'ascending';
  }

  /** The best first, and the other way round when one asks again. */
  protected sortBy(column: SetupColumn): void {
    this.order.update((order) => ({ column, descending: order.column !== column || !order.descending }));
  }
}
