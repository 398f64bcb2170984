import type { HttpErrorResponse, HttpInterceptorFn, HttpRequest } from '@angular/common/http';
import { retry, throwError, timer } from 'rxjs';

/** How often one asks again before the member is told. */
const TIMES = 3;
/** In seconds: nobody waits for longer in front of a screen. */
const MOST_PATIENCE = 30;

/** The past of a long ledger takes a while to look up. Who is told to come again later does so, a few times. */
export const comeAgain: HttpInterceptorFn = (request, next) =>
  asksForPast(request) ? next(request).pipe(retry({ count: TIMES, delay: waitAsTold })) : next(request);

function asksForPast({ url, params }: HttpRequest<unknown>): boolean {
  return url === '/api/user/compare' || params.has('asOfVersion') || params.has('recordedBefore');
}

function waitAsTold(error: HttpErrorResponse) {
  const seconds = error.status === 503 ? Number(error.headers.get('Retry-After')) : 0;
  return seconds > 0 && seconds <= MOST_PATIENCE ? timer(seconds * 1000) : throwError(() => error);
}
