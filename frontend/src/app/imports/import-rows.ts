import { Component, computed, input } from '@angular/core';
import type { ImportAnswer } from '@singularity/contract';
import { plural } from '../ui/format/figure-labels';
import { NotedRows } from './noted-rows';

/** Of what nothing was made: rows on hold, rows that could not be read, and those that are no trades. */
@Component({
  selector: 'app-import-rows',
  imports: [NotedRows],
  template: `
    @if (rows().held.length > 0) {
      <app-noted-rows
        [heading]="held()"
        text="Their other half is missing, or they fit more than one trade. They are added once it is clear."
        [rows]="rows().held"
        [count]="rows().counts.held"
      />
    }
    @if (rows().refused.length > 0) {
      <app-noted-rows
        [heading]="refused()"
        text="Nothing is added from these rows."
        [rows]="rows().refused"
        [count]="rows().counts.refused"
      />
    }
    @if (skipped().length > 0) {
      <section class="card" aria-labelledby="skipped-rows">
        <h2 id="skipped-rows">Skipped</h2>
        <ul>
          @for (line of skipped(); track line.reason) {
            <li>
              {{ line.reason }} <span class="faint">{{ line.rows }}</span>
            </li>
          }
        </ul>
      </section>
    }
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-4);
    }
    :host:empty {
      display: none;
    }
    section {
      display: grid;
      gap: var(--space-2);
      padding: var(--space-4);
    }
    li {
      display: flex;
      flex-wrap: wrap;
      gap: 0 var(--space-2);
    }
  `,
})
export class ImportRows {
  readonly rows = input.required<ImportAnswer>();

  protected readonly held = computed(() => `${plural(this.rows().counts.held, 'row')} on hold`);
  protected readonly refused = computed(() => `${plural(this.rows().counts.refused, 'row')} not read`);
  protected readonly skipped = computed(() =>
    this.rows().counts.skipped.map(({ reason, rows }) => ({ reason, rows: plural(rows, 'row') })),
  );
}
