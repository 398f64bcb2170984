import { Component, computed, input } from '@angular/core';
import type { ImportAnswer } from '@singularity/contract';
import { formatCount } from '../ui/format/money';

/** How far an import is that goes on by itself. */
@Component({
  selector: 'app-import-progress',
  template: `
    <progress
      aria-label="Importing trades"
      [attr.aria-valuetext]="text()"
      [max]="progress().total || 1"
      [value]="progress().total > 0 ? progress().done : null"
    ></progress>
    <p class="number">{{ text() }}</p>
    <p class="soft">You can leave this page. The import goes on.</p>
  `,
  host: { class: 'card' },
  styles: `
    :host {
      display: grid;
      gap: var(--space-2);
      padding: var(--space-5);
    }
    progress {
      width: 100%;
      accent-color: var(--accent);
    }
  `,
})
export class ImportProgress {
  readonly progress = input.required<ImportAnswer['progress']>();

  protected readonly text = computed(() => {
    const { done, total } = this.progress();
    return total > 0 ? `${formatCount(done)} of ${formatCount(total)} trades` : 'Starting…';
  });
}
