import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ProjectionsStanding } from '@singularity/contract';
import { ledgerIds } from '../database/ledgers.read.js';
import { Tenants } from '../database/tenants.js';
import { NoLedger } from '../database/no-ledger.js';
import { outsideOfRequests } from '../runtime/request-context.js';
import { readHead } from './events.table.js';
import { ConcurrencyLimiter } from '../runtime/concurrency-limiter.js';
import { LedgerSize } from './ledger-size.js';
import { LedgerThread } from './ledger-thread.js';
import { PROJECTION_VERSION } from './projection-version.js';
import { Replay } from './replay.js';
import { loggable } from '../runtime/loggable.js';

/** In the background, so that most of the processor and of the connections is left to those who wait. */
const SIDE_BY_SIDE = 2;
/** Processes that start together begin apart; in milliseconds. */
const MOST_DELAY = 5_000;
const TRY_AGAIN_AFTER = 600_000;

/** For how long rows are taken to be current: settings may be changed at another process, and a backup brought back. */
const TRUSTED_MS = 60_000;

/** What this process knows of the rows of a ledger. */
type Standing = 'current' | 'behind' | 'failed';

interface Seen {
  readonly standing: Standing;
  readonly isLong: boolean;
  /** Only the buckets are old: those of other settings. */
  readonly aggregatesOnly: boolean;
}

interface Known {
  readonly standing: Standing;
  /** When that was seen, in milliseconds of `performance.now()`. */
  readonly at: number;
}

/**
 * Replays ledgers whose rows were made by an older version of the projections, or whose buckets by other settings: on the
 * first visit, and in the background for those who don't come; a long one always in a thread of its own. A ledger that
 * fails keeps its old rows, and is tried again now and then.
 */
@Injectable()
export class ProjectionUpgrade implements BeforeApplicationShutdown {
  @Inject(LedgerThread) private readonly thread!: LedgerThread;
  private readonly logger = new Logger('projections');
  private readonly known = new Map<string, Known>();
  private readonly running = new Map<string, Promise<void>>();
  private readonly looking = new Set<Promise<unknown>>();
  private readonly limiter = new ConcurrencyLimiter(SIDE_BY_SIDE);
  private readonly stop = new AbortController();

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(Replay) private readonly replay: Replay,
    @Inject(LedgerSize) private readonly size: LedgerSize,
  ) {}

  /** Comes back when a request of that member may be answered: with new rows, or with the old ones where new ones take long. */
  async beforeAnswer(userId: string): Promise<void> {
    const { standing, at = 0 } = this.known.get(userId) ?? {};
    if (standing === 'failed' || (standing === 'current' && performance.now() - at < TRUSTED_MS)) return;
    const seen = await this.look(userId);
    if (seen?.standing !== 'behind') return;
    if (seen.isLong) void this.once(userId, () => this.limiter.run(() => this.bring(userId), true));
    else await this.once(userId, () => this.bring(userId));
  }

  /** After something that may have left rows behind; what is done about it is not waited for. */
  lookAgain(userId: string): void {
    this.known.delete(userId);
    const looking = outsideOfRequests(() => this.beforeAnswer(userId))
      .catch((error: unknown) => this.stop.signal.aborted || this.logger.error(error))
      .finally(() => this.looking.delete(looking));
    this.looking.add(looking);
  }

  /** Goes through all ledgers once, and through those that failed every now and then. */
  async keep(): Promise<void> {
    const pause = (ms: number) => setTimeout(ms, undefined, { signal: this.stop.signal, ref: false });
    try {
      await pause(Math.random() * MOST_DELAY);
      for (;;) {
        await this.bringAll();
        await pause(TRY_AGAIN_AFTER * (1 + Math.random()));
        this.forgetFailed();
      }
    } catch (error) {
      if (!this.stop.signal.aborted) this.logger.error(error);
    }
  }

  /** Looks at every ledger, then brings up to date what is behind; several processes may do so at once. */
  async bringAll(): Promise<void> {
    for await (const ids of ledgerIds(this.dataSource))
      for (const userId of ids) if (!this.known.has(userId) && !this.stop.signal.aborted) await this.look(userId);
    const behind = [...this.known].flatMap(([userId, { standing }]) => (standing === 'behind' ? userId : []));
    // Each process in another order, so that they seldom do the same work.
    const shuffled = behind.map((userId) => ({ userId, at: Math.random() })).toSorted((a, b) => a.at - b.at);
    await Promise.all(
      shuffled.map(({ userId }) => this.once(userId, () => this.limiter.run(() => this.bring(userId)))),
    );
  }

  standing(): ProjectionsStanding {
    const count = (standing: Standing) =>
      [...this.known.values()].filter((other) => other.standing === standing).length;
    return { behind: count('behind'), failed: count('failed') };
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await Promise.allSettled([...this.running.values(), ...this.looking]);
  }

  private forgetFailed(): void {
    for (const [userId, { standing }] of this.known) if (standing === 'failed') this.known.delete(userId);
  }

  /** Whether the rows are old, and whether there is much to do then; null where there is no ledger yet. */
  private async look(userId: string): Promise<Seen | null> {
    try {
      const seen = await this.tenants.readTenant(userId, async (tx): Promise<Seen> => {
        const head = await readHead(tx);
        const aggregatesOnly = head.projectionVersion >= PROJECTION_VERSION;
        if (aggregatesOnly && head.bucketRules === null) return { standing: 'current', isLong: false, aggregatesOnly };
        return { standing: 'behind', isLong: await this.size.isLong(tx, head), aggregatesOnly };
      });
      this.learn(userId, seen.standing);
      return seen;
    } catch (error) {
      if (!(error instanceof NoLedger)) throw error;
      this.known.delete(userId);
      return null;
    }
  }

  private learn(userId: string, standing: Standing): void {
    this.known.set(userId, { standing, at: performance.now() });
  }

  private async once(userId: string, work: () => Promise<void>): Promise<void> {
    const running = this.running.get(userId) ?? outsideOfRequests(work).finally(() => this.running.delete(userId));
    this.running.set(userId, running);
    await running;
  }

  /** Never throws: whatever happens, the old rows keep serving. */
  private async bring(userId: string): Promise<void> {
    try {
      const seen = this.stop.signal.aborted ? null : await this.look(userId);
      if (seen?.standing !== 'behind') return;
      const { aggregatesOnly } = seen;
      const { rows, underLock } = seen.isLong
        ? await this.thread.rebuild(userId, { aggregatesOnly })
        : await this.replay.rebuild(userId, { aggregatesOnly, signal: this.stop.signal });
      if (underLock) this.logger.log(`Member ${userId} has ${rows} new rows; their commands had to wait.`);
      // It may be behind once more: settings may have been changed when it was nearly done.
      await this.look(userId);
    } catch (error) {
      if (this.stop.signal.aborted) return;
      this.learn(userId, 'failed');
      this.logger.error(`Member ${userId} keeps old rows: ${loggable(error)}`);
    }
  }
}
