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
        <span class="journal" [style.width.%]="used.journalPercent"></span>
        @if (used.screenshotPercent > 0) {
          <span class="screenshots" [style.width.%]="used.screenshotPercent"></span>
        }
      </div>
      <dl>
        <div>
          <dt><span class="dot journal" aria-hidden="true"></span>Journal</dt>
          <dd>{{ used.journal }}</dd>
        </div>
        <div>
          <dt><span class="dot screenshots" aria-hidden="true"></span>Screenshots</dt>
          <dd>{{ used.screenshots }}</dd>
        </div>
      </dl>
      @if (used.nearlyFull) {
        <p class="warning" role="status">
          Storage is almost full. Delete screenshots you no longer need, or ask the site operator for more.
        </p>
      } @else {
        <p class="faint">The journal keeps every change, so it only grows. Deleting screenshots frees space.</p>
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

function labelsOf({ journalBytes, screenshotBytes, quotaBytes }: StorageAnswer) {
  const total = journalBytes + screenshotBytes;
  const percentOf = (bytes: number) => (bytes * 100) / Math.max(quotaBytes, total);
  return {
    total: formatByteSize(total),
    quota: formatByteSize(quotaBytes),
    journal: formatByteSize(journalBytes),
    screenshots: screenshotBytes > 0 ? formatByteSize(screenshotBytes) : 'none',
    journalPercent: percentOf(journalBytes),
    screenshotPercent: percentOf(screenshotBytes),
    nearlyFull: total >= quotaBytes * NEARLY_FULL,
  };
}
