import { Component, DOCUMENT, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Notices } from '../http/notices';

/** The address that a member registers at a broker, so that the broker sends their browser back here. */
@Component({
  selector: 'app-callback-address',
  imports: [MatButton],
  template: `
    <section aria-labelledby="callback-address">
      <h3 id="callback-address">Register this callback address at {{ broker() }}</h3>
      <code>{{ address() }}</code>
      @if (clipboard) {
        <button matButton="outlined" type="button" (click)="copy()">Copy address</button>
      }
    </section>
  `,
  styles: `
    section {
      display: grid;
      gap: var(--space-2);
      padding: var(--space-3);
      border: 1px solid var(--line);
      border-radius: var(--radius-m);
    }
    h3 {
      font-size: var(--text-m);
    }
    code {
      font-size: var(--text-s);
      overflow-wrap: anywhere;
      user-select: all;
    }
    button {
      justify-self: start;
    }
  `,
})
export class CallbackAddress {
  /** What the broker calls itself. */
  readonly broker = input.required<string>();
  readonly address = input.required<string>();

  private readonly notices = inject(Notices);
  /** Browsers have none without TLS. */
  protected readonly clipboard = inject(DOCUMENT).defaultView?.navigator.clipboard;

  protected async copy(): Promise<void> {
    await this.notices.attempt(async () => {
      await this.clipboard?.writeText(this.address());
      this.notices.say('Address copied');
    });
  }
}
