import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Phrases } from '../changes/phrases-text';
import { Amount } from '../ui/amount';
import type { DifferenceLine } from './compare-labels';

/** Trades and accounts that are not what they were, with what stood before and what stands after. */
@Component({
  selector: 'app-difference-list',
  imports: [Amount, Phrases, RouterLink],
  templateUrl: './difference-list.html',
  styleUrl: './difference-list.scss',
})
export class DifferenceList {
  readonly lines = input.required<readonly DifferenceLine[]>();
}
