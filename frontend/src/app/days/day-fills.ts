import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { DayFill } from '@singularity/contract';
import { Filter } from '../filter/filter';
import { Amount } from '../ui/amount';
import { TradeName } from '../ui/trade-name';
import { fillLinesOf } from './fill-lines';

/** Every fill of a day, in the order in which it counts. */
@Component({
  selector: 'app-day-fills',
  imports: [Amount, RouterLink, TradeName],
  templateUrl: './day-fills.html',
  styleUrls: ['../ui/fills-table.scss', './day-fills.scss'],
})
export class DayFills {
  readonly fills = input.required<readonly DayFill[]>();
  readonly day = input.required<string>();
  readonly timeZone = input.required<string>();

  protected readonly filter = inject(Filter);
  protected readonly lines = computed(() => fillLinesOf(this.fills(), this.day(), this.timeZone()));
}
