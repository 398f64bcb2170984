import { Component, input } from '@angular/core';
import { MatTooltip } from '@angular/material/tooltip';

/** A name that tells its definition when it is pointed at, focused or pressed. */
@Component({
  selector: 'app-defined-name',
  imports: [MatTooltip],
  template: `
    <button
      class="plain-button"
      type="button"
      #tooltip="matTooltip"
      [attr.tabindex]="linked() ? -1 : null"
      [matTooltip]="definition()"
      matTooltipPosition="above"
      (click)="tooltip.show()"
    >
      {{ name() }}
    </button>
  `,
  styles: `
    button {
      font-weight: inherit;
      text-decoration: underline dotted var(--line-strong);
      text-underline-offset: 0.25em;
      cursor: help;
    }
    // A tap is on the number, whose sheet explains it.
    @media (max-width: 45rem) {
      [tabindex='-1'] {
        text-decoration: none;
        pointer-events: none;
      }
    }
  `,
})
export class DefinedName {
  readonly name = input.required<string>();
  readonly definition = input.required<string>();
  /** Whether a link beside it tells the definition too: the keyboard stops there alone. */
  readonly linked = input(false);
}
