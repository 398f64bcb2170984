import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import { ProblemException, unavailable } from '../http/problem.js';
import type { FoldedLedger } from './folded-ledger.js';
import type { PastResult, PastTask } from './past-work.js';
import type { PastQuestion, VersionsOf } from './question.js';

/**
 * Where the other thread's program is. Who asks waits for so long and is then told to come again, while the fold goes on;
 * a thread that owes an answer for so long as to be stuck is ended.
 */
export interface PastProgram {
  readonly url: URL;
  readonly patienceMs: number;
  readonly stuckMs: number;
}

export const PAST_PROGRAM = Symbol('past program');

/** More are turned away, before waiting would be all that they do. */
const MOST_AT_ONCE = 64;
const RETRY_SECONDS = 5;

/**
 * Folds ledgers and answers from them in a thread of its own, so that a long one holds up nobody else. It is one thread,
 * so that what it holds is held once; it starts with the first question, and ends with all that it holds after a while
 * without one.
 */
@Injectable()
export class PastThread implements OnApplicationShutdown {
  private readonly logger = new Logger(PastThread.name);
  private readonly pool: Piscina<PastTask, PastResult>;
  private underWay = 0;

  constructor(
    @Inject(CONFIG) { database }: Pick<Config, 'database'>,
    @Inject(PAST_PROGRAM) private readonly program: PastProgram,
  ) {
    this.pool = new Piscina({
      filename: program.url.href,
      workerData: { database },
      minThreads: 0,
      maxThreads: 1,
      // While one is being folded, others wait for the database: they take turns.
      concurrentTasksPerWorker: MOST_AT_ONCE,
      idleTimeout: 10 * 60_000,
      // A thread that sleeps until it is asked something would not hear its connections close.
      atomics: 'disabled',
      // A ledger too large for this fails alone.
      resourceLimits: { maxOldGenerationSizeMb: 2_048 },
    });
    this.pool.on('error', (error) => this.logger.error(error));
  }

  /** The answer about ledgers as they stood. Throws `unavailable` where the thread fails, is busy or takes too long. */
  async ask<Query, Answer, Ledgers extends readonly FoldedLedger[]>(
    { name }: PastQuestion<Query, Answer, Ledgers>,
    userId: string,
    versions: VersionsOf<Ledgers>,
    query: Query,
  ): Promise<Answer> {
    const result = await this.run({ kind: 'ask', question: name, userId, versions: [...versions], query });
    if ('problem' in result) throw new ProblemException(...result.problem);
    return result.answer as Answer;
  }

  /** Drops what is held of a member. Where that fails, the thread has lost everything anyway. */
  async forget(userId: string): Promise<void> {
    if (this.pool.threads.length > 0) await this.run({ kind: 'forget', userId }).catch(() => undefined);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.destroy();
  }

  private async run(task: PastTask): Promise<PastResult> {
    if (this.underWay >= MOST_AT_ONCE) throw unavailable('Too much of the past is asked for at once.', RETRY_SECONDS);
    this.underWay++;
    const result = this.pool
      .run(task, { signal: AbortSignal.timeout(this.program.stuckMs) })
      .finally(() => this.underWay--)
      .catch((error: unknown) => {
        this.logger.error(error);
        throw unavailable('The past cannot be looked up at the moment. Please try again.', RETRY_SECONDS);
      });
    const patience = new AbortController();
    const enough = setTimeout(this.program.patienceMs, null, { signal: patience.signal }).then(() => {
      throw unavailable('So much of the past takes a moment to look up. Please ask again.', RETRY_SECONDS);
    });
    return Promise.race([result, enough]).finally(() => patience.abort());
  }
}
