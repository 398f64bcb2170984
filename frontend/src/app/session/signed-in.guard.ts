import { inject } from '@angular/core';
import type { CanActivateFn } from '@angular/router';
import { Session } from './session';

export const signedIn: CanActivateFn = (_route, state) => inject(Session).open(state.url);
