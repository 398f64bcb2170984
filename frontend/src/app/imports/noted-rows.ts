import { Component, computed, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ImportNote } from '@singularity/contract';
import { formatCount } from '../ui/format/money';

/** So many rows are shown until one asks for all. */
const FEW = 10;

let tables = 0;

/** Rows of files with the reason why nothing was made of them. */
@Component({
  selector: 'app-noted-rows',
  imports: [MatButton],
  template: `
    <h2 [id]="id">{{ heading() }}</h2>
    <p class="soft">{{ text() }}</p>
    <table [attr.aria-labelledby]="id">
      <thead>
        <tr>
          <th scope="col">File</th>
          <th scope="col">Line</th>
          <th scope="col">Reason</th>
        </tr>
      </thead>
      <tbody>
        @for (row of shown(); track $index) {
          <tr>
            <td>{{ row.file }}</td>
            <td class="number"><span class="label">Line </span>{{ row.line }}</td>
            <td>{{ row.reason }}</td>
          </tr>
        }
      </tbody>
    </table>
    @if (shown().length < rows().length) {
      <button matButton type="button" (click)="all.set(true)">{{ more() }}</button>
    } @else if (rows().length < count()) {
      <p class="faint">{{ cut() }}</p>
    }
  `,
  styleUrl: './noted-rows.scss',
  host: { class: 'card', role: 'region', '[attr.aria-labelledby]': 'id' },
})
export class NotedRows {
  readonly heading = input.required<string>();
  readonly text = input.required<string>();
  readonly rows = input.required<readonly ImportNote[]>();
  /** How many there are, also those that were not sent. */
  readonly count = input.required<number>();

  protected readonly id = `noted-rows-${++tables}`;
  protected readonly all = signal(false);
  protected readonly shown = computed(() => (this.all() ? this.rows() : this.rows().slice(0, FEW)));
  protected readonly more = computed(() => `Show all ${formatCount(this.rows().length)}`);
  protected readonly cut = computed(
    () => `The first ${formatCount(this.rows().length)} of ${formatCount(this.count())}`,
  );
}
