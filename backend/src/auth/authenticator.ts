import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { SIGN_IN_ERRORS } from '@singularity/contract';
import { ProblemException, unavailable } from '../http/problem.js';
import { RoleAccess } from './role/role-access.js';
import type { Verdict } from './role/role-access.js';
import { DemoSwitch } from './session/demo-switch.js';
import type { RequestUser, SessionUser } from './session/session-user.js';
import { Sessions } from './session/sessions.js';

/** Says who comes in, or throws why not. */
@Injectable()
export class Authenticator {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(RoleAccess) private readonly access: RoleAccess,
    @Inject(DemoSwitch) private readonly demo: DemoSwitch,
  ) {}

  /** The signed-in member, going by the session alone. */
  signedIn(request: Request): SessionUser {
    const user = this.sessions.userOf(request);
    if (!user) throw refusals['signed-out']();
    return user;
  }

  /** The member as they ask, once their role and their session's epoch are found good. */
  async authenticate(request: Request): Promise<RequestUser> {
    const user = this.signedIn(request);
    const verdict = await this.access.verdictOn(user, this.sessions.standingOf(request));
    if (verdict !== 'admitted') throw refusals[verdict]();
    return this.demo.lookedAt(request, user);
  }

  /** The same, of a request that has waited since its session was read: all of it is asked anew. */
  async authenticateAgain(request: Request): Promise<RequestUser> {
    if (!(await this.sessions.readAgain(request))) throw refusals['signed-out']();
    return this.authenticate(request);
  }
}

const refusals: Record<Exclude<Verdict, 'admitted'>, () => ProblemException> = {
  'signed-out': () => new ProblemException(401, 'about:blank', 'Sign in to continue.'),
  denied: () => new ProblemException(403, '/problems/access-denied', SIGN_IN_ERRORS.access_denied),
  unsure: () => unavailable('Discord has not confirmed your role recently. Try again in a moment.', 30),
};
