import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import type { RequestUser } from '../auth/session/session-user.js';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import { ERASER_OPTIONS } from '../database/connections.js';
import type { PatientClient } from '../database/patient-client.js';
import { ERASER_ROLE } from '../database/roles.js';
import { ServingPool } from '../database/serving-pool.js';
import { loggable } from '../runtime/loggable.js';
import { outsideOfRequests } from '../runtime/request-context.js';
import { PastThread } from '../past/past-thread.js';
import {
  markDemo,
  markMember,
  readErasures,
  readTables,
  removeHead,
  removeMember,
  removeRows,
  takeInHand,
} from './erasures.table.js';

type Member = Pick<RequestUser, 'memberId' | 'discordId'>;

const ROUND_MS = 60_000;
/** So long a request waits for the end, which is more than most ledgers take; in milliseconds. */
const PATIENCE = 5_000;

/**
 * Removes ledgers for good, over connections of its own as the one role that may. Marking a ledger makes it nobody's at
 * once; its rows then go in short transactions, so that nobody else waits, and whatever breaks that off, some process
 * goes on with it in its next round.
 */
@Injectable()
export class Eraser implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly logger = new Logger(Eraser.name);
  private readonly pool: pg.Pool;
  private readonly running = new Map<string, Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(
    @Inject(CONFIG) { database }: Config,
    @Inject(PastThread) private readonly past: PastThread,
  ) {
    this.pool = new ServingPool({
      connectionString: database.eraserUrl,
      max: 2,
      role: ERASER_ROLE,
      options: ERASER_OPTIONS,
      application_name: 'singularity eraser',
    });
    // What must go goes, however long it takes.
    this.pool.on('connect', (client) => Object.assign(client, { takesTime: true } satisfies Partial<PatientClient>));
    this.pool.on('error', (error) =>
      outsideOfRequests(() => this.logger.warn(`A connection was lost: ${loggable(error)}`)),
    );
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.goRound(), ROUND_MS).unref();
    this.goRound();
  }

  /** From when this is answered the member is nobody. Gives the ledgers to erase. */
  markMember(member: Member): Promise<readonly string[]> {
    return this.transaction((client) => markMember(client, member));
  }

  /** Removes the member's demo, if any. */
  async eraseDemo(member: Member): Promise<void> {
    await this.erase(await this.transaction((client) => markDemo(client, member)));
  }

  /** Erases ledgers that are marked. Comes back when they are gone, or after a while, and the rest is done without it. */
  async erase(ids: readonly string[]): Promise<void> {
    const patience = new AbortController();
    const enough = setTimeout(PATIENCE, undefined, { signal: patience.signal });
    await Promise.race([Promise.all(ids.map((id) => this.once(id))), enough]);
    patience.abort();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await Promise.all([this.round, ...this.running.values()]);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }

  /** Goes on with all that is marked; several processes may do so at once. */
  private goRound(): void {
    this.round = this.round
      .then(async () => {
        for (const id of await readErasures(this.pool)) await this.once(id);
      })
      .catch((error: unknown) => this.logger.warn(`Erasures could not be looked for: ${loggable(error)}`));
  }

  private once(userId: string): Promise<void> {
    const running = this.running.get(userId) ?? this.begin(userId);
    this.running.set(userId, running);
    return running;
  }

  /** It may go on for longer than the request that began it. */
  private begin(userId: string): Promise<void> {
    return outsideOfRequests(() => this.work(userId).finally(() => this.running.delete(userId)));
  }

  /** Never throws: what has failed is tried again in the next round. */
  private async work(userId: string): Promise<void> {
    try {
      for await (const inHand of this.steps(userId)) if (!inHand || this.stopped) return;
      await this.past.forget(userId);
    } catch (error) {
      if (!this.stopped) this.logger.error(`An erasure broke off: ${loggable(error)}`);
    }
  }

  /** One short transaction after the other; false from one that finds the ledger in the hands of another process. */
  private async *steps(userId: string): AsyncIterable<boolean> {
    yield this.step(userId, (client) => removeHead(client, userId));
    for (const table of await readTables(this.pool))
      for (let all = false; !all;)
        yield this.step(userId, async (client) => {
          all = await removeRows(client, userId, table);
        });
    yield this.step(userId, (client) => removeMember(client, userId));
  }

  private step(userId: string, work: (client: pg.PoolClient) => Promise<void>): Promise<boolean> {
    return this.transaction(async (client) => {
      // A statement of its own: in one string with BEGIN, each worker of a cluster would log a warning.
      await client.query(`SET LOCAL app.user_id = '${userId}'`);
      const inHand = await takeInHand(client, userId);
      if (inHand) await work(client);
      return inHand;
    });
  }

  private async transaction<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect();
    let broken = false;
    // A connection that ends while it is taken tells nobody but us; the statement under way fails as well.
    const lost = () => (broken = true);
    client.on('error', lost);
    try {
      await client.query('BEGIN');
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(lost);
      throw error;
    } finally {
      client.off('error', lost);
      client.release(broken);
    }
  }
}
