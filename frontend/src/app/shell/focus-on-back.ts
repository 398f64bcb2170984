import { DOCUMENT, Injectable, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, NavigationStart, Router } from '@angular/router';

/** Whoever goes back finds the keyboard where they left it: at the link that led away. */
@Injectable({ providedIn: 'root' })
export class FocusOnBack {
  private readonly document = inject(DOCUMENT);
  /** The links that were followed, by the navigation that led to the page that they stand on. */
  private readonly followed = new Map<number, string>();
  private here = 0;
  private stopSeeking = (): void => undefined;

  constructor() {
    let wanted: string | undefined;
    inject(Router)
      .events.pipe(takeUntilDestroyed())
      .subscribe((event) => {
        if (event instanceof NavigationStart) {
          this.stopSeeking();
          const address = this.document.activeElement?.getAttribute('href');
          if (address) this.followed.set(this.here, address);
          wanted = event.restoredState ? this.followed.get(event.restoredState.navigationId) : undefined;
        }
        if (event instanceof NavigationEnd) {
          this.here = event.id;
          if (wanted !== undefined) this.seek(wanted);
        }
      });
  }

  /** The link may stand in what is still to be read. Whoever goes elsewhere meanwhile is left alone. */
  private seek(address: string): void {
    const { body } = this.document;
    const find = () => {
      if (this.document.activeElement === body)
        body.querySelector<HTMLElement>(`main a[href="${CSS.escape(address)}"]`)?.focus({ preventScroll: true });
      if (this.document.activeElement !== body) this.stopSeeking();
    };
    const page = new MutationObserver(find);
    const done = new AbortController();
    this.stopSeeking = () => {
      page.disconnect();
      done.abort();
    };
    page.observe(body, { childList: true, subtree: true });
    for (const act of ['keydown', 'pointerdown']) body.addEventListener(act, this.stopSeeking, { signal: done.signal });
    find();
  }
}
