import { Inject, Injectable } from '@nestjs/common';
import { SCREENSHOT_LIMITS } from '@singularity/contract';
import type { ScreenshotAnswer } from '@singularity/contract';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { Clock } from '../event-store/clock.js';
import { invalidFields, notFound } from '../http/problem.js';
import { toScreenshot } from './screenshot-image.js';
import { ScreenshotStore } from './screenshot-store.js';

/** The screenshots of a trade, which are there while the trade is: 404 with a deleted one, and back when it is restored. */
@Injectable()
export class Screenshots {
  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(ScreenshotStore) private readonly store: ScreenshotStore,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  list(userId: string, tradeId: string): Promise<readonly ScreenshotAnswer[]> {
    return this.tenants.readTenant(userId, async (tx) => {
      await findTrade(tx, tradeId);
      return this.store.list(tx, tradeId);
    });
  }

  /** `receive` gives the uploaded bytes; it is asked only once it is known that there is a trade to put them on. */
  async add(userId: string, tradeId: string, receive: () => Promise<Buffer>): Promise<ScreenshotAnswer> {
    await this.tenants.readTenant(userId, (tx) => findTrade(tx, tradeId));
    const image = await toScreenshot(await receive());
    if (!image) throw refused('This is not a picture that can be read.');
    return this.tenants.withTenant(userId, async (tx) => {
      // The trade's row keeps two uploads from both being the last that fits.
      await findTrade(tx, tradeId, 'FOR UPDATE');
      const { length } = await this.store.list(tx, tradeId);
      if (length >= SCREENSHOT_LIMITS.count)
        throw refused(`A trade has at most ${SCREENSHOT_LIMITS.count} screenshots.`);
      return this.store.add(tx, tradeId, image, this.clock.now());
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
}

async function findTrade(tx: TenantTransaction, tradeId: string, lock: 'FOR UPDATE' | '' = ''): Promise<void> {
  const sql = `SELECT FROM trade WHERE user_id = $1 AND trade_id = $2 ${lock}`;
  if ((await tx.query(sql, [tx.userId, tradeId])).length === 0) gone();
}

function gone(): never {
  throw notFound();
}

function refused(message: string): Error {
  return invalidFields([{ field: 'image', message }]);
}
