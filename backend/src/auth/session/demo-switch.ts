import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { DEMO_COOKIE } from '@singularity/contract';
import type { Config } from '../../config.js';
import { CONFIG } from '../../config.token.js';
import { MemberIdentities } from './member-identities.js';
import type { RequestUser, SessionUser } from './session-user.js';

/**
 * Which of a member's two ledgers a browser looks at: their own, or with a cookie their demo. The cookie is of one
 * session and one demo, so that it means nothing once either of them is gone.
 */
@Injectable()
export class DemoSwitch {
  private readonly name: string;
  private readonly options: CookieOptions;

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'secure' | 'sessionSecret'>,
    @Inject(MemberIdentities) private readonly members: MemberIdentities,
  ) {
    this.name = config.secure ? DEMO_COOKIE.secure : DEMO_COOKIE.plain;
    this.options = { httpOnly: true, sameSite: 'lax', secure: config.secure, path: '/' };
  }

  /** The member as they ask, with the ledger that they look at. */
  async lookedAt(request: Request, user: SessionUser): Promise<RequestUser> {
    const own = { ...user, memberId: user.dbUserId };
    const cookie = this.cookieOf(request);
    const demoId = cookie && (await this.members.demoOf(own));
    return demoId && cookie === this.tokenOf(request, demoId) ? { ...own, dbUserId: demoId } : own;
  }

  turnOn(request: Request, response: Response, { expiresAt }: SessionUser, demoId: string): void {
    response.cookie(this.name, this.tokenOf(request, demoId), { ...this.options, expires: new Date(expiresAt) });
  }

  turnOff(response: Response): void {
    response.clearCookie(this.name, this.options);
  }

  private tokenOf({ sessionID }: Request, demoId: string): string {
    return createHmac('sha256', this.config.sessionSecret).update(`demo:${sessionID}:${demoId}`).digest('base64url');
  }

  private cookieOf(request: Request): string | undefined {
    const pairs = (request.headers.cookie ?? '').split(/; */);
    return pairs.find((pair) => pair.startsWith(`${this.name}=`))?.slice(this.name.length + 1);
  }
}
