import { Inject, Injectable, Logger } from '@nestjs/common';
import { AccessGrants, CHECK_LIFE_SECONDS, EARLY_CHECK_SECONDS } from './access-grants.table.js';
import type { ClaimedCheck } from './access-grants.table.js';
import { RevocationSafeguard } from './revocation-safeguard.js';
import { jittered } from '../discord/circuit-breaker.js';
import { DiscordApi } from '../discord/discord-api.js';
import type { Membership } from '../discord/membership.js';
import type { SessionUser, Standing } from '../session/session-user.js';
import { Sessions } from '../session/sessions.js';
import { Standings } from '../session/standings.table.js';
import { isRefusedChange } from '../../database/patient-client.js';
import { securityEvent } from '../../runtime/security-events.js';

/** `unsure`: Discord has not been heard for so long that nobody can vouch for the role any more. */
export type Verdict = 'admitted' | 'signed-out' | 'denied' | 'unsure';

/** How long a granted role is believed while Discord says nothing. */
const TRUST_SECONDS = 60 * 60;
/** What a page may have to wait for while the role is checked. */
const CHECK_BUDGET_MS = 2_000;
const PAUSE_SECONDS = 30;
/** Until somebody is asked about again whose denial the safeguard has held up. */
const BRAKE_PAUSE_SECONDS = 5 * 60;

type Member = Pick<SessionUser, 'dbUserId' | 'discordId'>;
type Signed = Member & Pick<SessionUser, 'epoch'>;
/** An answer by which a member who is in would be out. */
type Loss = Extract<Membership, { status: 'denied' | 'token-dead' }>;

/** Whether a signed-in member may go on: the session is of this epoch, and the role was there not long ago. */
@Injectable()
export class RoleAccess {
  private readonly logger = new Logger(RoleAccess.name);
  private readonly checks = new Map<string, Promise<Verdict>>();
  @Inject(Standings) private readonly standings!: Standings;

  constructor(
    @Inject(AccessGrants) private readonly grants: AccessGrants,
    @Inject(RevocationSafeguard) private readonly safeguard: RevocationSafeguard,
    @Inject(DiscordApi) private readonly discord: DiscordApi,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  /** By how the member stood when their session was read. */
  async verdictOn({ epoch, ...member }: Signed, standing: Standing | null): Promise<Verdict> {
    if (standing?.epoch !== epoch) return 'signed-out';
    return verdictByRecord(standing) ?? this.checkOnce(member);
  }

  /** Checks the role of a member who asks for nothing, before its last check is too old. */
  async checkInTime(member: Member): Promise<void> {
    await this.checkOnce(member, EARLY_CHECK_SECONDS);
  }

  /** Ends all sessions of a member, on all devices, and the right to ask Discord about them. */
  async signOutEverywhere(userId: string): Promise<void> {
    const accessToken = await this.grants.signOutEverywhere(userId);
    await this.sessions.closeAllOf(userId);
    securityEvent('sessions-ended', 'All sessions of a member were ended', { member: userId });
    if (accessToken) await this.discord.revoke(accessToken);
  }

  /** The many requests of one page share one request to Discord. */
  private checkOnce(member: Member, minimumAge?: number): Promise<Verdict> {
    const { dbUserId: userId } = member;
    const running = this.checks.get(userId);
    if (running) return running;
    const check = this.check(member, minimumAge).finally(() => this.checks.delete(userId));
    this.checks.set(userId, check);
    return check;
  }

  private async check({ dbUserId: userId, discordId }: Member, minimumAge?: number): Promise<Verdict> {
    const claimed = await this.grants.claimCheck(userId, minimumAge).catch(nobodyWhereReadOnly);
    if (!claimed) return this.verdictWithoutAnswer(userId);
    const { accessToken } = claimed;
    const membership = await this.discord.membershipOf({ discordId, accessToken }, CHECK_BUDGET_MS);
    switch (membership.status) {
      case 'granted':
        await this.grants.confirm(userId, claimed);
        return 'admitted';
      case 'denied':
      case 'token-dead':
        return this.lose(userId, claimed, membership);
      case 'token-lost':
        return this.askToSignIn(userId, claimed);
      case 'unknown':
        this.logger.warn(`The role could not be checked: ${membership.why}.`);
        await this.postpone(userId, claimed, Math.max(PAUSE_SECONDS, membership.retryAfterSeconds ?? 0));
        return this.verdictWithoutAnswer(userId);
    }
  }

  /** Those who were put off at the same moment do not come back at the same moment. */
  private postpone(userId: string, claimed: ClaimedCheck, seconds: number): Promise<void> {
    return this.grants.postpone(userId, claimed, jittered(seconds));
  }

  private async lose(userId: string, claimed: ClaimedCheck, loss: Loss): Promise<Verdict> {
    if (await this.safeguard.holdsUp(userId, loss.status)) {
      await this.postpone(userId, claimed, BRAKE_PAUSE_SECONDS);
      const verdict = await this.verdictWithoutAnswer(userId);
      // Whose token is dead can help themselves by a new sign-in, which is better than to go on waiting.
      if (verdict !== 'unsure' || loss.status === 'denied') return verdict;
    }
    if (loss.status === 'denied') return this.deny(userId, claimed, loss.why);
    return this.askToSignIn(userId, claimed);
  }

  private async askToSignIn(userId: string, claimed: ClaimedCheck): Promise<Verdict> {
    await this.grants.dropToken(userId, claimed);
    return 'signed-out';
  }

  private async deny(userId: string, claimed: ClaimedCheck, why: string): Promise<Verdict> {
    if (!(await this.grants.deny(userId, claimed))) return this.verdictWithoutAnswer(userId);
    securityEvent('role-lost', `Access ended: ${why}`, { member: userId });
    await this.sessions.closeAllOf(userId);
    return 'denied';
  }

  /** Somebody else is asking, or Discord did not say: what was known before holds for a while. */
  private async verdictWithoutAnswer(userId: string): Promise<Verdict> {
    const standing = await this.standings.of(userId);
    if (!standing) return 'signed-out';
    return verdictByRecord(standing) ?? (standing.secondsSinceAnswer < TRUST_SECONDS ? 'admitted' : 'unsure');
  }
}

/** A database that takes no changes has nobody check: what was known before holds for as long as without an answer. */
function nobodyWhereReadOnly(error: unknown): null {
  if (isRefusedChange(error)) return null;
  throw error;
}

/** Null where Discord must be asked. */
function verdictByRecord({ status, secondsSinceCheck, canAsk }: Standing): Verdict | null {
  if (status === 'denied') return 'denied';
  if (secondsSinceCheck < CHECK_LIFE_SECONDS) return 'admitted';
  return canAsk ? null : 'signed-out';
}
