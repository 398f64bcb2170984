import type { HttpErrorResponse, HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { Router } from '@angular/router';
import { catchError, throwError } from 'rxjs';
import { problemOf } from '../http/problem';
import { Session, SESSION_URL } from './session';

/** A session that ended, or a role that was lost, leads to the sign-in page and from there back to where one was. */
export const authErrorInterceptor: HttpInterceptorFn = (request, next) => {
  const session = inject(Session);
  const router = inject(Router);
  return next(request).pipe(
    catchError((error: HttpErrorResponse) => {
      if (error.status === 401 && request.url !== SESSION_URL) void router.navigateByUrl(session.endedAt(router.url));
      if (error.status === 403 && problemOf(error).type === '/problems/access-denied')
        void router.navigateByUrl(session.endedAt(router.url, 'access_denied'));
      return throwError(() => error);
    }),
  );
};
