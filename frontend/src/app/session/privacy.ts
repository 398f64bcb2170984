import { DOCUMENT, DestroyRef, Injectable, inject } from '@angular/core';
import { amountsHidden, hideAmounts } from '../ui/format/money';

const KEY = 'privacy';

/** Whether amounts of money are hidden, as when a screen is shared. Kept by the device, for all of its tabs. */
@Injectable({ providedIn: 'root' })
export class Privacy {
  private readonly window = inject(DOCUMENT).defaultView;
  readonly on = amountsHidden;

  constructor() {
    const follow = ({ key }: { readonly key: string | null }) => {
      if (key === KEY || key === null) hideAmounts(this.kept());
    };
    follow({ key: KEY });
    this.window?.addEventListener('storage', follow);
    inject(DestroyRef).onDestroy(() => this.window?.removeEventListener('storage', follow));
  }

  toggle(): void {
    hideAmounts(!this.on());
    try {
      this.window?.localStorage.setItem(KEY, this.on() ? 'on' : 'off');
    } catch {
      // Without a place to keep it, it holds until the page is left.
    }
  }

  private kept(): boolean {
    try {
      return this.window?.localStorage.getItem(KEY) === 'on';
    } catch {
      return false;
    }
  }
}
