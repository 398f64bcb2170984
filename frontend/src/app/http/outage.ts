import { DOCUMENT, Injectable, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { NavigationError } from '@angular/router';
import type { ProblemDetails } from '@singularity/contract';

interface MissedPage {
  readonly problem: ProblemDetails;
  /** Where one wanted to go. */
  readonly url: string;
  /** Whether code is missing: browsers keep that in mind, so that only a fresh start helps. */
  readonly codeMissing?: boolean;
}

/** A page that could not be opened: nobody answered who is signed in, or its code did not arrive. */
@Injectable({ providedIn: 'root' })
export class Outage {
  private readonly router = inject(Router);
  private readonly document = inject(DOCUMENT);
  private readonly last = signal<MissedPage | null>(null);
  readonly missed = this.last.asReadonly();

  report(missed: MissedPage): void {
    this.last.set(missed);
  }

  async retry(): Promise<void> {
    const missed = this.last();
    if (!missed) return;
    if (missed.codeMissing) return this.startAfresh(missed.url);
    this.last.set(null);
    await this.router.navigateByUrl(missed.url);
  }

  /** Where there is no connection, the page that one is on is better than the browser's. */
  private startAfresh(url: string): void {
    const { defaultView, location } = this.document;
    if (defaultView?.navigator.onLine) location.assign(url);
  }
}

/** For the router: an error while a page is opened is told, and can be tried again. */
export function reportMissedPage({ url }: NavigationError): void {
  const title = 'Could not load this page. Check your connection.';
  inject(Outage).report({ problem: { type: 'about:blank', title, status: 0 }, url, codeMissing: true });
}
