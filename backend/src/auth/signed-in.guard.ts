import { createParamDecorator, Inject, Injectable, SetMetadata } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { LEDGER_HEADER } from '@singularity/contract';
import { ProblemException } from '../http/problem.js';
import { changesSomething } from '../http/same-origin.js';
import { Authenticator } from './authenticator.js';
import type { RequestUser } from './session/session-user.js';
import { Sessions } from './session/sessions.js';
import { AccessTokens } from './tokens/access-tokens.js';
import type { UsedToken } from './tokens/access-tokens.js';
import { scopesFor } from './tokens/token-scopes.js';
import { WriteQueue } from './write-queue.js';
import { securityEvent } from '../runtime/security-events.js';

const IS_PUBLIC = 'singularity:public';

/** Marks a route, or all routes of a controller, that anybody may use. Every other is for signed-in members. */
export const Public = () => SetMetadata(IS_PUBLIC, true);

/** The signed-in member, and which of their ledgers they look at. */
export const CurrentUser = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<Request>().user as RequestUser,
);

/** Stands before every route. */
@Injectable()
export class SignedInGuard implements CanActivate {
  @Inject(AccessTokens) private readonly tokens!: AccessTokens;

  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    @Inject(WriteQueue) private readonly writes: WriteQueue,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(IS_PUBLIC, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<Request>();
    const { dbUserId } = this.authenticator.signedIn(request);
    const token = this.tokens.of(request);
    if (token) this.refuseBeyondScopes(context, token);
    let hasWaited = false;
    if (changesSomething(request)) {
      // No page can make a browser send a token.
      if (!token) this.refuseForeignPage(request);
      hasWaited = await this.writes.enter(context, dbUserId);
    }
    try {
      const user = await (hasWaited
        ? this.authenticator.authenticateAgain(request)
        : this.authenticator.authenticate(request));
      if (token) await this.tokens.noteUse(request);
      request.user = user;
      context.switchToHttp().getResponse<Response>().setHeader(LEDGER_HEADER, user.dbUserId);
      return true;
    } catch (error) {
      this.writes.leave(request);
      throw error;
    }
  }

  private refuseBeyondScopes(context: ExecutionContext, { scopes }: UsedToken): void {
    const enough = scopesFor(this.reflector, context);
    if (enough.some((scope) => scopes.includes(scope))) return;
    securityEvent('access-token-refused', 'An access token was refused what it may not do');
    const detail =
      enough.length === 0
        ? 'No access token may do this. Sign in with a browser.'
        : `This takes an access token with the scope ${enough.map((scope) => `“${scope}”`).join(' or ')}.`;
    throw new ProblemException(403, 'about:blank', detail);
  }

  private refuseForeignPage(request: Request): void {
    if (this.sessions.isFromOwnPage(request)) return;
    securityEvent('token-missing', 'A write without the token of its page was refused');
    throw new ProblemException(403, 'about:blank', 'This page is out of date. Reload it and try again.');
  }
}
