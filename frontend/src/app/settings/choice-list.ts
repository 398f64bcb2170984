import { Component, input } from '@angular/core';
import { Segmented } from '../ui/segmented';
import type { Segment } from '../ui/format/labels';

/** A question with few answers; an answer counts at once. */
export interface Choice {
  readonly label: string;
  readonly segments: readonly Segment[];
  readonly value: string;
  choose(value: string): unknown;
}

@Component({
  selector: 'app-choice-list',
  imports: [Segmented],
  template: `
    @for (choice of choices(); track choice.label) {
      <div>
        <span class="soft" aria-hidden="true">{{ choice.label }}</span>
        <app-segmented
          [label]="choice.label"
          [segments]="choice.segments"
          [value]="choice.value"
          (valueChange)="choice.choose($event)"
        />
      </div>
    }
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr));
      gap: var(--space-4);
    }
    div {
      display: grid;
      gap: var(--space-1);
    }
    .soft {
      font-size: var(--text-s);
      font-weight: var(--weight-strong);
    }
  `,
})
export class ChoiceList {
  readonly choices = input.required<readonly Choice[]>();
}
