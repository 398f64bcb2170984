import { Component, DOCUMENT, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { TimeTravel } from '../ledger/time-travel';
import { DroppedFiles } from '../ui/dropped-files';
import { Icon } from '../ui/icon';

/** Takes files that are dropped anywhere to the import, unless a part of the page has a use of its own for them. */
@Component({
  selector: 'app-drop-anywhere',
  imports: [Icon],
  template: `
    @if (over()) {
      <p><app-icon name="upload" /> Drop to import</p>
    }
  `,
  host: {
    '(document:dragstart)': 'fromHere.set(true)',
    '(document:dragend)': 'fromHere.set(false)',
    '(document:dragover)': 'offer($event)',
    '(document:dragleave)': 'leave($event)',
    '(document:drop)': 'take($event)',
  },
  styles: `
    :host {
      display: contents;
    }
    p {
      position: fixed;
      inset: var(--space-3);
      z-index: 1000;
      display: flex;
      align-items: center;
      justify-content: center;
      gap: var(--space-2);
      border: 2px dashed var(--accent);
      border-radius: var(--radius-l);
      background: color-mix(in srgb, var(--accent-tint) 88%, transparent);
      color: var(--accent);
      font-size: var(--text-xl);
      font-weight: 600;
      /* What lies below decides who takes the files. */
      pointer-events: none;
    }
  `,
})
export class DropAnywhere {
  private readonly document = inject(DOCUMENT);
  private readonly dropped = inject(DroppedFiles);
  private readonly router = inject(Router);
  private readonly travel = inject(TimeTravel);

  protected readonly over = signal(false);
  /** A picture of the page that is dragged is a file to the browser, too. */
  protected readonly fromHere = signal(false);

  protected offer(event: DragEvent): void {
    const wanted = this.isWanted(event);
    this.over.set(wanted);
    if (wanted) event.preventDefault();
  }

  /** Out of the window, not from one part of the page to the next. */
  protected leave({ relatedTarget }: DragEvent): void {
    if (!relatedTarget) this.over.set(false);
  }

  protected take(event: DragEvent): void {
    this.over.set(false);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0 || !this.isWanted(event)) return;
    event.preventDefault();
    void this.bring(files);
  }

  private async bring(files: readonly File[]): Promise<void> {
    this.dropped.bring(files);
    // Whoever stays to save what they typed imports nothing.
    if ((await this.router.navigate(['/import'])) === false) this.dropped.take();
  }

  private isWanted({ defaultPrevented, dataTransfer }: DragEvent): boolean {
    if (defaultPrevented || this.fromHere() || !dataTransfer?.types.includes('Files')) return false;
    return !this.travel.active() && !this.document.querySelector('[aria-modal=true]');
  }
}
