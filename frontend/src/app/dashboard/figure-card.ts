import { Component, computed, input } from '@angular/core';
import { DefinedName } from './defined-name';
import { ExplainLink } from './explain-link';
import type { Figure } from './data/figures';

/** A number with its name, and beside it what pictures it. The number grows smaller rather than lose a digit. */
@Component({
  selector: 'app-figure-card',
  imports: [DefinedName, ExplainLink],
  template: `
    <app-defined-name [name]="figure().label" [definition]="figure().definition" [linked]="true" />
    <div class="value">
      <app-explain-link [figure]="figure().key" [definition]="figure().definition">
        <span class="number" [class]="figure().tone" [style.--letters]="letters()">{{ figure().value }}</span>
      </app-explain-link>
    </div>
    <p class="detail faint">{{ figure().detail }}</p>
    <ng-content />
  `,
  host: { role: 'group', '[attr.aria-label]': 'figure().label' },
  styles: `
    :host {
      position: relative;
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      gap: 0.125rem;
      min-width: 0;
    }
    app-defined-name {
      color: var(--text-soft);
      font-size: var(--text-s);
      font-weight: var(--weight-strong);
    }
    .value {
      container-type: inline-size;
      height: calc(var(--figure-size, var(--text-l)) * 1.35);
    }
    .number {
      display: flex;
      align-items: center;
      height: calc(var(--figure-size, var(--text-l)) * 1.35);
      font-size: min(var(--figure-size, var(--text-l)), calc(100cqi / var(--letters) / 0.62));
      font-weight: 620;
      letter-spacing: -0.01em;
    }
    .detail {
      font-size: var(--text-xs);
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class FigureCard {
  readonly figure = input.required<Figure>();

  protected readonly letters = computed(() => Math.max(this.figure().value.length, 1));
}
