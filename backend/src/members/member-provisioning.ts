import { Inject, Injectable } from '@nestjs/common';
import type { Receipt, SettingsAnswer } from '@singularity/contract';
import { DEFAULT_SETTINGS, GENESIS_HASH } from '@singularity/domain';
import type { Settings } from '@singularity/domain';
import type { DiscordProfile } from '../auth/discord/membership.js';
import type { MemberRegistry, SettingsReader } from '../auth/session/member-identities.js';
import { NoLedger } from '../database/no-ledger.js';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { Clock } from '../runtime/clock.js';
import { createHead, readHead } from '../event-store/events.table.js';
import { Ledger } from '../event-store/ledger.js';
import { unavailable } from '../http/problem.js';
import { SettingsRow } from './settings.entity.js';
import { memberStreamHandler } from './members.stream-handler.js';

/** Founds members' ledgers and knows their settings. The profile is kept beside the ledger, never in it. */
@Injectable()
export class MemberProvisioning implements MemberRegistry, SettingsReader {
  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Makes whatever a member lacks and refreshes the profile: as often as one likes, also after a crash halfway. */
  register(userId: string, profile: DiscordProfile): Promise<void> {
    return this.tenants.withTenant(userId, async (tx) => {
      await requireIdentity(tx, profile);
      await this.registerIn(tx, profile, DEFAULT_SETTINGS);
    });
  }

  /** As `register`, inside a transaction that is there already. */
  async registerIn(tx: TenantTransaction, profile: DiscordProfile, settings: Settings): Promise<void> {
    const { userId } = tx;
    await this.writeProfile(tx, profile);
    await createHead(tx, { version: 0, hash: GENESIS_HASH, recordedAt: this.clock.toRecord() });
    await this.ledger.handleIn(tx, memberStreamHandler, {
      userId,
      streamId: userId,
      origin: 'system',
      command: { type: 'RegisterUser', settings },
    });
  }

  settingsOf(userId: string): Promise<{ settings: SettingsAnswer; ledger: Receipt }> {
    return this.tenants.readTenant(userId, async (tx) => {
      const { version, hash } = await readHead(tx);
      const row = await tx.manager.findOneBy(SettingsRow, { userId });
      if (!row) throw new NoLedger();
      const { timeZone, baseCurrency, theme, breakevenTolerance, streamVersion } = row;
      const settings = { timeZone, baseCurrency, theme, breakevenTolerance, streamVersion };
      return { settings, ledger: { version, hash } };
    });
  }

  private async writeProfile(tx: TenantTransaction, { discordId, username, avatar }: DiscordProfile): Promise<void> {
    await tx.query(
      `INSERT INTO app_user (user_id, discord_id, username, avatar, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $5)
       ON CONFLICT (user_id) DO UPDATE SET username = $3, avatar = $4, updated_at = $5`,
      [tx.userId, discordId, username, avatar, this.clock.toRecord()],
    );
  }
}

/** Keeps the identity until the end of the transaction: of somebody who is being erased nothing must come back. */
async function requireIdentity({ userId, query }: TenantTransaction, { discordId }: DiscordProfile): Promise<void> {
  const sql = 'SELECT FROM identity WHERE discord_id = $1 AND user_id = $2 FOR KEY SHARE';
  const rows = await query(sql, [discordId, userId]);
  if (rows.length === 0) throw unavailable('Your account is being deleted. Sign in again.');
}
