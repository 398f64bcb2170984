import { HttpResponse } from '@angular/common/http';
import type { HttpInterceptorFn } from '@angular/common/http';
import { Injectable, inject, signal } from '@angular/core';
import type { Receipted } from '@singularity/contract';
import { tap } from 'rxjs';

/** Where a member's whole ledger is read from, as a file. */
export const LEDGER_EXPORT = '/api/user/ledger/export';

/** The newest version of the member's ledger that this tab knows of. What was read before it is out of date. */
@Injectable({ providedIn: 'root' })
export class LedgerHead {
  private readonly newest = signal(0);
  readonly version = this.newest.asReadonly();

  advanceTo(version: number): void {
    this.newest.update((known) => Math.max(known, version));
  }

  /** Another member's ledger counts from one again. */
  forget(): void {
    this.newest.set(0);
  }
}

/** Every command answers with its receipt; here it is noticed, so that no page has to say what it changed. */
export const keepHead: HttpInterceptorFn = (request, next) => {
  const head = inject(LedgerHead);
  return next(request).pipe(
    tap((event) => {
      if (event instanceof HttpResponse && isReceipted(event.body)) head.advanceTo(event.body.ledger.version);
    }),
  );
};

export function isReceipted(body: unknown): body is Receipted<object> {
  return typeof body === 'object' && body !== null && 'ledger' in body;
}
