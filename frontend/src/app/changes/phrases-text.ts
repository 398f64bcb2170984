import { Component, input } from '@angular/core';
import type { Phrase } from './phrases';

/** What was changed, one after the other: "Exit price 191.10 → 191.40". */
@Component({
  selector: 'app-phrases',
  template: `
    @for (phrase of phrases(); track $index) {
      <li>
        @if (phrase.label) {
          <span class="faint">{{ phrase.label }}</span>
        }
        @if (phrase.from !== undefined) {
          <del>{{ phrase.from }}</del>
          <span class="faint"><span aria-hidden="true">→</span><span class="visually-hidden">changed to</span></span>
        }
        <ins [class]="phrase.tone ?? ''">{{ phrase.to }}</ins>
      </li>
    }
  `,
  host: { role: 'list' },
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 0.125rem var(--space-4);
      font-variant-numeric: tabular-nums;
    }
    li {
      display: flex;
      flex-wrap: wrap;
      gap: 0 0.375rem;
      min-width: 0;
      overflow-wrap: anywhere;
    }
    del {
      color: var(--text-faint);
    }
    ins {
      text-decoration: none;
    }
  `,
})
export class Phrases {
  readonly phrases = input.required<readonly Phrase[]>();
}
