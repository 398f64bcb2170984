import { Inject, Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readLedgerIds } from '../digests/digests.table.js';
import { loggable } from '../runtime/loggable.js';
import { SyncRequests } from './sync-requests.js';

const ROUND_MS = 3_600_000;
const PORTION = 500;
/** Before all ids. */
const NIL = '00000000-0000-0000-0000-000000000000';

/**
 * Looks, at the start of a process and every hour, for connections that are due and have no job: each run plans the next, so
 * that one whose job was tried in vain for too long would be the last. Several processes may look at once.
 */
@Injectable()
export class SyncRounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(SyncRounds.name);
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(SyncRequests) private readonly requests: SyncRequests,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.goRound(), ROUND_MS).unref();
    this.goRound();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.round;
  }

  /** Says how many were taken up. */
  async look(): Promise<number> {
    let taken = 0;
    for (let ids = await this.idsAfter(NIL); ids.length > 0; ids = await this.idsAfter(ids.at(-1) ?? NIL))
      for (const userId of ids) taken += this.stopped ? 0 : await this.requests.takeUp(userId);
    return taken;
  }

  private async idsAfter(userId: string): Promise<readonly string[]> {
    return this.stopped ? [] : readLedgerIds(this.database, userId, PORTION);
  }

  private goRound(): void {
    this.round = this.round
      .then(() => this.look())
      .catch((error: unknown) => this.logger.warn(`Connections could not be looked through: ${loggable(error)}`));
  }
}
