import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { LedgerVerification } from '@singularity/contract';
import { LEDGER_EXPORT } from '../session/ledger-head';
import { Notices } from '../http/notices';
import { Icon } from '../ui/icon';
import { delayed } from '../ui/delayed';
import { DigestList } from './digest-list';
import { SettingsApi } from './settings-api';
import { formatCount } from '../ui/format/money';

/** The member's own ledger: a copy of it, and the proof that nobody has touched it. */
@Component({
  selector: 'app-ledger-check',
  imports: [DigestList, Icon, MatButton, RouterLink],
  template: `
    <p class="soft">
      Every change you ever made is one entry, chained to the one before it. The export has them all, as JSON lines.
    </p>
    <div class="buttons">
      <a matButton="outlined" [href]="exportUrl" download><app-icon name="download" /> Export ledger</a>
      <button matButton="outlined" type="button" [disabled]="verifying()" (click)="verify()">
        {{ waits() ? 'Verifying…' : 'Verify ledger' }}
      </button>
      <a matButton routerLink="/verify">Verify a file offline</a>
    </div>
    <div aria-live="polite">
      @if (result(); as result) {
        <p [class.profit]="result.valid" [class.loss]="!result.valid">{{ verdict() }}</p>
        <p class="hash faint">{{ result.hash }}</p>
      }
    </div>
    <app-digest-list />
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-3);
    }
    .buttons {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
    }
    .hash {
      overflow-wrap: anywhere;
      font-family: ui-monospace, monospace;
      font-size: var(--text-xs);
    }
  `,
})
export class LedgerCheck {
  private readonly api = inject(SettingsApi);
  private readonly notices = inject(Notices);

  protected readonly exportUrl = LEDGER_EXPORT;
  protected readonly verifying = signal(false);
  protected readonly waits = delayed(this.verifying);
  protected readonly result = signal<LedgerVerification | null>(null);
  protected readonly verdict = computed(() => {
    const result = this.result();
    if (!result) return '';
    if (result.valid) return `✓ Verified: all ${formatCount(result.version)} entries match what was recorded.`;
    return `✗ ${result.reason}`;
  });

  protected async verify(): Promise<void> {
    this.verifying.set(true);
    await this.notices.attempt(async () => this.result.set(await this.api.verifyLedger()));
    this.verifying.set(false);
  }
}
