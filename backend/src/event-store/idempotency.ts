import { Inject, Injectable } from '@nestjs/common';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { Clock } from '../runtime/clock.js';
import { findKnown, keepAnswer } from './commands.table.js';
import type { KeyedRequest } from './commands.table.js';
import { lockHead, readHead } from './events.table.js';
import { StorageQuota } from './storage-quota.js';

/** What idempotency keys mean for changes beside the ledger; without a key, they are just made. */
@Injectable()
export class Idempotency {
  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(StorageQuota) private readonly quota: StorageQuota,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Does the work unless its answer is known from before, and keeps the answer in the same transaction. Throws
   * `IdempotencyKeyReused`, and `StorageFull` unless the work makes room.
   */
  async once<Answer extends object>(
    tx: TenantTransaction,
    keyed: KeyedRequest | undefined,
    work: () => Promise<Answer>,
    { makesRoom = false } = {},
  ): Promise<Answer> {
    if (!keyed) return work();
    // Keeps a second request under the key, at another process, from doing the same beside the first.
    const [head, known] = await Promise.all([lockHead(tx), findKnown(tx, keyed)]);
    if (known) return known.response as Answer;
    if (!makesRoom) this.quota.admit(head);
    const response = await work();
    keepAnswer(tx, { ...keyed, versions: null, response, at: this.clock.toRecord() });
    return response;
  }

  /** The same for work that has transactions of its own. Where it is broken off before its answer is kept, it is done again. */
  async onceApart<Answer extends object>(
    userId: string,
    keyed: KeyedRequest | undefined,
    work: () => Promise<Answer>,
  ): Promise<Answer> {
    if (!keyed) return work();
    const known = await this.tenants.readTenant(userId, async (tx) => {
      const found = await findKnown(tx, keyed);
      if (!found) this.quota.admit(await readHead(tx));
      return found;
    });
    if (known) return known.response as Answer;
    const response = await work();
    return this.tenants.withTenant(userId, (tx) => this.once(tx, keyed, () => Promise.resolve(response)));
  }
}
