import type { HttpInterceptorFn, HttpRequest } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import { finalize } from 'rxjs';
import { Notices } from './notices';

/** Commands that were sent and are not answered yet, though a page may show already what they do. */
@Injectable({ providedIn: 'root' })
export class PendingCommands {
  private readonly sent = new Set<Promise<unknown>>();

  /** Gives what to call when the answer is there. */
  begin(): () => void {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    this.sent.add(promise);
    // In a turn of its own, so that whoever sent it has done first what follows from the answer.
    return () => setTimeout(() => resolve(this.sent.delete(promise)));
  }

  async answered(): Promise<void> {
    while (this.sent.size > 0) await Promise.all(this.sent);
  }
}

/** What is offered to be taken back is the last that was done; once more is under way, that is no longer true. */
export const trackPendingCommands: HttpInterceptorFn = (request, next) => {
  if (!isCommand(request)) return next(request);
  const done = inject(PendingCommands).begin();
  inject(Notices).withdrawOffer();
  return next(request).pipe(finalize(done));
};

/** Columns and the like are no part of the ledger. */
function isCommand({ method, url }: HttpRequest<unknown>): boolean {
  return method !== 'GET' && !url.startsWith('/api/user/preferences');
}
