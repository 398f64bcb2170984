import { HttpClient } from '@angular/common/http';
import { inject } from '@angular/core';
import type { ResolveFn } from '@angular/router';
import { INVITE_PATH } from '@singularity/contract';
import type { InviteAnswer, SignInError } from '@singularity/contract';
import { firstValueFrom } from 'rxjs';

/** To the Discord server, for whoever was refused; before the page shows, so that nothing on it moves. */
export const invite: ResolveFn<string | null> = ({ queryParams }) => {
  if (queryParams['error'] !== ('access_denied' satisfies SignInError)) return null;
  return firstValueFrom(inject(HttpClient).get<InviteAnswer>(INVITE_PATH)).then(
    ({ url }) => url,
    () => null,
  );
};
