import { Component, input } from '@angular/core';
import { MatTooltip } from '@angular/material/tooltip';
import type { Figure } from './figures';

/** A number with its name; the name tells its definition when it is pointed at, focused or pressed. */
@Component({
  selector: 'app-figure-card',
  imports: [MatTooltip],
  template: `
    <dt>
      <button
        class="plain-button"
        type="button"
        #definition="matTooltip"
        [matTooltip]="figure().definition"
        matTooltipPosition="above"
        (click)="definition.show()"
      >
        {{ figure().label }}
      </button>
    </dt>
    <dd class="number" [class]="figure().tone">{{ figure().value }}</dd>
    <dd class="detail faint">{{ figure().detail }}</dd>
  `,
  styles: `
    :host {
      display: grid;
      align-content: start;
      gap: 0.125rem;
      min-width: 0;
    }
    button {
      color: var(--text-soft);
      font-size: var(--text-s);
      font-weight: var(--weight-strong);
      text-decoration: underline dotted var(--line-strong);
      text-underline-offset: 0.25em;
      cursor: help;
    }
    dd {
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .number {
      font-size: var(--figure-size, var(--text-l));
      font-weight: 620;
      letter-spacing: -0.01em;
      line-height: 1.35;
    }
    .detail {
      font-size: var(--text-xs);
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class FigureCard {
  readonly figure = input.required<Figure>();
}
