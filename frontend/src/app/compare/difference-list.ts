import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Phrases } from '../changes/phrases-text';
import { Amount } from '../ui/amount';
import { formatDay } from '../ui/format/zoned-time';
import { TradeName } from '../ui/trade-name';
import type { DifferenceLine } from './compare-labels';

/** What is not what it was, with what stood before and what stands after. */
@Component({
  selector: 'app-difference-list',
  imports: [Amount, Phrases, RouterLink, TradeName],
  templateUrl: './difference-list.html',
  styleUrl: './difference-list.scss',
})
export class DifferenceList {
  readonly lines = input.required<readonly DifferenceLine[]>();

  protected readonly formatDay = formatDay;
}
