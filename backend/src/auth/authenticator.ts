import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { SIGN_IN_ERRORS } from '@singularity/contract';
import { ProblemException, unavailable } from '../http/problem.js';
import { RoleAccess } from './role/role-access.js';
import type { Verdict } from './role/role-access.js';
import { DemoSwitch } from './session/demo-switch.js';
import type { RequestUser, SessionUser } from './session/session-user.js';
import { Sessions } from './session/sessions.js';
import { bearerIn } from './tokens/access-token.js';
import { AccessTokens } from './tokens/access-tokens.js';

/** Says who comes in, or throws why not. */
@Injectable()
export class Authenticator {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
    @Inject(RoleAccess) private readonly access: RoleAccess,
    @Inject(DemoSwitch) private readonly demo: DemoSwitch,
  ) {}

  /** The signed-in member, going by the token alone where there is one, and else by the session alone. */
  signedIn(request: Request): SessionUser {
    if (bearerIn(request) !== null) return this.tokens.goodOne(request).user;
    const user = this.sessions.userOf(request);
    if (!user) throw refusals['signed-out']();
    return user;
  }

  /** The member as they ask, once their role and their session's epoch are found good. */
  async authenticate(request: Request): Promise<RequestUser> {
    const user = this.signedIn(request);
    const token = this.tokens.of(request);
    const verdict = await this.access.verdictOn(user, token ? token.standing : this.sessions.standingOf(request));
    if (token && verdict === 'signed-out') throw signInFirst();
    if (verdict !== 'admitted') throw refusals[verdict]();
    return token ? { ...user, memberId: user.dbUserId } : this.demo.lookedAt(request, user);
  }

  /** The same, of a request that has waited since its session or token was read: all of it is asked anew. */
  async authenticateAgain(request: Request): Promise<RequestUser> {
    if (bearerIn(request) !== null) await this.tokens.readAgain(request);
    else if (!(await this.sessions.readAgain(request))) throw refusals['signed-out']();
    return this.authenticate(request);
  }
}

/** Nobody can ask Discord about the member any more: a token is good, but proves no role. */
function signInFirst(): ProblemException {
  const detail = 'Your role can no longer be checked. Sign in with a browser once, and this token works again.';
  return new ProblemException(401, 'about:blank', detail);
}

const refusals: Record<Exclude<Verdict, 'admitted'>, () => ProblemException> = {
  'signed-out': () => new ProblemException(401, 'about:blank', 'Sign in to continue.'),
  denied: () => new ProblemException(403, '/problems/access-denied', SIGN_IN_ERRORS.access_denied),
  unsure: () => unavailable('Discord has not confirmed your role recently. Try again in a moment.', 30),
};
