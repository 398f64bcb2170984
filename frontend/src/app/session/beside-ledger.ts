import { Injectable, signal } from '@angular/core';

/** Counts what goes on beside the ledger, such as a sync: what was read of it before is out of date, though no version says so. */
@Injectable({ providedIn: 'root' })
export class BesideLedger {
  private readonly count = signal(0);
  readonly turn = this.count.asReadonly();

  wentOn(): void {
    this.count.update((turn) => turn + 1);
  }
}
