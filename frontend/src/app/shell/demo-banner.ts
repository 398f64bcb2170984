import { Component, DOCUMENT, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Notices } from '../http/notices';
import { Icon } from '../ui/icon';
import { ShellApi } from './shell-api';

/** Says that what one sees is invented, and how to get out of it. */
@Component({
  selector: 'app-demo-banner',
  imports: [Icon, MatButton],
  template: `
    <app-icon name="flag" />
    <p><strong>Demo</strong><span>&nbsp;· Sample accounts and trades. Your own data is not affected.</span></p>
    <button matButton type="button" [disabled]="busy()" (click)="leave()">Exit demo</button>
    <button matButton type="button" [disabled]="busy()" (click)="remove()">Remove demo</button>
  `,
  host: { role: 'region', 'aria-label': 'Demo mode' },
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: var(--space-2);
      padding: var(--space-1) var(--beside-page);
      border-bottom: 1px solid var(--line);
      background: var(--warning-tint);
      color: var(--warning);
    }
    p {
      flex: 1;
      min-width: 0;
    }
    /* One line on a phone: the rest is only heard. */
    @media (max-width: 45rem) {
      :host {
        gap: 0 var(--space-2);
        padding: 0 var(--space-2) 0 var(--space-4);
      }
      span {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
        white-space: nowrap;
      }
    }
  `,
})
export class DemoBanner {
  private readonly api = inject(ShellApi);
  private readonly notices = inject(Notices);
  private readonly document = inject(DOCUMENT);
  protected readonly busy = signal(false);

  protected leave(): Promise<void> {
    return this.end(() => this.api.leaveDemo());
  }

  protected remove(): Promise<void> {
    return this.end(() => this.api.removeDemo());
  }

  /** The page starts afresh, so that nothing of the demo stays in it. */
  private async end(ask: () => Promise<unknown>): Promise<void> {
    this.busy.set(true);
    if (await this.notices.attempt(ask)) this.document.location.assign('/');
    this.busy.set(false);
  }
}
