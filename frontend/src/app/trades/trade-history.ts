import { Component, computed, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { HistoryEntry } from '@singularity/contract';
import { lineOf } from './history-words';
import type { Vocabulary } from './history-words';

/** Everything that ever happened to a trade, newest first, with what stood before and what stands since. */
@Component({
  selector: 'app-trade-history',
  imports: [MatButton],
  templateUrl: './trade-history.html',
  styleUrl: './trade-history.scss',
})
export class TradeHistory {
  readonly entries = input.required<readonly HistoryEntry[]>();
  readonly vocabulary = input.required<Vocabulary>();
  /** Whether the trade can be taken back to an earlier version. */
  readonly revertible = input(false);
  /** The version to go back to. */
  readonly revert = output<number>();

  protected readonly lines = computed(() => this.entries().map((entry) => lineOf(entry, this.vocabulary())));
}
