import { HttpResponse } from '@angular/common/http';
import type { HttpInterceptorFn } from '@angular/common/http';
import { DOCUMENT, Injectable, inject, signal } from '@angular/core';
import type { Receipt } from '@singularity/contract';
import { tap } from 'rxjs';
import { isReceipted } from './ledger-head';
import { Session } from './session';

/** Each stands for all that came before it, so that the newest are the most telling. */
const MOST = 200;

/** What commands were answered with, kept in this browser, for each member apart: what a later export must contain. */
@Injectable({ providedIn: 'root' })
export class Receipts {
  private readonly window = inject(DOCUMENT).defaultView;
  /** How often one was kept, so that whoever shows them follows. */
  private readonly turns = signal(0);

  /** Oldest first. */
  of(userId: string): readonly Receipt[] {
    this.turns();
    try {
      return JSON.parse(this.window?.localStorage.getItem(nameOf(userId)) ?? '[]') as Receipt[];
    } catch {
      return [];
    }
  }

  keep(userId: string, { version, hash }: Receipt): void {
    const others = this.of(userId).filter((receipt) => receipt.version !== version);
    const all = [...others, { version, hash }].toSorted((a, b) => a.version - b.version);
    try {
      this.window?.localStorage.setItem(nameOf(userId), JSON.stringify(all.slice(-MOST)));
      this.turns.update((turns) => turns + 1);
    } catch {
      // A browser that keeps nothing works without.
    }
  }
}

function nameOf(userId: string): string {
  return `receipts.${userId}`;
}

/** Whoever was signed in when a command was sent has its receipt. */
export const keepReceipts: HttpInterceptorFn = (request, next) => {
  const userId = inject(Session).member()?.dbUserId;
  const receipts = inject(Receipts);
  return next(request).pipe(
    tap((event) => {
      if (userId !== undefined && event instanceof HttpResponse && isReceipted(event.body))
        receipts.keep(userId, event.body.ledger);
    }),
  );
};
