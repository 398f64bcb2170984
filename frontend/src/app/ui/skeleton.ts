import { Component, computed, input } from '@angular/core';

/** Grey lines in the place of what is being read. They wait a moment before they appear, so that a quick answer does not flash. */
@Component({
  selector: 'app-skeleton',
  template: `
    <span class="visually-hidden">Loading…</span>
    @for (line of lines(); track line) {
      <div [style.height]="height()"></div>
    }
  `,
  host: { role: 'status' },
  styles: `
    :host {
      display: grid;
      gap: var(--space-2);
      animation: appear var(--slow) 150ms both;
    }
    div {
      border-radius: var(--radius-s);
      background: var(--line);
    }
    @keyframes appear {
      from {
        opacity: 0;
      }
    }
  `,
})
export class Skeleton {
  readonly count = input(1);
  /** A CSS length. */
  readonly height = input('1.25rem');
  protected readonly lines = computed(() => Array.from({ length: this.count() }, (_, index) => index));
}
