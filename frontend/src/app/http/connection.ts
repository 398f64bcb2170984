import { DOCUMENT, DestroyRef, Injectable, inject, signal } from '@angular/core';

/** Whether the machine has a connection, as far as the browser knows. */
@Injectable({ providedIn: 'root' })
export class Connection {
  private readonly now = signal(true);
  readonly online = this.now.asReadonly();

  constructor() {
    const window = inject(DOCUMENT).defaultView;
    if (!window) return;
    const look = () => this.now.set(window.navigator.onLine);
    look();
    for (const change of ['online', 'offline']) window.addEventListener(change, look);
    inject(DestroyRef).onDestroy(() => {
      for (const change of ['online', 'offline']) window.removeEventListener(change, look);
    });
  }
}
