import { Injector, inject } from '@angular/core';
import type { Signal } from '@angular/core';
import type { CanDeactivateFn } from '@angular/router';
import { Session } from './session';

export interface MayHoldInput {
  /** Whether something was typed that has not been saved. */
  readonly unsaved: Signal<boolean>;
}

/** Asks before a sheet or a page with unsaved input is left, unless the session is over: then nobody could save it. */
export const keepInput: CanDeactivateFn<MayHoldInput> = async (form) => {
  if (!form.unsaved() || inject(Session).member() === null) return true;
  const injector = inject(Injector);
  const { confirmed } = await import('../ui/confirmation');
  return confirmed(injector, {
    heading: 'Discard unsaved changes?',
    text: 'What you typed has not been saved.',
    confirm: 'Discard',
    refuse: 'Keep editing',
  });
};
