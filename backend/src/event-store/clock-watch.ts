import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readDatabase } from '../database/connection-check.js';
import { SameDatabase } from '../database/same-database.js';
import { Clock, sayDifference } from '../runtime/clock.js';

const LOOK_MS = 1_000;
/** How often the database's clock is read while all is well; beside that, with each new connection. */
const READ_MS = 30_000;

/** Compares this machine's clock with the database's, and says so where they differ; looks whether it is the same database. */
@Injectable()
export class ClockWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ClockWatch.name);
  private timer: NodeJS.Timeout | undefined;
  private readAt = performance.now();
  private reading: Promise<void> | null = null;
  private differed = false;

  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(SameDatabase) private readonly same: SameDatabase,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.look(), LOOK_MS).unref();
    this.say();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.reading;
  }

  /** A machine that has slept counts on from before: where clocks seem to differ, the database's is read at once. */
  private look(): void {
    const isDue = this.clock.aheadMs !== 0 || performance.now() - this.readAt >= READ_MS;
    if (isDue) this.reading ??= this.read().finally(() => (this.reading = null));
  }

  /** Never throws: while the database is away, its clock is counted on. */
  private async read(): Promise<void> {
    this.readAt = performance.now();
    const reading = await readDatabase((sql) => this.dataSource.query(sql)).catch(() => null);
    if (reading) {
      this.clock.hear(reading);
      this.same.hear(reading.incarnation);
    }
    this.say();
  }

  private say(): void {
    const { aheadMs } = this.clock;
    const differ = aheadMs !== 0;
    if (differ && !this.differed)
      this.logger.error(
        `${sayDifference(aheadMs)} Nothing is recorded and no digest is signed until they agree: set them by NTP.`,
      );
    if (!differ && this.differed) this.logger.log("The clocks of the app's machine and of the database agree again.");
    this.differed = differ;
  }
}
