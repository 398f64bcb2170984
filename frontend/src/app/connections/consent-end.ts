import { Component, computed, input } from '@angular/core';
import { CONSENT_ENDS } from '@singularity/contract';
import type { ConsentEnd as End } from '@singularity/contract';

/** How it ended that a member was asked to agree at a broker, as the address of the page says it. */
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
  readonly end = input<string>();

  protected readonly text = computed(() => {
    const end = this.end() ?? '';
    return Object.hasOwn(CONSENT_ENDS, end) ? CONSENT_ENDS[end as End] : '';
  });
}
