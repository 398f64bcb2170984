import { effect } from '@angular/core';
import type { LedgerResource } from '../ledger/ledger-resource';

/** How long to wait between looks at a sync that goes on, in milliseconds. */
const PAUSE = 2_000;

/** Looks again and again while a sync is under way, also where no live stream tells of it. For constructors. */
export function followWhile(underWay: () => boolean, resource: LedgerResource<unknown>): void {
  effect((onCleanup) => {
    // After each answer anew, also after one that did not come.
    if (!underWay() || resource.loading()) return;
    const timer = setTimeout(() => resource.reload(), PAUSE);
    onCleanup(() => clearTimeout(timer));
  });
}
