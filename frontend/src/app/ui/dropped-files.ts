import { Injectable, signal } from '@angular/core';

/** Files that were dropped somewhere in the app, on their way to the page that imports them. */
@Injectable({ providedIn: 'root' })
export class DroppedFiles {
  private readonly waiting = signal<readonly File[]>([]);
  readonly files = this.waiting.asReadonly();

  bring(files: readonly File[]): void {
    this.waiting.set(files);
  }

  /** Whoever takes them has them alone. */
  take(): readonly File[] {
    const files = this.waiting();
    this.waiting.set([]);
    return files;
  }
}
