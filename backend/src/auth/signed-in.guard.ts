import { createParamDecorator, Inject, Injectable, SetMetadata } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { SIGN_IN_ERRORS } from '@singularity/contract';
import { ProblemException, unavailable } from '../http/problem.js';
import { changesSomething } from '../http/same-origin.js';
import { Access } from './access.js';
import type { Verdict } from './access.js';
import { DemoSwitch } from './demo-switch.js';
import type { RequestUser } from './session-user.js';
import { Sessions } from './sessions.js';

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
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(Access) private readonly access: Access,
    @Inject(DemoSwitch) private readonly demo: DemoSwitch,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(IS_PUBLIC, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<Request>();
    const user = this.sessions.userOf(request);
    if (!user) throw refusals['signed-out']();
    if (changesSomething(request) && !this.sessions.isFromOwnPage(request))
      throw new ProblemException(403, 'about:blank', 'This request lacks the token of the page. Please reload it.');
    const verdict = await this.access.verdictOn(user);
    if (verdict !== 'admitted') throw refusals[verdict]();
    request.user = await this.demo.lookedAt(request, user);
    return true;
  }
}

const refusals: Record<Exclude<Verdict, 'admitted'>, () => ProblemException> = {
  'signed-out': () => new ProblemException(401, 'about:blank', 'Please sign in.'),
  denied: () => new ProblemException(403, '/problems/access-denied', SIGN_IN_ERRORS.access_denied),
  unsure: () => unavailable('Discord has not confirmed your role for a while. Please try again in a moment.', 30),
};
