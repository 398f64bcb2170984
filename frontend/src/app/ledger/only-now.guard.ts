import { inject } from '@angular/core';
import { Router } from '@angular/router';
import type { CanActivateFn } from '@angular/router';
import { Notices } from '../http/notices';
import { TimeTravel, asOfIn } from './time-travel';

/** Keeps forms from pages that show the past: whoever asks for one is told why, and led back to now. */
export const onlyNow: CanActivateFn = (_route, state) => {
  if (!asOfIn(state)) return true;
  const [router, travel] = [inject(Router), inject(TimeTravel)];
  inject(Notices).say('This view is read-only', { label: 'Back to now', run: () => travel.goTo(null) });
  // In an address that one opens, the page remains without the form.
  if (router.navigated) return false;
  const page = router.parseUrl(state.url);
  delete page.root.children['sheet'];
  return page;
};
