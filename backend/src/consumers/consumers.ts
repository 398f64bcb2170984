import { Inject, Injectable, Logger } from '@nestjs/common';
import { NoLedger } from '../database/no-ledger.js';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { keepConsumers, lockHead, readEvents, readHead } from '../event-store/events.table.js';
import { Jobs } from '../jobs/jobs.js';
import type { Job, JobCount, Try } from '../jobs/jobs.js';
import { loggable } from '../runtime/loggable.js';
import { followJobs, setAsideJobs } from './consumer.js';
import type { Consumer } from './consumer.js';
import { ConsumerJobs } from './consumer-jobs.js';
import { addPosition, lockPosition, markFailing, movePosition, removePosition } from './positions.table.js';

/** Events that are taken in one transaction. */
const PAGE = 100;

/** How a consumer stands, over all members. */
export interface ConsumerFigures {
  readonly consumer: string;
  /** Since when the first event waits that is not taken: the lag. */
  readonly lagSeconds: number;
  /** Events that were set aside: dead letters. */
  readonly setAside: number;
}

/**
 * Has consumers take in ledgers. Each has a position in each ledger that it follows. A job says that there is more, and
 * comes with the events themselves, so that none is missed whatever ends whenever; where the consumer is, the position alone says.
 */
@Injectable()
export class Consumers {
  private readonly logger = new Logger(Consumers.name);
  private readonly names: string[] = [];

  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(ConsumerJobs) private readonly told: ConsumerJobs,
  ) {}

  /** Has it take in, from now on, what the members do that it follows. */
  async register(consumer: Consumer): Promise<void> {
    this.names.push(consumer.name);
    await this.jobs.open(setAsideJobs(consumer.name), { forGood: true });
    await this.jobs.work(followJobs(consumer.name), (job, run) => this.run(consumer, job, run), { forGood: true });
  }

  /** Follows the member, from the next event on. Locks the head. */
  async beginIn(tx: TenantTransaction, consumer: string): Promise<void> {
    const { version, consumers } = await lockHead(tx);
    if (consumers.includes(consumer)) return;
    keepConsumers(tx, [...consumers, consumer]);
    addPosition(tx, consumer, version);
  }

  /** Follows the member no more. Locks the head. */
  async endIn(tx: TenantTransaction, consumer: string): Promise<void> {
    const { consumers } = await lockHead(tx);
    keepConsumers(
      tx,
      consumers.filter((each) => each !== consumer),
    );
    removePosition(tx, consumer);
  }

  /** How each stands, by the jobs that there are. */
  figuresIn(counts: readonly JobCount[]): readonly ConsumerFigures[] {
    const open = counts.filter(({ state }) => state !== 'failed');
    const of = (name: string) => open.filter(({ queue }) => queue === name);
    return this.names.map((consumer) => ({
      consumer,
      lagSeconds: Math.max(0, ...of(followJobs(consumer)).map(({ seconds }) => seconds)),
      setAside: of(setAsideJobs(consumer)).reduce((sum, { jobs }) => sum + jobs, 0),
    }));
  }

  private async run(consumer: Consumer, { userId, id }: Job, { stopping }: Try): Promise<void> {
    try {
      if (id === userId) await this.follow(consumer, userId, stopping);
      else await this.takeOne(consumer, userId, Number(id));
    } catch (error) {
      // A member who was erased has nothing more to take.
      if (!(error instanceof NoLedger)) throw error;
    }
  }

  /** Catches up. Where some events cannot be taken together they are taken one by one, up to the one at fault. */
  private async follow(consumer: Consumer, userId: string, stopping: AbortSignal): Promise<void> {
    for (let [most, more] = [PAGE, true]; more;) {
      stopping.throwIfAborted();
      try {
        more = await this.step(consumer, userId, most);
      } catch (error) {
        if (error instanceof NoLedger) throw error;
        if (most === 1) await this.failed(consumer, userId, error);
        most = most === 1 ? PAGE : 1;
      }
    }
  }

  /** Says whether there are more. */
  private step(consumer: Consumer, userId: string, most: number): Promise<boolean> {
    return this.tenants.withTenant(userId, async (tx) => {
      const [position, , { version }] = await Promise.all([
        lockPosition(tx, consumer.name),
        // Whose events the head then tells: what these jobs are about is taken in here.
        this.jobs.takeBack(tx, followJobs(consumer.name), { userId, id: userId }),
        readHead(tx),
      ]);
      const upTo = Math.min(version, (position?.version ?? version) + most);
      if (!position || upTo <= position.version) return false;
      await consumer.take(tx, await readEvents(tx, position.version, upTo));
      movePosition(tx, consumer.name, upTo);
      return upTo < version;
    });
  }

  /** Throws what it failed with, for another try, until patience is over: then the event is set aside. */
  private async failed({ name }: Consumer, userId: string, error: unknown): Promise<void> {
    const setAside = await this.tenants.withTenant(userId, async (tx) => {
      const position = await lockPosition(tx, name);
      if (!position?.isStuck) {
        markFailing(tx, name);
        return null;
      }
      const version = position.version + 1;
      await this.told.setAside(tx, name, version);
      movePosition(tx, name, version);
      return version;
    });
    if (setAside === null) throw error;
    this.tellSetAside(name, userId, setAside, error);
  }

  /** An event that was set aside, again; where that fails, it is set aside once more. */
  private async takeOne(consumer: Consumer, userId: string, version: number): Promise<void> {
    const { name } = consumer;
    try {
      await this.tenants.withTenant(userId, async (tx) => {
        if (await lockPosition(tx, name)) await consumer.take(tx, await readEvents(tx, version - 1, version));
      });
    } catch (error) {
      await this.tenants.withTenant(userId, (tx) => this.told.setAside(tx, name, version));
      this.tellSetAside(name, userId, version, error);
    }
  }

  private tellSetAside(name: string, userId: string, version: number, error: unknown): void {
    this.logger.error(
      `The consumer ${name} cannot take version ${version} of the ledger ${userId}. It goes on with the next. ` +
        `npm run dead-letters has it taken again. ${loggable(error)}`,
    );
  }
}
