import { HttpResponse } from '@angular/common/http';
import type { HttpInterceptorFn } from '@angular/common/http';
import { DOCUMENT, Injectable, computed, inject, signal } from '@angular/core';
import { LEDGER_HEADER } from '@singularity/contract';
import type { Receipt } from '@singularity/contract';
import { contradictionsIn, isReceipt, withReceipt } from '@singularity/domain';
import type { KeptReceipt } from '@singularity/domain';
import { tap } from 'rxjs';
import { isReceipted } from '../session/ledger-head';
import { Session } from '../session/session';

/** Each stands for all that came before it, so that the newest are the most telling. */
const MOST = 200;

/**
 * What commands were answered with, kept in this browser for each member apart, also when they sign out: what a later
 * export must contain. A demo ledger is thrown away one day, and has none.
 */
@Injectable({ providedIn: 'root' })
export class Receipts {
  private readonly storage = inject(DOCUMENT).defaultView?.localStorage;
  private readonly session = inject(Session);
  /** How often something was kept, so that whoever shows it follows. */
  private readonly turns = signal(0);

  private readonly userId = computed(() => (this.session.demo() ? undefined : this.session.member()?.dbUserId));
  /** Of the member who is signed in, by version. */
  readonly own = computed<readonly KeptReceipt[]>(() => this.of(this.userId()));
  /** Receipts of theirs for the same version with different hashes: part of the history was replaced. */
  readonly contradictions = computed(() => contradictionsIn(this.own()));
  /** Whether there are some that the member has not taken note of. */
  readonly alarm = computed(() => this.contradictions().length > this.noted(this.userId()));

  /** Takes in what the server said of a ledger, where that is the member's own. */
  keep(ledger: string | null, { version, hash }: Receipt): void {
    const userId = this.userId();
    // Another tab may have switched the browser to the demo meanwhile.
    if (userId === undefined || ledger !== userId) return;
    const receipt = { version, hash, keptAt: new Date().toISOString() };
    this.write(nameOf(userId), withReceipt(this.of(userId), receipt, MOST));
  }

  /** The member knows of the contradictions that there are: they stay, and raise no alarm. */
  note(): void {
    const userId = this.userId();
    if (userId !== undefined) this.write(notedOf(userId), this.contradictions().length);
  }

  private of(userId: string | undefined): readonly KeptReceipt[] {
    const kept = userId === undefined ? null : this.read(nameOf(userId));
    return Array.isArray(kept) ? kept.filter(isReceipt) : [];
  }

  private noted(userId: string | undefined): number {
    return (userId !== undefined && Number(this.read(notedOf(userId)))) || 0;
  }

  private read(name: string): unknown {
    this.turns();
    try {
      return JSON.parse(this.storage?.getItem(name) ?? 'null');
    } catch {
      return null;
    }
  }

  private write(name: string, value: unknown): void {
    try {
      this.storage?.setItem(name, JSON.stringify(value));
      this.turns.update((turns) => turns + 1);
    } catch {
      // A browser that keeps nothing works without.
    }
  }
}

function nameOf(userId: string): string {
  return `receipts.${userId}`;
}

function notedOf(userId: string): string {
  return `receipts-noted.${userId}`;
}

/** Whoever is signed in has the receipts of what is answered about their ledger. */
export const keepReceipts: HttpInterceptorFn = (request, next) => {
  const receipts = inject(Receipts);
  return next(request).pipe(
    tap((event) => {
      if (event instanceof HttpResponse && isReceipted(event.body) && isReceipt(event.body.ledger))
        receipts.keep(event.headers.get(LEDGER_HEADER), event.body.ledger);
    }),
  );
};
