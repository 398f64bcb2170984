import { Catch } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import type { DenialReason, SignInError } from '@singularity/contract';

/** A sign-in that ends before its normal end, and where the browser goes then. */
export class SignInEnded extends Error {
  constructor(readonly location: string) {
    super(`The sign-in ended at ${location}`);
  }
}

/** The login page tells the member why, in words of its own: nothing of what the request said is repeated. */
export function signInFailed(error: SignInError): SignInEnded {
  return new SignInEnded(`/login?error=${error}`);
}

/** Told to nobody but the browser whose member Discord has just named. */
export function signInDenied(reason: DenialReason): SignInEnded {
  return new SignInEnded(`/login?error=${'access_denied' satisfies SignInError}&reason=${reason}`);
}

@Catch(SignInEnded)
export class SignInEndedFilter implements ExceptionFilter<SignInEnded> {
  catch({ location }: SignInEnded, host: ArgumentsHost): void {
    host.switchToHttp().getResponse<Response>().redirect(location);
  }
}
