import { Inject, Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationShutdown } from '@nestjs/common';
import { PgBoss } from 'pg-boss';
import type pg from 'pg';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import { RUNTIME_OPTIONS } from '../database/connections.js';
import { JOBS_SCHEMA } from '../database/jobs-schema.js';
import { APP_ROLE } from '../database/roles.js';
import { ServingPool } from '../database/serving-pool.js';
import type { TenantTransaction } from '../database/tenants.js';
import { loggable } from '../runtime/loggable.js';
import { jobTries } from '../runtime/metrics.js';
import { outsideOfRequests } from '../runtime/request-context.js';
import { traced } from '../runtime/tracing.js';

/** What a job names: whose it is and what it is about. What that says is read where it is done, as that member. */
export interface Job {
  readonly userId: string;
  readonly id: string;
}

/** One try of a job. */
export interface Try {
  /** Aborted once the process is to end. */
  readonly stopping: AbortSignal;
  /** Whether it is not tried again: what is left undone is to be told to the member. */
  readonly isLast: boolean;
}

export interface JobCount {
  readonly queue: string;
  readonly state: string;
  readonly jobs: number;
  /** How long ago the first of them was added. */
  readonly seconds: number;
}

type Handle = (job: Job, run: Try) => Promise<void>;

export interface QueueOptions {
  /** Whether its jobs are there until they are done, however long that takes. */
  readonly forGood?: boolean;
}

export interface WaitingJob extends Job {
  readonly name: string;
  readonly since: Date;
}

/**
 * Jobs come by the database's clock. Ours may be so far behind it, and some more, while anything is recorded at all; in
 * milliseconds.
 */
export const EARLY_MS = 5 * 60_000;

/** In seconds. A job whose process is gone is taken up by another after the first two together. */
const TIMES = { heartbeatSeconds: 10, superviseIntervalSeconds: 5, pollingIntervalSeconds: 2 } as const;
const RETRIES = { retryLimit: 30, retryDelay: 1, retryBackoff: true, retryDelayMax: 60 } as const;
/** A job that failed has been tried as often as it is. */
const STATES = `CASE WHEN state = 'created' AND start_after > now() THEN 'later'
    WHEN state = 'created' THEN 'waiting' WHEN state = 'retry' THEN 'retrying' ELSE state::text END`;
/** What must not get lost is tried again for years, and waits for decades where nobody is there to do it; in seconds. */
const FOR_GOOD = { retryLimit: 1_000_000, retentionSeconds: 2_000_000_000 } as const;
/** Longer than any job takes: whoever is alive says so by heartbeats. In seconds. */
const LONGEST = 12 * 3_600;
/** How long a job is kept once it is done, in seconds. */
const KEPT = 3_600;

/**
 * Work that goes on when its request is over, and is taken up again when its process ends. All processes share it; of one
 * member one job is done at a time. Its tables hold ids alone.
 */
