import { Component, DOCUMENT, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Notices } from '../http/notices';
import { Session } from '../session/session';
import { SettingsApi } from './settings-api';

/** The way into a ledger of invented trades, and out of it. */
@Component({
  selector: 'app-demo-ledger',
  imports: [MatButton],
  template: `
    @if (demo()) {
      <p class="soft">You are in the demo now. Your own data is not affected.</p>
      <div>
        <button matButton="filled" type="button" [disabled]="busy()" (click)="leave()">Exit demo</button>
        <button matButton type="button" [disabled]="busy()" (click)="remove()">Remove demo</button>
      </div>
    } @else {
      <p class="soft">
        Sample accounts and trades to explore. The demo is separate and never mixes with your own data.
      </p>
      <div>
        <button matButton="outlined" type="button" [disabled]="busy()" (click)="open()">Open demo</button>
      </div>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-3);
    }
    div {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
    }
  `,
})
export class DemoLedger {
  private readonly api = inject(SettingsApi);
  private readonly notices = inject(Notices);
  private readonly document = inject(DOCUMENT);
  protected readonly demo = inject(Session).demo;
  protected readonly busy = signal(false);

  protected open(): Promise<void> {
    return this.change(() => this.api.openDemo());
  }

  protected leave(): Promise<void> {
    return this.change(() => this.api.leaveDemo());
  }

  protected remove(): Promise<void> {
    return this.change(() => this.api.removeDemo());
  }

  /** The page starts afresh, so that nothing of the one ledger stays in sight beside the other. */
  private async change(ask: () => Promise<unknown>): Promise<void> {
    this.busy.set(true);
    if (await this.notices.attempt(ask)) this.document.location.assign('/');
    this.busy.set(false);
  }
}
