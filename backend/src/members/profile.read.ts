import type { Instant } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';

export interface Profile {
  readonly discordId: string;
  readonly username: string;
  readonly avatar: string;
  readonly createdAt: Instant;
}

/** What is kept of a member's account at Discord, beside the ledger. */
export async function readProfile(tx: TenantTransaction): Promise<Profile> {
  const [profile] = await tx.query<Profile>(
    `SELECT discord_id AS "discordId", username, avatar, created_at AS "createdAt" FROM app_user WHERE user_id = $1`,
    [tx.userId],
  );
  if (!profile) throw new Error('A member who is signed in has been registered.');
  return profile;
}
