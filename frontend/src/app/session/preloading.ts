import { EnvironmentInjector, Injectable, inject, onIdle, runInInjectionContext } from '@angular/core';
import type { PreloadingStrategy, Route } from '@angular/router';
import { EMPTY, from, switchMap } from 'rxjs';
import type { Observable } from 'rxjs';
import { Session } from './session';

/**
 * Brings the other pages and the sheets of a member while nothing else is to do: they open at once, and a form can
 * be opened without a connection.
 */
@Injectable({ providedIn: 'root' })
export class PreloadWhenIdle implements PreloadingStrategy {
  private readonly injector = inject(EnvironmentInjector);
  private readonly session = inject(Session);

  preload(_route: Route, load: () => Observable<unknown>): Observable<unknown> {
    if (!this.session.member()) return EMPTY;
    return from(runInInjectionContext(this.injector, () => onIdle())).pipe(switchMap(load));
  }
}
