import type { HttpErrorResponse, HttpInterceptorFn, HttpRequest } from '@angular/common/http';
import { retry, throwError, timer } from 'rxjs';

/** How often one asks again before the member is told. */
const TIMES = 3;
/** In seconds: nobody waits for longer in front of a screen. */
const MOST_PATIENCE = 30;
/** The same, where so much was read at once that something had to wait too long. */
const MOST_PATIENCE_WITH_OTHERS = 5;

/** The past of a long ledger takes a while to look up, and reads wait for others. Who is told to come again does so, a few times. */
export const retryAfterInterceptor: HttpInterceptorFn = (request, next) =>
  request.method === 'GET'
    ? next(request).pipe(retry({ count: TIMES, delay: (error: HttpErrorResponse) => waitAsTold(request, error) }))
    : next(request);

function waitAsTold(request: HttpRequest<unknown>, error: HttpErrorResponse) {
  const seconds = Number(error.headers.get('Retry-After'));
  return seconds > 0 && seconds <= patienceFor(request, error) ? timer(seconds * 1000) : throwError(() => error);
}

function patienceFor(request: HttpRequest<unknown>, { status }: HttpErrorResponse): number {
  if (status === 429) return MOST_PATIENCE_WITH_OTHERS;
  return status === 503 && asksForPast(request) ? MOST_PATIENCE : 0;
}

function asksForPast({ url, params }: HttpRequest<unknown>): boolean {
  return url === '/api/user/compare' || params.has('asOfVersion') || params.has('recordedBefore');
}
