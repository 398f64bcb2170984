import { effect, signal } from '@angular/core';
import type { Signal } from '@angular/core';

/** As long as the skeletons wait, in milliseconds. */
const A_MOMENT = 150;

/** Whether something has gone on for a moment: what is over sooner would only flash. For field initializers. */
export function delayed(busy: () => boolean): Signal<boolean> {
  const shown = signal(false);
  effect((onCleanup) => {
    if (!busy()) return shown.set(false);
    const timer = setTimeout(() => shown.set(true), A_MOMENT);
    onCleanup(() => clearTimeout(timer));
  });
  return shown.asReadonly();
}
