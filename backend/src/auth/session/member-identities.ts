import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Receipt, SettingsAnswer } from '@singularity/contract';
import { Clock } from '../../runtime/clock.js';
import { newId } from '../../runtime/new-id.js';
import type { DiscordProfile } from '../discord/membership.js';
import type { RequestUser } from './session-user.js';

/** Founds members' ledgers. Implemented by who keeps them. */
export abstract class MemberRegistry {
  /** Creates what a member lacks and refreshes the profile; safe to repeat. */
  abstract register(userId: string, profile: DiscordProfile): Promise<unknown>;
}

/** Tells members' settings, and the head of the ledger at which they stand. Implemented by who keeps them. */
export abstract class SettingsReader {
  abstract settingsOf(userId: string): Promise<{ readonly settings: SettingsAnswer; readonly ledger: Receipt }>;
}

/** Knows which member a Discord account is. */
@Injectable()
export class MemberIdentities {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(MemberRegistry) private readonly registry: MemberRegistry,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * The id of the member, who is registered if new. Two transactions, because an identity belongs to nobody's ledger;
   * each repeats safely, so that the next sign-in heals what a crash left half done.
   */
  async enter(profile: DiscordProfile): Promise<string> {
    await this.dataSource.query(
      `INSERT INTO identity (discord_id, user_id, created_at) VALUES ($1, $2, $3) ON CONFLICT (discord_id) DO NOTHING`,
      [profile.discordId, newId(), this.clock.toRecord()],
    );
    const rows: { user_id: string }[] = await this.dataSource.query(
      'SELECT user_id FROM identity WHERE discord_id = $1',
      [profile.discordId],
    );
    const [row] = rows;
    if (!row) throw new Error('An identity is there once it has been inserted.');
    await this.registry.register(row.user_id, profile);
    return row.user_id;
  }

  /** Whether that Discord account is still that member. */
  async isStill(userId: string, { discordId }: Pick<DiscordProfile, 'discordId'>): Promise<boolean> {
    const rows: unknown[] = await this.dataSource.query('SELECT FROM identity WHERE discord_id = $1 AND user_id = $2', [
      discordId,
      userId,
    ]);
    return rows.length > 0;
  }

  /** The user id of the member's demo ledger, null where there is none. */
  async demoOf({ memberId, discordId }: Pick<RequestUser, 'memberId' | 'discordId'>): Promise<string | null> {
    const rows: { demo_user_id: string | null }[] = await this.dataSource.query(
      'SELECT demo_user_id FROM identity WHERE discord_id = $1 AND user_id = $2',
      [discordId, memberId],
    );
    return rows[0]?.demo_user_id ?? null;
  }
}
