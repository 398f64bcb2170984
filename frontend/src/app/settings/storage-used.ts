import { Component, computed, inject } from '@angular/core';
import type { StorageAnswer } from '@singularity/contract';
import { formatByteSize } from '../ui/format/byte-size';
import { Failure } from '../ui/failure';
import { Skeleton } from '../ui/skeleton';
import { SettingsApi } from './settings-api';

/** From here on it is said what helps, before the server has to refuse anything. */
const NEARLY_FULL = 0.9;

/** How much of what the member may store is used, and by what. */
@Component({
  selector: 'app-storage-used',
  imports: [Failure, Skeleton],
  template: `
    @if (storage.problem(); as problem) {
      <app-failure [problem]="problem" (retry)="storage.reload()" />
    }
    @if (used(); as used) {
      <p>
        <strong>{{ used.total }}</strong> of {{ used.quota }} used
      </p>
      <div class="bar" aria-hidden="true">
        @for (part of used.parts; track part.kind) {
          @if (part.percent > 0) {
            <span [class]="part.kind" [style.width.%]="part.percent"></span>
          }
        }
      </div>
      <dl>
        @for (part of used.parts; track part.kind) {
          <div>
            <dt><span class="dot {{ part.kind }}" aria-hidden="true"></span>{{ part.name }}</dt>
            <dd>{{ part.size }}</dd>
          </div>
        }
      </dl>
      @if (used.nearlyFull) {
        <p class="warning" role="status">
          Storage is almost full. Delete screenshots or files of imports that you no longer need, or ask the site
          operator for more.
        </p>
      } @else {
        <p class="faint">
          The journal keeps every change, so it only grows. Deleting screenshots and files of imports frees space.
        </p>
      }
    } @else if (!storage.problem()) {
      <app-skeleton [count]="3" />
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-3);
    }
    .bar {
      display: flex;
      height: 0.375rem;
      border-radius: 1rem;
      background: var(--line);
      overflow: hidden;
    }
    .bar > span {
      min-width: 2px;
    }
    .journal {
      background: var(--accent);
    }
    .screenshots {
      background: var(--text-faint);
    }
    .imports {
      background: var(--text-muted);
    }
    dl {
      display: grid;
      gap: var(--space-2);
    }
    dl > div {
      display: flex;
      justify-content: space-between;
      gap: var(--space-3);
    }
    dt {
      display: flex;
      align-items: center;
      gap: var(--space-2);
    }
    .dot {
      width: 0.5rem;
      height: 0.5rem;
      border-radius: 50%;
    }
    .warning {
      padding: var(--space-3) var(--space-4);
      border-radius: var(--radius-m);
      background: var(--warning-tint);
    }
  `,
})
export class StorageUsed {
  protected readonly storage = inject(SettingsApi).storage();
  protected readonly used = computed(() => {
    const storage = this.storage.value();
    return storage && labelsOf(storage);
  });
}

function labelsOf({ journalBytes, screenshotBytes, importBytes, quotaBytes }: StorageAnswer) {
  const total = journalBytes + screenshotBytes + importBytes;
  const part = (kind: string, name: string, bytes: number) => ({
    kind,
    name,
    size: bytes > 0 ? formatByteSize(bytes) : 'none',
    percent: (bytes * 100) / Math.max(quotaBytes, total),
  });
  return {
    total: formatByteSize(total),
    quota: formatByteSize(quotaBytes),
    parts: [
      part('journal', 'Journal', journalBytes),
      part('screenshots', 'Screenshots', screenshotBytes),
      part('imports', 'Files of imports', importBytes),
    ],
    nearlyFull: total >= quotaBytes * NEARLY_FULL,
  };
}
