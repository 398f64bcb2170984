import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ProjectionsStanding } from '@singularity/contract';
import { ledgerIds } from '../database/ledgers.read.js';
import { Tenants } from '../database/tenants.js';
import { NoLedger } from '../database/no-ledger.js';
import { outsideOfRequests } from '../http/request-context.js';
import { readHead } from './events.table.js';
import type { Head } from './events.table.js';
import { Lanes } from './lanes.js';
import { PROJECTION_VERSION } from './projection-version.js';
import { Replay } from './replay.js';
import { loggable } from '../http/loggable.js';

/** A member waits for the rows of a ledger up to so many events, about half a second; a longer one is done beside them. */
const MOST_EVENTS_TO_WAIT_FOR = 5_000;
/** In the background, so that most of the processor and of the connections is left to those who wait. */
const SIDE_BY_SIDE = 2;
/** Processes that start together begin apart; in milliseconds. */
const MOST_DELAY = 5_000;
const TRY_AGAIN_AFTER = 600_000;

/** What this process knows of the rows of a ledger. Once current, they stay so: no process makes them older. */
type Standing = 'current' | 'behind' | 'failed';

/**
 * Replays ledgers whose rows were made by an older version of the projections: on the first visit, and in the background
 * for those who don't come. A ledger that fails keeps its old rows, and is tried again now and then.
 */
@Injectable()
export class TakeOver implements BeforeApplicationShutdown {
  private readonly logger = new Logger('projections');
  private readonly standings = new Map<string, Standing>();
  private readonly running = new Map<string, Promise<void>>();
  private readonly lanes = new Lanes(SIDE_BY_SIDE);
  private readonly stop = new AbortController();

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(Replay) private readonly replay: Replay,
  ) {}

  /** Comes back when a request of that member may be answered: with new rows, or with the old ones where new ones take long. */
  async beforeAnswer(userId: string): Promise<void> {
    const standing = this.standings.get(userId);
    if (standing === 'current' || standing === 'failed') return;
    const head = await this.look(userId);
    if (!head || this.standings.get(userId) !== 'behind') return;
    if (head.version <= MOST_EVENTS_TO_WAIT_FOR) await this.once(userId, () => this.bring(userId));
    else void this.once(userId, () => this.lanes.run(() => this.bring(userId), true));
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
      for (const userId of ids) if (!this.standings.has(userId) && !this.stop.signal.aborted) await this.look(userId);
    const behind = [...this.standings].flatMap(([userId, standing]) => (standing === 'behind' ? userId : []));
    // Each process in another order, so that they seldom do the same work.
    const shuffled = behind.map((userId) => ({ userId, at: Math.random() })).toSorted((a, b) => a.at - b.at);
    await Promise.all(shuffled.map(({ userId }) => this.once(userId, () => this.lanes.run(() => this.bring(userId)))));
  }

  standing(): ProjectionsStanding {
    const count = (standing: Standing) => [...this.standings.values()].filter((other) => other === standing).length;
    return { behind: count('behind'), failed: count('failed') };
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await Promise.allSettled(this.running.values());
  }

  private forgetFailed(): void {
    for (const [userId, standing] of this.standings) if (standing === 'failed') this.standings.delete(userId);
  }

  /** The head, and with it whether the rows are old; null where there is no ledger yet. */
  private async look(userId: string): Promise<Head | null> {
    try {
      const head = await this.tenants.withTenant(userId, readHead);
      this.standings.set(userId, head.projectionVersion < PROJECTION_VERSION ? 'behind' : 'current');
      return head;
    } catch (error) {
      if (!(error instanceof NoLedger)) throw error;
      this.standings.delete(userId);
      return null;
    }
  }

  private async once(userId: string, work: () => Promise<void>): Promise<void> {
    const running = this.running.get(userId) ?? outsideOfRequests(work).finally(() => this.running.delete(userId));
    this.running.set(userId, running);
    await running;
  }

  /** Never throws: whatever happens, the old rows keep serving. */
  private async bring(userId: string): Promise<void> {
    try {
      if (this.stop.signal.aborted || !(await this.look(userId)) || this.standings.get(userId) === 'current') return;
      await this.replay.rebuild(userId, { signal: this.stop.signal });
      this.standings.set(userId, 'current');
    } catch (error) {
      if (this.stop.signal.aborted) return;
      this.standings.set(userId, 'failed');
      this.logger.error(`Member ${userId} keeps old rows: ${loggable(error)}`);
    }
  }
}
