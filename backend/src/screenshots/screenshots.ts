import { Inject, Injectable } from '@nestjs/common';
import { SCREENSHOT_LIMITS } from '@singularity/contract';
import type { ScreenshotAnswer } from '@singularity/contract';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { Clock } from '../event-store/clock.js';
import { lockHead, readHead } from '../event-store/events.table.js';
import type { Head } from '../event-store/events.table.js';
import { Lanes } from '../event-store/lanes.js';
import { StorageQuota } from '../event-store/storage-quota.js';
import { Turns } from '../event-store/turns.js';
import { invalidFields, notFound } from '../http/problem.js';
import { toScreenshot } from './screenshot-image.js';
import { ScreenshotStore } from './screenshot-store.js';

/** Each takes one of the few threads that files and compression need too, and memory for all of its pixels. */
const UNPACKED_AT_ONCE = 2;

/** The screenshots of a trade, which are there while the trade is: 404 with a deleted one, and back when it is restored. */
@Injectable()
export class Screenshots {
  /** A member's pictures come one after the other: not even of those on their way are there more in memory. */
  private readonly turns = new Turns();
  private readonly lanes = new Lanes(UNPACKED_AT_ONCE);

  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(ScreenshotStore) private readonly store: ScreenshotStore,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(StorageQuota) private readonly quota: StorageQuota,
  ) {}

  list(userId: string, tradeId: string): Promise<readonly ScreenshotAnswer[]> {
    return this.tenants.readTenant(userId, async (tx) => {
      await findTrade(tx, tradeId);
      return this.store.list(tx, tradeId);
    });
  }

  /** `receive` gives the uploaded bytes; it is asked only once it is known that there is a trade with room for them. */
  add(userId: string, tradeId: string, receive: () => Promise<Buffer>): Promise<ScreenshotAnswer> {
    return this.turns.take(userId, async () => {
      await this.tenants.readTenant(userId, async (tx) => this.findRoom(tx, tradeId, await readHead(tx)));
      const bytes = await receive();
      const image = await this.lanes.run(() => toScreenshot(bytes));
      if (!image) throw refused('This is not a picture that can be read.');
      return this.tenants.withTenant(userId, async (tx) => {
        // The head's row keeps two uploads, at two processes, from both being the last that fits.
        await this.findRoom(tx, tradeId, await lockHead(tx), image.webp.length);
        return this.store.add(tx, tradeId, image, this.clock.toRecord());
      });
    });
  }

  image(userId: string, tradeId: string, id: string): Promise<Buffer> {
    return this.tenants.readTenant(userId, async (tx) => {
      await findTrade(tx, tradeId);
      return (await this.store.image(tx, tradeId, id)) ?? gone();
    });
  }

  remove(userId: string, tradeId: string, id: string): Promise<ScreenshotAnswer> {
    return this.tenants.withTenant(userId, async (tx) => {
      await findTrade(tx, tradeId);
      return (await this.store.remove(tx, tradeId, id)) ?? gone();
    });
  }

  private async findRoom(tx: TenantTransaction, tradeId: string, head: Head, bytes = 0): Promise<void> {
    await findTrade(tx, tradeId);
    this.quota.admit(head, bytes);
    const { length } = await this.store.list(tx, tradeId);
    if (length >= SCREENSHOT_LIMITS.count) throw refused(`A trade has at most ${SCREENSHOT_LIMITS.count} screenshots.`);
  }
}

async function findTrade(tx: TenantTransaction, tradeId: string): Promise<void> {
  const sql = `SELECT FROM trade WHERE user_id = $1 AND trade_id = $2`;
  if ((await tx.query(sql, [tx.userId, tradeId])).length === 0) gone();
}

function gone(): never {
  throw notFound();
}

function refused(message: string): Error {
  return invalidFields([{ field: 'image', message }]);
}
