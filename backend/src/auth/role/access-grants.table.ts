import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../config.js';
import { CONFIG } from '../../config.token.js';
import { Tenants } from '../../database/tenants.js';
import type { TenantTransaction } from '../../database/tenants.js';
import type { DiscordToken } from '../discord/discord-api.js';
import { RoleAnswers } from './role-answers.table.js';
import { seal, unseal } from '../../runtime/sealed.js';

/** A check of the role that this request, and no other, has taken on. */
export interface ClaimedCheck {
  /** When the record was last changed by an answer: what came in meanwhile is newer, and stays. */
  readonly asOf: string;
  /** Null where there is none, or it cannot be opened because the secret has changed. */
  readonly accessToken: string | null;
}

/** How old a check may be before the role is asked for again. */
export const CHECK_LIFE_SECONDS = 15 * 60;
/** How old one may be for it to be made again before somebody has to wait for it. */
export const EARLY_CHECK_SECONDS = 11 * 60;
/** How long a claim keeps others from checking too; longer than a check takes. */
const CLAIM_SECONDS = 5;

/** The member's row of access: may they in, as of when, and the token to ask again with. */
@Injectable()
export class AccessGrants {
  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(CONFIG) private readonly config: Pick<Config, 'tokenKey' | 'discord'>,
    @Inject(RoleAnswers) private readonly answers: RoleAnswers,
  ) {}

  /** Records a sign-in that Discord has granted; gives the member's epoch. */
  async admit(userId: string, { accessToken, lifeSeconds }: DiscordToken): Promise<number> {
    await this.answers.confirmed(userId);
    return this.tenants.withTenant(userId, async (tx) => {
      await tx.query(
        `INSERT INTO access_grant
           (user_id, status, checked_at, last_definitive_at, token_ciphertext, token_expires_at)
         VALUES ($1, 'granted', now(), now(), $2, now() + make_interval(secs => $3))
         ON CONFLICT (user_id) DO UPDATE SET status = excluded.status, checked_at = excluded.checked_at,
           last_definitive_at = excluded.last_definitive_at, retry_at = NULL,
           token_ciphertext = excluded.token_ciphertext, token_expires_at = excluded.token_expires_at`,
        [userId, this.hasBot ? null : seal(this.config.tokenKey, purposeOf(userId), accessToken), lifeSeconds],
      );
      const [row] = await tx.query<{ epoch: number }>(
        'SELECT session_epoch AS epoch FROM app_user WHERE user_id = $1',
        [userId],
      );
      if (!row) throw new Error('A member who signs in has been registered.');
      return row.epoch;
    });
  }

  /**
   * Takes on the check that is due, for all requests of all processes. Null where none is due: another has it,
   * or Discord wants to be left alone a while.
   */
  claimCheck(userId: string, minimumAge = CHECK_LIFE_SECONDS): Promise<ClaimedCheck | null> {
    return this.tenants.withTenant(userId, async (tx) => {
      const [row] = await tx.query<{ sealed: Buffer | null; asOf: string }>(
        `SELECT token_ciphertext AS sealed, checked_at::text AS "asOf" FROM access_grant
         WHERE user_id = $1 AND status = 'granted' AND checked_at <= now() - make_interval(secs => $2)
           AND (token_ciphertext IS NOT NULL OR $3) AND (retry_at IS NULL OR retry_at <= now()) FOR UPDATE`,
        [userId, minimumAge, this.hasBot],
      );
      if (!row) return null;
      tx.send('UPDATE access_grant SET retry_at = now() + make_interval(secs => $2) WHERE user_id = $1', [
        userId,
        CLAIM_SECONDS,
      ]);
      return { asOf: row.asOf, accessToken: this.opened(userId, row.sealed) };
    });
  }

  async confirm(userId: string, checked: ClaimedCheck): Promise<void> {
    await this.answers.confirmed(userId);
    await this.tenants.withTenant(userId, async (tx) => {
      await tx.query(
        `UPDATE access_grant SET checked_at = now(), last_definitive_at = now(), retry_at = NULL,
           token_ciphertext = CASE WHEN NOT $3 THEN token_ciphertext END
         WHERE user_id = $1 AND checked_at = $2::timestamptz`,
        [userId, checked.asOf, this.hasBot],
      );
    });
  }

  /** False where the member has signed in anew since the check began: that answer is the newer one. */
  deny(userId: string, checked: ClaimedCheck): Promise<boolean> {
    return this.tenants.withTenant(userId, async (tx) => {
      const denied = await tx.query(
        `UPDATE access_grant SET status = 'denied', checked_at = now(), last_definitive_at = now(), retry_at = NULL,
           token_ciphertext = NULL
         WHERE user_id = $1 AND checked_at = $2::timestamptz RETURNING user_id`,
        [userId, checked.asOf],
      );
      if (denied.length > 0) await endSessions(tx);
      return denied.length > 0;
    });
  }

  /** The check brought nothing; not again before so many seconds. */
  postpone(userId: string, checked: ClaimedCheck, seconds: number): Promise<void> {
    return this.tenants.withTenant(userId, async (tx) => {
      await tx.query(
        `UPDATE access_grant SET retry_at = now() + make_interval(secs => $3)
         WHERE user_id = $1 AND checked_at = $2::timestamptz`,
        [userId, checked.asOf, seconds],
      );
    });
  }

  dropToken(userId: string, checked: ClaimedCheck): Promise<void> {
    return this.tenants.withTenant(userId, async (tx) => {
      await tx.query(
        `UPDATE access_grant SET token_ciphertext = NULL, retry_at = NULL
         WHERE user_id = $1 AND checked_at = $2::timestamptz`,
        [userId, checked.asOf],
      );
    });
  }

  /** Ends every session of the member by moving the epoch on; gives the token that is of no more use, if any. */
  signOutEverywhere(userId: string): Promise<string | null> {
    return this.tenants.withTenant(userId, async (tx) => {
      const [row] = await tx.query<{ sealed: Buffer | null }>(
        'SELECT token_ciphertext AS sealed FROM access_grant WHERE user_id = $1 FOR UPDATE',
        [userId],
      );
      await tx.query('UPDATE access_grant SET token_ciphertext = NULL WHERE user_id = $1', [userId]);
      await endSessions(tx);
      return this.opened(userId, row?.sealed ?? null);
    });
  }

  private get hasBot(): boolean {
    return this.config.discord.botToken !== null;
  }

  private opened(userId: string, sealed: Buffer | null): string | null {
    return sealed && unseal(this.config.tokenKey, purposeOf(userId), sealed);
  }
}

async function endSessions(tx: TenantTransaction): Promise<void> {
  await tx.query('UPDATE app_user SET session_epoch = session_epoch + 1, updated_at = now() WHERE user_id = $1', [
    tx.userId,
  ]);
}

function purposeOf(userId: string): string {
  return `discord-token|${userId}`;
}
