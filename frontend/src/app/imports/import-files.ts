import { Component, computed, input } from '@angular/core';
import type { ImportFile } from '@singularity/contract';
import { formatByteSize } from '../ui/format/byte-size';
import { plural } from '../ui/format/figure-labels';
import { Icon } from '../ui/icon';

/** The files of an import, each with what it was recognised as, or why it cannot be read. */
@Component({
  selector: 'app-import-files',
  imports: [Icon],
  template: `
    <h2 id="import-files">{{ heading() }}</h2>
    <ul aria-labelledby="import-files">
      @for (file of lines(); track $index) {
        <li [class.unread]="file.problem">
          <app-icon [name]="file.problem ? 'alert' : 'check'" />
          <div>
            <p class="name">
              <strong>{{ file.name }}</strong> <span class="faint">{{ file.size }}</span>
            </p>
            <p [class.soft]="!file.problem">{{ file.problem ?? file.kind }}</p>
          </div>
        </li>
      }
    </ul>
  `,
  host: { class: 'card' },
  styles: `
    :host,
    ul {
      display: grid;
      gap: var(--space-3);
    }
    :host {
      padding: var(--space-4);
    }
    li {
      display: flex;
      gap: var(--space-3);
    }
    li > div {
      min-width: 0;
    }
    .name {
      display: flex;
      flex-wrap: wrap;
      gap: 0 var(--space-2);
    }
    strong {
      font-weight: var(--weight-strong);
      overflow-wrap: anywhere;
    }
    app-icon {
      color: var(--accent);
    }
    .unread app-icon {
      color: var(--warning);
    }
  `,
})
export class ImportFiles {
  readonly files = input.required<readonly ImportFile[]>();

  protected readonly heading = computed(() => plural(this.files().length, 'file'));
  protected readonly lines = computed(() =>
    this.files().map(({ name, bytes, label, rows, problem, table }) => ({
      name,
      size: formatByteSize(bytes),
      kind: [label, plural(rows, 'fill')].filter(Boolean).join(' · '),
      problem: problem ?? (table && rows === 0 ? 'No known export: say what its columns mean.' : null),
    })),
  );
}
