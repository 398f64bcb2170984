import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import { ProblemException, unavailable } from '../http/problem.js';
import type { FoldedLedger } from './folded-ledger.js';
import type { PastResult, PastTask } from './past-work.js';
import type { PastQuestion, Question, VersionsOf } from './question.js';

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

/** More are turned away, before waiting would be all that they do; of one member before the others have to wait for them. */
const MOST_AT_ONCE = 64;
const MOST_OF_ONE = 16;
const RETRY_SECONDS = 5;

/**
 * Folds ledgers, and the many trades of long ones, in a thread of its own, so that they hold up nobody else. It is one thread,
 * so that what it holds is held once; it starts with the first question, and ends with all that it holds after a while
 * without one.
 */
@Injectable()
export class PastThread implements OnApplicationShutdown {
  private readonly logger = new Logger(PastThread.name);
  private readonly pool: Piscina<PastTask, PastResult>;
  /** Who waits, once for each question. */
  private waiting: readonly string[] = [];

  constructor(
    @Inject(CONFIG) { database }: Pick<Config, 'database'>,
    @Inject(PAST_PROGRAM) private readonly program: PastProgram,
  ) {
    this.pool = new Piscina({
      filename: program.url.href,
      workerData: { database },
      minThreads: 0,
      maxThreads: 1,
      // The one thread takes all: while a page is read for one question, it works on others. Left to itself, the pool
      // would hand a thread one task at a time where tasks have a signal.
      loadBalancer: (_task, [thread]) => thread ?? null,
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
    return (await this.answerTo({ kind: 'ask', question: name, userId, versions: [...versions], query })) as Answer;
  }

  /** The answer about the ledger as it stands, as `now` of the question would give it here. Throws as `ask` does. */
  async askNow<Query, Answer>({ name }: Question<Query, Answer>, userId: string, query: Query): Promise<Answer> {
    return (await this.answerTo({ kind: 'now', question: name, userId, query })) as Answer;
  }

  /** Drops what is held of a member. Where that fails, the thread is lost with all that it held. */
  async forget(userId: string): Promise<void> {
    if (this.pool.threads.length > 0) await this.run({ kind: 'forget', userId }).catch(() => undefined);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.destroy();
  }

  private async answerTo(task: PastTask): Promise<unknown> {
    const { userId } = task;
    if (this.waiting.length >= MOST_AT_ONCE || this.waiting.filter((id) => id === userId).length >= MOST_OF_ONE)
      throw unavailable('Too much is asked for at once.', RETRY_SECONDS);
    const result = await this.run(task);
    if ('problem' in result) throw new ProblemException(...result.problem);
    return result.answer;
  }

  private async run(task: PastTask): Promise<PastResult> {
    this.waiting = [...this.waiting, task.userId];
    const result = this.pool
      .run(task, { signal: AbortSignal.timeout(this.program.stuckMs) })
      .finally(() => (this.waiting = this.waiting.toSpliced(this.waiting.indexOf(task.userId), 1)))
      .catch((error: unknown) => {
        this.logger.error(error);
        throw unavailable('This cannot be worked out at the moment. Please try again.', RETRY_SECONDS);
      });
    const patience = new AbortController();
    const enough = setTimeout(this.program.patienceMs, null, { signal: patience.signal }).then(() => {
      throw unavailable('So much takes a moment to work out. Please ask again.', RETRY_SECONDS);
    });
    return Promise.race([result, enough]).finally(() => patience.abort());
  }
}
