import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Piscina } from 'piscina';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import { Presence } from '../database/presence.js';
import { ReadTurns } from '../database/read-turns.js';
import { QueueFull } from '../runtime/fair-queue.js';
import type { FairQueueLimits } from '../runtime/fair-queue.js';
import { ProblemException, unavailable } from '../http/problem.js';
import type { FoldedLedger } from './folded-ledger.js';
import type { PastResult, PastTask } from './past-work.js';
import type { PastQuery, VersionsOf } from './ledger-query.js';
import { oneThread } from '../runtime/one-thread.js';

/**
 * Where the other thread's program is. Who asks waits for so long and is then told to come again, while the fold goes on;
 * a thread that owes an answer for so long as to be stuck is ended.
 */
export interface PastWorker {
  readonly url: URL;
  readonly patienceMs: number;
  readonly stuckMs: number;
}

export const PAST_WORKER = Symbol('past worker');

/**
 * As many queries are worked on as the thread has connections, but of one member one at a time: with their next statement
 * running beside it, both processors of a small server would be theirs. More are turned away than would come to their turn.
 */
const LIMITS: FairQueueLimits = { running: 3, runningOfOne: 1, most: 64, mostOfOne: 16 };
/** The thread goes behind others, so that much of its time is no harm to them; what it has the database do is. */
const BUDGET = { size: 1_000, refillPerMs: 0.25, mostRestMs: 1_000 };
const RETRY_SECONDS = 5;

/**
 * Folds ledgers in a thread of its own, so that they hold up nobody else. It is one thread, so that what it holds is held
 * once; it starts with the first query, and ends with all that it holds after a while without one.
 */
@Injectable()
export class PastThread implements OnApplicationShutdown {
  private readonly logger = new Logger(PastThread.name);
  private readonly pool: Piscina<PastTask, PastResult>;
  private readonly turns: ReadTurns;

  constructor(
    @Inject(CONFIG) { database }: Pick<Config, 'database'>,
    @Inject(PAST_WORKER) private readonly worker: PastWorker,
    @Inject(Presence) presence = new Presence(),
  ) {
    this.turns = new ReadTurns(LIMITS, BUDGET, presence);
    this.pool = oneThread({ program: worker.url, data: { database }, idleMs: 10 * 60_000, mostMb: 2_048 });
    this.pool.on('error', (error) => this.logger.error(error));
  }

  /** The answer about ledgers as they stood. Throws `unavailable` where the thread fails, is busy or takes too long. */
  async ask<Params, Answer, Ledgers extends readonly FoldedLedger[]>(
    { name }: PastQuery<Params, Answer, Ledgers>,
    userId: string,
    versions: VersionsOf<Ledgers>,
    params: Params,
  ): Promise<Answer> {
    return (await this.answerTo({ kind: 'ask', query: name, userId, versions: [...versions], params })) as Answer;
  }

  /** Drops what is held of a member. Where that fails, the thread is lost with all that it held. */
  async forget(userId: string): Promise<void> {
    if (this.pool.threads.length > 0) await this.run({ kind: 'forget', userId }).catch(() => undefined);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.destroy();
  }

  /** Who has waited for long enough is told so, while the query is worked on for whoever asks it again. */
  private async answerTo(task: PastTask): Promise<unknown> {
    const patience = new AbortController();
    const enough = setTimeout(this.worker.patienceMs, null, { signal: patience.signal }).then(() => {
      throw unavailable('Still calculating. Try again in a moment.', RETRY_SECONDS);
    });
    const answer = this.turns
      .run(task.userId, () => this.run(task))
      .catch((error: unknown) => {
        throw error instanceof QueueFull
          ? unavailable('Too many requests at once. Try again in a moment.', RETRY_SECONDS)
          : error;
      });
    const result = await Promise.race([answer, enough]).finally(() => patience.abort());
    if ('problem' in result) throw new ProblemException(...result.problem);
    return result.answer;
  }

  private async run(task: PastTask): Promise<PastResult> {
    try {
      return await this.pool.run(task, { signal: AbortSignal.timeout(this.worker.stuckMs) });
    } catch (error) {
      this.logger.error(error);
      throw unavailable('This could not be calculated. Try again.', RETRY_SECONDS);
    }
  }
}
