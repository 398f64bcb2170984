import { Component, computed, inject, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogClose, MatDialogRef } from '@angular/material/dialog';
import { Icon } from '../../ui/icon';

export interface ViewedScreenshot {
  readonly id: string;
  readonly url: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

export interface ScreenshotViewData {
  readonly screenshots: readonly ViewedScreenshot[];
  readonly index: number;
  /** Whether they can only be looked at. */
  readonly readOnly: boolean;
}

/** Screenshots one at a time, as large as the screen allows. Closes with the id of the one to delete, if any. */
@Component({
  selector: 'app-screenshot-view',
  imports: [Icon, MatButton, MatDialogClose, MatIconButton],
  template: `
    <img [src]="shown().url" [alt]="shown().name" [attr.width]="shown().width" [attr.height]="shown().height" />
    <footer>
      <button
        matIconButton
        type="button"
        aria-label="Previous screenshot"
        [disabled]="index() === 0"
        (click)="step(-1)"
      >
        <app-icon name="previous" />
      </button>
      <span class="number faint" aria-live="polite">{{ index() + 1 }} of {{ screenshots.length }}</span>
      <button
        matIconButton
        type="button"
        aria-label="Next screenshot"
        [disabled]="index() === screenshots.length - 1"
        (click)="step(1)"
      >
        <app-icon name="next" />
      </button>
      @if (!readOnly) {
        <button matButton type="button" class="delete" [matDialogClose]="shown().id">Delete</button>
      }
      <button matButton="filled" type="button" cdkFocusInitial [matDialogClose]="undefined">Close</button>
    </footer>
  `,
  host: { '(document:keydown.arrowleft)': 'step(-1)', '(document:keydown.arrowright)': 'step(1)' },
  styles: `
    :host {
      display: grid;
      gap: var(--space-2);
      padding: var(--space-3);
    }
    img {
      justify-self: center;
      width: auto;
      max-width: 100%;
      height: auto;
      max-height: calc(100dvh - 8rem);
      border-radius: var(--radius-m);
    }
    footer {
      display: flex;
      align-items: center;
      gap: var(--space-2);
    }
    .delete {
      margin-left: auto;
    }
  `,
})
export class ScreenshotView {
  private readonly data = inject<ScreenshotViewData>(MAT_DIALOG_DATA);
  protected readonly dialog = inject(MatDialogRef<ScreenshotView, string>);
  protected readonly screenshots = this.data.screenshots;
  protected readonly readOnly = this.data.readOnly;
  protected readonly index = signal(this.data.index);
  protected readonly shown = computed<ViewedScreenshot>(() => {
    const { screenshots, index } = this.data;
    return screenshots[this.index()] ?? screenshots[index] ?? { id: '', url: '', name: '', width: 0, height: 0 };
  });

  protected step(by: -1 | 1): void {
    this.index.update((index) => Math.max(0, Math.min(this.screenshots.length - 1, index + by)));
  }
}
