import { Inject, Injectable } from '@nestjs/common';
import { SCREENSHOT_LIMITS } from '@singularity/contract';
import type { ScreenshotAnswer } from '@singularity/contract';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { Clock } from '../runtime/clock.js';
import { findAnswer } from '../event-store/commands.table.js';
import type { KeyedRequest } from '../event-store/commands.table.js';
import { lockHead, readHead } from '../event-store/events.table.js';
import type { Head } from '../event-store/events.table.js';
import { Idempotency } from '../event-store/idempotency.js';
import { ConcurrencyLimiter } from '../runtime/concurrency-limiter.js';
import { StorageQuota } from '../event-store/storage-quota.js';
import { KeyedMutex } from '../runtime/keyed-mutex.js';
import { withBody } from '../http/command-context.js';
import type { FairQueueLimits } from '../runtime/fair-queue.js';
import { invalidFields, notFound } from '../http/problem.js';
import { UploadTurns } from '../http/upload-turns.js';
import { newId } from '../runtime/new-id.js';
import { renewTime } from '../runtime/request-context.js';
import { toScreenshot } from './screenshot-image.js';
import type { ScreenshotImage } from './screenshot-image.js';
import { ScreenshotStore } from './screenshot-store.js';
import type { ScreenshotKey } from './screenshot-store.js';

/**
 * Pictures that are in memory at a time, from their first byte until they are kept, in all and of one member: up to 120 MB.
 * Those that wait are not received yet.
 */
const UPLOADS: FairQueueLimits = { running: 24, runningOfOne: 4, most: 224, mostOfOne: 44 };
/** Each takes one of the few threads that files and compression need too, and memory for all of its pixels. */
const UNPACKED_AT_ONCE = 2;

/** An upload as its request has it. */
export interface Upload {
  /** Gives the bytes. It is asked only once it is known that there is a trade with room for them. */
  readonly receive: () => Promise<Buffer>;
  /** Aborted when nobody waits for the answer any longer. */
  readonly gone?: AbortSignal;
  /** The client's key, as far as that is known before the bytes. */
  readonly keyed?: KeyedRequest | undefined;
}

/** The screenshots of a trade, which are there while the trade is: 404 with a deleted one, and back when it is restored. */
@Injectable()
export class Screenshots {
  @Inject(Idempotency) private readonly idempotency!: Idempotency;
  private readonly uploads = new UploadTurns(UPLOADS);
  /** However many are on their way, a member takes one connection for them. */
  private readonly mutex = new KeyedMutex();
  private readonly limiter = new ConcurrencyLimiter(UNPACKED_AT_ONCE);

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

  /** Beside others of the member, and of all members, as far as there is memory for them. */
  add(userId: string, tradeId: string, { receive, gone: signal, keyed }: Upload): Promise<ScreenshotAnswer> {
    const add = async () => {
      await this.mutex.runExclusive(userId, () => this.lookForRoom(userId, tradeId, keyed));
      const bytes = await receive();
      const image = await this.limiter.run(() => toScreenshot(bytes));
      if (!image) throw refused('This is not a picture that can be read.');
      renewTime();
      return this.mutex.runExclusive(userId, () => this.keep(userId, tradeId, image, keyed && withBody(keyed, bytes)));
    };
    return this.uploads.run(userId, add, signal);
  }

  image(userId: string, tradeId: string, id: string): Promise<Buffer> {
    return this.tenants.readTenant(userId, async (tx) => {
      await findTrade(tx, tradeId);
      return (await this.store.image(tx, tradeId, id)) ?? gone();
    });
  }

  remove(userId: string, { tradeId, id }: ScreenshotKey, keyed?: KeyedRequest): Promise<ScreenshotAnswer> {
    const remove = async (tx: TenantTransaction) => {
      await findTrade(tx, tradeId);
      return (await this.store.remove(tx, tradeId, id)) ?? gone();
    };
    return this.tenants.withTenant(userId, (tx) =>
      this.idempotency.once(tx, keyed, () => remove(tx), { makesRoom: true }),
    );
  }

  private lookForRoom(userId: string, tradeId: string, keyed: KeyedRequest | undefined): Promise<void> {
    return this.tenants.readTenant(userId, async (tx) => {
      // What was kept before needs no more room; whether it is that is known once it is received.
      if (keyed && (await findAnswer(tx, keyed.key))) return;
      await this.findRoom(tx, tradeId, await readHead(tx));
    });
  }

  private keep(
    userId: string,
    tradeId: string,
    image: ScreenshotImage,
    keyed: KeyedRequest | undefined,
  ): Promise<ScreenshotAnswer> {
    return this.tenants.withTenant(userId, (tx) =>
      this.idempotency.once(tx, keyed, async () => {
        // The head's row keeps two uploads from both being the last that fits.
        await this.findRoom(tx, tradeId, await lockHead(tx), image.webp.length);
        return this.store.add(tx, { tradeId, id: newId() }, image, this.clock.toRecord());
      }),
    );
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
