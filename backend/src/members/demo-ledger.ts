import { Inject, Injectable } from '@nestjs/common';
import { MemberIdentities } from '../auth/session/member-identities.js';
import type { RequestUser } from '../auth/session/session-user.js';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { readHead } from '../event-store/events.table.js';
import { StorageQuota } from '../event-store/storage-quota.js';
import { unavailable } from '../http/problem.js';
import { newId } from '../runtime/new-id.js';
import { outsideOfRequests } from '../runtime/request-context.js';
import { DemoFilling } from './demo-filling.js';
import { MemberProvisioning } from './member-provisioning.js';

/** Makes a member's demo: a ledger under a user id of its own. */
@Injectable()
export class DemoLedger {
  @Inject(StorageQuota) private readonly quota!: StorageQuota;
  /** By member: who asks again before it is made waits for the same one. */
  private readonly underWay = new Map<string, Promise<string | null>>();

  constructor(
    @Inject(MemberIdentities) private readonly members: MemberIdentities,
    @Inject(MemberProvisioning) private readonly provisioning: MemberProvisioning,
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(DemoFilling) private readonly filling: DemoFilling,
  ) {}

  /** The user id of the member's demo, which is made where it is missing. */
  async ensure(user: RequestUser): Promise<string> {
    const demoId = (await this.members.demoOf(user)) ?? (await this.makeOnce(user));
    if (!demoId) throw unavailable('The demo was just removed. Try again.');
    return demoId;
  }

  private makeOnce(user: RequestUser): Promise<string | null> {
    const { memberId } = user;
    const made =
      this.underWay.get(memberId) ??
      outsideOfRequests(() => this.make(user).finally(() => this.underWay.delete(memberId)));
    this.underWay.set(memberId, made);
    return made;
  }

  /** One transaction: a member has a whole demo or none, and never two. It begins with the member's own settings. */
  private async make(user: RequestUser): Promise<string | null> {
    this.quota.admit(await this.tenants.readTenant(user.memberId, readHead));
    const own = await this.provisioning.settingsOf(user.memberId);
    const { streamVersion: _version, ...settings } = own.settings;
    await this.tenants.withTenant(newId(), async (tx) => {
      if (!(await claim(tx, user))) return;
      await this.provisioning.registerIn(tx, user, settings);
      await this.filling.fill(tx);
    });
    return this.members.demoOf(user);
  }
}

/** Whether the member gets this demo; false where they have one, or are gone. Waits for whoever is making another. */
async function claim(tx: TenantTransaction, { memberId, discordId }: RequestUser): Promise<boolean> {
  const claimed = await tx.query(
    `UPDATE identity SET demo_user_id = $1
      WHERE discord_id = $2 AND user_id = $3 AND demo_user_id IS NULL RETURNING discord_id`,
    [tx.userId, discordId, memberId],
  );
  return claimed.length === 1;
}
