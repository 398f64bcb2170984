import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Icon } from '../ui/icon';
import { ExportDownload } from './export-download';

/** All that is the member's, in one file. */
@Component({
  selector: 'app-take-along',
  imports: [Icon, MatButton],
  template: `
    <button matButton="outlined" type="button" [disabled]="download.busy()" (click)="download.start()">
      <app-icon name="download" /> {{ download.busy() ? 'Preparing…' : 'Download everything' }}
    </button>
    <span class="faint">{{ download.progress() }}</span>
    <span class="soft" role="status">{{ download.done() ? '✓ Downloaded' : '' }}</span>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2) var(--space-3);
      align-items: center;
    }
  `,
})
export class TakeAlong {
  protected readonly download = inject(ExportDownload);
}
