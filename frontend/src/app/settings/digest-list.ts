import { Component, computed, inject } from '@angular/core';
import { Session } from '../session/session';
import { Failure } from '../ui/failure';
import { Skeleton } from '../ui/skeleton';
import { formatMoment } from '../ui/format/zoned-time';
import { SettingsApi, digestAddress } from './settings-api';

/** The files of the last days to keep: an export that agrees with one was not rewritten or cut short since. */
@Component({
  selector: 'app-digest-list',
  imports: [Failure, Skeleton],
  template: `
    <h4>Daily digests</h4>
    <p class="soft">
      Once a day the latest entries of all ledgers are signed. Save one of these files somewhere else: it can prove
      later that nothing up to that day was rewritten or removed.
    </p>
    @if (digests.problem(); as problem) {
      <app-failure [problem]="problem" (retry)="digests.reload()" />
    } @else if (!digests.value()) {
      <app-skeleton />
    }
    @if (lines().length > 0) {
      <ul aria-label="Daily digests">
        @for (line of lines(); track line.address) {
          <li>
            <a [href]="line.address" download>{{ line.signedAt }}</a>
            <span class="faint">up to entry {{ line.version }}</span>
          </li>
        }
      </ul>
    } @else if (digests.value()) {
      <p class="faint">Your first digest will be ready within a day.</p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-2);
    }
    li {
      display: flex;
      gap: var(--space-3);
      padding: var(--space-1) 0;
    }
  `,
})
export class DigestList {
  private readonly session = inject(Session);
  protected readonly digests = inject(SettingsApi).digests();
  protected readonly lines = computed(() =>
    (this.digests.value()?.items ?? []).map((digest) => ({
      signedAt: formatMoment(digest.signedAt, this.session.timeZone()),
      version: digest.version,
      address: digestAddress(digest),
    })),
  );
}
