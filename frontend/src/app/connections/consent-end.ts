import { Component, effect, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { CONSENT_ENDS } from '@singularity/contract';
import type { ConsentEnd as End } from '@singularity/contract';
import { Notices } from '../http/notices';

/** How it ended that a member was asked to agree at a broker: told once, and then no more in the address. */
@Component({
  selector: 'app-consent-end',
  template: `
    @if (text()) {
      <p role="status">{{ text() }}</p>
    }
  `,
  styles: `
    p {
      padding: var(--space-3) var(--space-4);
      border-radius: var(--radius-m);
      background: var(--accent-tint);
    }
  `,
})
export class ConsentEnd {
  /** As the address of the page says it. */
  readonly end = input<string>();
  /** Where a member goes on who agreed: null for this page, undefined as long as it is not known. */
  readonly onward = input<readonly string[] | null>();

  private readonly notices = inject(Notices);
  private readonly router = inject(Router);
  protected readonly text = signal('');

  constructor() {
    const waiting = effect(() => {
      const end = this.end();
      if (!isEnd(end)) return;
      this.text.set(CONSENT_ENDS[end]);
      const onward = end === 'given' ? this.onward() : null;
      if (onward === undefined) return;
      waiting.destroy();
      void this.goOn(end, onward);
    });
  }

  private async goOn(end: End, onward: readonly string[] | null): Promise<void> {
    // What is said here is gone with this page.
    if (onward) this.notices.say(CONSENT_ENDS[end]);
    const queryParams = { consent: null };
    await this.router.navigate([...(onward ?? [])], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }
}

function isEnd(end: string | undefined): end is End {
  return end !== undefined && Object.hasOwn(CONSENT_ENDS, end);
}
