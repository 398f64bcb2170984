import { Component, computed, input } from '@angular/core';
import type { UndoImportAnswer } from '@singularity/contract';
import { plural } from '../ui/format/figure-labels';
import { KeptTrade } from './kept-trade';

/** As many are named; each is read for its name. */
const MOST = 50;

/** Trades of an import that stayed when it was taken back, as something of them was changed since. */
@Component({
  selector: 'app-kept-trades',
  imports: [KeptTrade],
  template: `
    @if (kept().length > 0) {
      <h2 id="kept-trades">{{ heading() }}</h2>
      <ul aria-labelledby="kept-trades">
        @for (trade of listed(); track trade.id) {
          <li><app-kept-trade [id]="trade.id" [reason]="trade.message" /></li>
        }
      </ul>
      @if (listed().length < kept().length) {
        <p class="faint">And {{ kept().length - listed().length }} more.</p>
      }
    }
  `,
  styles: `
    h2 {
      margin-block: var(--space-2);
    }
    li {
      padding-block: var(--space-2);
      border-top: 1px solid var(--line);
    }
  `,
})
export class KeptTrades {
  readonly kept = input.required<UndoImportAnswer['kept']>();

  protected readonly heading = computed(() => `${plural(this.kept().length, 'trade')} kept`);
  protected readonly listed = computed(() => this.kept().slice(0, MOST));
}
