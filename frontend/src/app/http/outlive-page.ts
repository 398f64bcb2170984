import type { HttpInterceptorFn } from '@angular/common/http';

/** In characters. All that a browser sends on together for pages that are gone is 64 KiB: ten of the longest fit. */
const LONGEST = 2_048;

/** A change is sent to its end though the page is left or loaded anew at once. A read is of no use to a page that is gone. */
export const outlivePage: HttpInterceptorFn = (request, next) => {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const body = isRead ? undefined : request.serializeBody();
  const isShort = body === null || (typeof body === 'string' && body.length <= LONGEST);
  return next(isShort ? request.clone({ keepalive: true }) : request);
};