@Injectable()
export class Jobs implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly logger = new Logger(Jobs.name);
  private readonly pool: pg.Pool;
  private readonly boss: PgBoss;
  private readonly workers = new Map<string, string>();
  private readonly stopping = new AbortController();
  private started: Promise<unknown> | null = null;

  constructor(@Inject(CONFIG) { database }: Pick<Config, 'database'>) {
    this.pool = new ServingPool({
      connectionString: database.url,
      max: 2,
      role: APP_ROLE,
      options: RUNTIME_OPTIONS,
      application_name: 'singularity jobs',
    });
    const told = (error: unknown) => outsideOfRequests(() => this.logger.warn(`Jobs: ${loggable(error)}`));
    this.pool.on('error', told);
    this.boss = new PgBoss({
      db: { executeSql: (text, values) => this.pool.query(text, values as unknown[]) },
      schema: JOBS_SCHEMA,
      // The owner has brought the schema to its shape, before the app began.
      migrate: false,
      createSchema: false,
      schedule: false,
      reindex: false,
      monitorVacuum: false,
      superviseIntervalSeconds: TIMES.superviseIntervalSeconds,
      // Of all processes together. A second less, or a look that comes a moment too early finds nothing due.
      monitorIntervalSeconds: TIMES.superviseIntervalSeconds - 1,
    });
    this.boss.on('error', told);
  }

  /** Has a queue, whether or not its jobs are done here. What it is like, whoever had it first has said. */
  async open(name: string, { forGood = false }: QueueOptions = {}): Promise<void> {
    await (this.started ??= this.boss.start());
    await this.boss.createQueue(name, {
      ...RETRIES,
      ...(forGood && FOR_GOOD),
      heartbeatSeconds: TIMES.heartbeatSeconds,
      expireInSeconds: LONGEST,
      deleteAfterSeconds: KEPT,
    });
  }

  /**
   * Has jobs of a name done from now on, as many members' at a time as this process has room for. One that comes to its end
   * once this process is stopping, by throwing whatever it likes, is gone on with by another.
   */
  async work(
    name: string,
    handle: Handle,
    { atOnce = 2, ...queue }: QueueOptions & { readonly atOnce?: number } = {},
  ): Promise<void> {
    await this.open(name, queue);
    const { pollingIntervalSeconds } = TIMES;
    const options = {
      pollingIntervalSeconds,
      localConcurrency: atOnce,
      groupConcurrency: 1,
      includeMetadata: true,
    } as const;
    const worker = await this.boss.work<Job, unknown, typeof options>(name, options, async ([job]) => {
      if (!job) return;
      const run = { stopping: this.stopping.signal, isLast: job.retryCount >= job.retryLimit };
      await outsideOfRequests(() => this.tell(name, () => handle(job.data, run)));
    });
    this.workers.set(name, worker);
  }

  /** Adds a job in the transaction that gives cause to it: it is there if and only if that commits. `after`: not before that. */
  async add(tx: TenantTransaction, name: string, job: Job, { after }: { readonly after?: Date } = {}): Promise<void> {
    const db = { executeSql: async (text: string, values?: unknown[]) => ({ rows: await tx.query(text, values) }) };
    await this.boss.send(name, job, { db, group: { id: job.userId }, ...(after && { startAfter: after }) });
  }

  /** Whether such a job waits, now or for its moment, or is under way. */
  async isAdded(tx: TenantTransaction, name: string, { userId, id }: Job): Promise<boolean> {
    const found = await tx.query(
      `SELECT FROM ${JOBS_SCHEMA}.job
        WHERE name = $1 AND state IN ('created', 'retry', 'active') AND data ->> 'userId' = $2 AND data ->> 'id' = $3`,
      [name, userId, id],
    );
    return found.length > 0;
  }

  /** How many jobs there are, of all processes together; of those that failed, of the last hour. */
  async count(): Promise<readonly JobCount[]> {
    const { rows } = await this.pool.query<JobCount>(
      `SELECT name AS queue, ${STATES} AS state, count(*)::int AS jobs,
              floor(extract(epoch FROM now() - min(created_on)))::int AS seconds
         FROM ${JOBS_SCHEMA}.job
        WHERE state IN ('created', 'retry', 'active', 'failed') GROUP BY 1, 2`,
    );
    return rows;
  }

  /** Takes out the jobs that say this and that nobody is at; says whether there were any. */
  async takeBack(tx: TenantTransaction, name: string, { userId, id }: Job): Promise<boolean> {
    const removed = await tx.query(
      `DELETE FROM ${JOBS_SCHEMA}.job
        WHERE name = $1 AND state IN ('created', 'retry') AND data ->> 'userId' = $2 AND data ->> 'id' = $3 RETURNING id`,
      [name, userId, id],
    );
    return removed.length > 0;
  }

  /** Jobs that nobody has begun, of all names that begin so; the oldest first. */
  async list(prefix: string): Promise<readonly WaitingJob[]> {
    const listed = await this.pool.query<WaitingJob>(
      `SELECT name, data ->> 'userId' AS "userId", data ->> 'id' AS id, created_on AS since
         FROM ${JOBS_SCHEMA}.job WHERE starts_with(name, $1) AND state = 'created' ORDER BY created_on, id`,
      [prefix],
    );
    return listed.rows;
  }

  /** Looks for jobs now, and not at the next poll. */
  wake(name: string): void {
    const worker = this.workers.get(name);
    if (worker) this.boss.notifyWorker(worker);
  }

  /** What went wrong is told in the log: an error that the library keeps with the job could hold what it was about. */
  private async tell(name: string, work: () => Promise<void>): Promise<void> {
    try {
      await traced(`job ${name}`, work);
      jobTries.inc({ queue: name, outcome: 'done' });
    } catch (error) {
      jobTries.inc({ queue: name, outcome: this.stopping.signal.aborted ? 'stopped' : 'broke-off' });
      if (!this.stopping.signal.aborted) this.logger.warn(`A job broke off (${name}): ${loggable(error)}`);
      throw new Error('It broke off.');
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    if (!this.started) return;
    await this.started.catch(() => undefined);
    await this.boss.stop({ graceful: true, timeout: 5_000 });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
