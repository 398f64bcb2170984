import { Inject, Injectable } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { Request, Response } from 'express';
import { InternalOAuthError } from 'passport-oauth2';
import type { DiscordAnswer } from './discord.strategy.js';
import { PendingSignIns } from './pending-sign-ins.js';
import type { PendingSignIn } from './pending-sign-ins.js';
import { Sessions } from '../session/sessions.js';
import { SignInEnded, signInFailed } from './sign-in-ended.js';
import { securityEvent } from '../../runtime/security-events.js';

/** The callback's request once Discord has answered. */
export interface AnsweredRequest extends Request {
  readonly discordAnswer: DiscordAnswer;
  readonly authInfo: { readonly state: PendingSignIn };
}

/** Sends the browser to Discord. */
@Injectable()
export class ToDiscordGuard extends AuthGuard('discord') {
  override getAuthenticateOptions(context: ExecutionContext) {
    const { account } = context.switchToHttp().getRequest<Request>().query;
    // On the page that asks to agree one can choose another account. Without it Discord may come straight back.
    return account === 'another' ? { prompt: 'consent' } : {};
  }
}

/** Lets a callback through that answers a sign-in of this very browser, and asks Discord who it is. */
@Injectable()
export class FromDiscordGuard extends AuthGuard('discord') {
  constructor(
    @Inject(PendingSignIns) private readonly pending: PendingSignIns,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {
    super();
  }

  override getAuthenticateOptions() {
    return { property: 'discordAnswer' satisfies keyof AnsweredRequest, session: false };
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const { code, state, error } = request.query;
    if (typeof state !== 'string' || !this.pending.find(request, state))
      // A callback that is called once more, by going back or clicking twice, finds its work done.
      throw this.sessions.userOf(request) ? new SignInEnded('/') : failed('no sign-in of this browser');
    if (typeof code !== 'string' || error !== undefined) {
      this.pending.forget(http.getResponse<Response>(), state);
      throw failed('not agreed to');
    }
    return Boolean(await super.canActivate(context));
  }

  override handleRequest<Answer>(error: unknown, answer: Answer | false): Answer {
    if (answer) return answer;
    const cause: unknown = error instanceof InternalOAuthError ? error.oauthError : error;
    if (!(cause instanceof SignInEnded)) throw failed(cause instanceof Error ? cause.name : 'refused');
    tell('no token for its code');
    throw cause;
  }
}

function failed(why: string): SignInEnded {
  tell(why);
  return signInFailed('retry');
}

function tell(why: string): void {
  securityEvent('sign-in-failed', `A sign-in came to nothing: ${why}`);
}
