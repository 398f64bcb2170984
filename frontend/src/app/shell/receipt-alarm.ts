import { Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { Icon } from '../ui/icon';

/** Says on every page that the member's history is not the one that they were told of. */
@Component({
  selector: 'app-receipt-alarm',
  imports: [Icon, MatButton, RouterLink],
  template: `
    <app-icon name="alert" />
    <p><strong>Part of your history was replaced.</strong> It no longer matches a receipt in this browser.</p>
    <a matButton routerLink="/verify">What to do</a>
  `,
  host: { role: 'alert', 'aria-label': 'Your history' },
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: var(--space-2);
      padding: var(--space-1) var(--beside-page);
      border-bottom: 1px solid var(--loss);
      background: var(--loss-tint);
      color: var(--loss);
    }
    p {
      flex: 1;
      min-width: 0;
    }
    a {
      --mat-button-text-label-text-color: currentColor;
    }
    @media (max-width: 45rem) {
      :host {
        flex-wrap: wrap;
        justify-content: end;
        padding-inline: var(--space-4);
      }
      p {
        flex-basis: calc(100% - 2rem);
      }
    }
  `,
})
export class ReceiptAlarm {}
