import { Inject, Injectable } from '@nestjs/common';
import { EventBus } from '@nestjs/cqrs';
import type { Response } from 'express';
import { Clock } from '../../runtime/clock.js';
import { AccessGrants } from '../role/access-grants.table.js';
import { DiscordApi } from '../discord/discord-api.js';
import type { DiscordToken } from '../discord/discord-api.js';
import type { AnsweredRequest } from './discord.guards.js';
import { MemberAdmitted } from '../session/member-admitted.js';
import { MemberIdentities } from '../session/member-identities.js';
import type { DiscordProfile } from '../discord/membership.js';
import type { SessionUser } from '../session/session-user.js';
import { Sessions } from '../session/sessions.js';
import { signInDenied, signInFailed } from './sign-in-ended.js';
import { servedTo } from '../../runtime/request-context.js';
import { securityEvent } from '../../runtime/security-events.js';

const SESSION_SECONDS = 7 * 24 * 60 * 60;

/** What follows from Discord's answer: a session, or a way back to the login page. */
@Injectable()
export class SignIn {
  @Inject(Clock) private readonly clock!: Clock;
  @Inject(EventBus) private readonly events!: EventBus;

  constructor(
    @Inject(MemberIdentities) private readonly members: MemberIdentities,
    @Inject(AccessGrants) private readonly grants: AccessGrants,
    @Inject(DiscordApi) private readonly discord: DiscordApi,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  /** Throws `SignInEnded` unless the member is in. */
  async complete(request: AnsweredRequest, response: Response): Promise<void> {
    const { membership, token } = request.discordAnswer;
    if (membership.status === 'denied') {
      securityEvent('sign-in-denied', `A sign-in was denied: ${membership.why}`);
      await this.sessions.close(request, response);
      await this.discord.revoke(token.accessToken);
      throw signInDenied(membership.why);
    }
    if (membership.status !== 'granted') {
      securityEvent('sign-in-unknown', 'A sign-in could not be decided');
      throw signInFailed('discord_unavailable');
    }
    const user = await this.enter(membership.profile, token);
    await this.sessions.open(request, response, user);
    // Who was erased while they came in leaves no session behind.
    if (!(await this.members.isStill(user.dbUserId, user))) {
      await this.sessions.close(request, response);
      throw signInFailed('retry');
    }
    servedTo(user.dbUserId);
    this.events.publish(new MemberAdmitted(user.dbUserId));
    securityEvent('sign-in-granted', 'A member signed in', { member: user.dbUserId });
  }

  private async enter(profile: DiscordProfile, token: DiscordToken): Promise<SessionUser> {
    const dbUserId = await this.members.enter(profile);
    const epoch = await this.grants.admit(dbUserId, token);
    const life = Math.min(SESSION_SECONDS, token.lifeSeconds);
    const expiresAt = new Date(Date.parse(this.clock.toRecord()) + life * 1_000).toISOString();
    return { ...profile, dbUserId, epoch, expiresAt };
  }
}
