import { DOCUMENT, DestroyRef, Injectable, inject, signal } from '@angular/core';

/**
 * Long enough to look something up in another tab, and short enough that many tabs do not use up the few connections
 * that a browser has to one server.
 */
const PATIENCE_MS = 15_000;

/** Whether somebody may be looking: the page is in sight, or was until a moment ago. */
@Injectable({ providedIn: 'root' })
export class Attention {
  private readonly document = inject(DOCUMENT);
  private readonly now = signal(!this.document.hidden);
  readonly there = this.now.asReadonly();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    const look = () => this.look();
    this.document.addEventListener('visibilitychange', look);
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.timer);
      this.document.removeEventListener('visibilitychange', look);
    });
  }

  private look(): void {
    clearTimeout(this.timer);
    if (this.document.hidden) this.timer = setTimeout(() => this.now.set(false), PATIENCE_MS);
    else this.now.set(true);
  }
}
