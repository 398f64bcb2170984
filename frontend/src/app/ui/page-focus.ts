import { DOCUMENT, Injectable, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { fromEvent, merge } from 'rxjs';

const ABOVE_THE_PAGE = '.cdk-overlay-container, app-sheet, .stand-in';

/** Where the keyboard is in the page, or was before it went into what lies over it: a menu, a dialog, a sheet. */
@Injectable({ providedIn: 'root' })
export class PageFocus {
  private readonly document = inject(DOCUMENT);
  private focused = this.document.activeElement;

  constructor() {
    const events = ['focusin', 'focusout'].map((type) => fromEvent<FocusEvent>(this.document, type));
    merge(...events)
      .pipe(takeUntilDestroyed())
      .subscribe(({ type, target, relatedTarget }) => {
        if (!(target instanceof HTMLElement) || target.closest(ABOVE_THE_PAGE)) return;
        if (type === 'focusin') this.focused = target;
        // A page that cannot be reached is left by nobody.
        else if (relatedTarget === null && !target.closest('[inert]')) this.focused = null;
      });
  }

  giveBack(): void {
    if (this.focused instanceof HTMLElement) this.focused.focus();
  }
}
