import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Piscina } from 'piscina';
import type { LedgerVerification } from '@singularity/contract';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import type { LedgerTask, LedgerTasks } from './ledger-work.js';
import type { Rebuilt, Watch } from './replay.js';
import { oneThread } from '../runtime/one-thread.js';

/** Where the other thread's program is. */
export const LEDGER_PROGRAM = Symbol('ledger program');

const IDLE_MS = 60_000;

/**
 * Goes through whole ledgers in a thread of its own, so that hashing and folding a long one holds up nobody else. The
 * thread starts with the first task, works on all of them side by side, and ends after a while without one.
 */
@Injectable()
export class LedgerThread implements OnApplicationShutdown {
  private readonly logger = new Logger(LedgerThread.name);
  private readonly pool: Piscina<LedgerTask, LedgerTasks[keyof LedgerTasks]>;

  constructor(@Inject(CONFIG) { database }: Pick<Config, 'database'>, @Inject(LEDGER_PROGRAM) program: URL) {
    this.pool = oneThread({ program: program, data: { database }, idleMs: IDLE_MS, mostMb: 2_048 });
    this.pool.on('error', (error) => this.logger.error(error));
  }

  /** As `verifyLedger`. */
  verify(userId: string): Promise<LedgerVerification> {
    return this.run('verify', userId);
  }

  /** As `Replay.rebuild`. */
  rebuild(userId: string, { aggregatesOnly = false }: Pick<Watch, 'aggregatesOnly'> = {}): Promise<Rebuilt> {
    return this.run(aggregatesOnly ? 'rebuildAggregates' : 'rebuild', userId);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.destroy();
  }

  /** Throws whatever goes wrong in the thread, as a plain error. */
  private async run<Kind extends keyof LedgerTasks>(kind: Kind, userId: string): Promise<LedgerTasks[Kind]> {
    return (await this.pool.run({ kind, userId })) as LedgerTasks[Kind];
  }
}
