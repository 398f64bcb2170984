import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { EventBus } from '@nestjs/cqrs';
import type { Origin, Receipt } from '@singularity/contract';
import type { TradeCommand } from '@singularity/domain';
import { Presence } from '../database/presence.js';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import type { RefusedCommand, StreamCommand } from '../event-store/command-request.js';
import { Ledger } from '../event-store/ledger.js';
import { StorageFull, StreamVersionConflict } from '../event-store/refusals.js';
import { STREAM_HANDLERS } from '../event-store/stream-handlers.js';
import type { StreamHandlers } from '../event-store/stream-handlers.js';
import { Jobs } from '../jobs/jobs.js';
import type { Job, Try } from '../jobs/jobs.js';
import { ImportEnded } from './import-ended.js';
import { ImportThread } from './import-thread.js';
import type { PlannedStep } from './import-work.js';
import type { ImportRow } from './imports.table.js';
import { findImport, keepLeft, markImport, markProgress } from './imports.table.js';

/** The name of the jobs that carry imports out. */
export const IMPORT_JOBS = 'import';

/**
 * Trades that are done in one transaction. An edit of the same member waits for as long as one takes: so many are hardly
 * slower, each, than more. Beside others fewer are done, and a rest follows that is so many times as long: else one read in
 * twenty of theirs would take three times its time.
 */
const AT_ONCE = 150;
const FEW_AT_ONCE = 25;
const REST = 1;

/** Times that the trades change under an import before it is left to a later try. */
const MOST_CONFLICTS = 50;

/**
 * Carries imports out, some hundred trades in a transaction, beside whatever else the member does. What is done is known
 * by its fills: an import that is broken off at any moment is planned anew and goes on with what is left.
 */
@Injectable()
export class ImportJob implements OnApplicationBootstrap {
  private readonly logger = new Logger(ImportJob.name);
  @Inject(EventBus) private readonly events!: EventBus;
  @Inject(Jobs) private readonly jobs!: Jobs;
  @Inject(Presence) private readonly presence!: Presence;

  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(ImportThread) private readonly thread: ImportThread,
    @Inject(STREAM_HANDLERS) private readonly handlers: StreamHandlers,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.jobs.work(IMPORT_JOBS, (job, run) => this.run(job, run));
  }

  async run(job: Job, { stopping, isLast }: Try): Promise<void> {
    try {
      await this.carryOut(job, stopping);
    } catch (error) {
      const isFull = error instanceof StorageFull;
      if (isFull) await this.fail(job, 'Your storage is full. Delete screenshots or files of imports, then try again.');
      else if (isLast)
        await this.fail(job, 'Something went wrong on our side. What was imported so far is there. Try again.');
      if (!isFull && !isLast) throw error;
      await this.tellEnd(job);
      if (!isFull) throw error;
      return;
    }
    await this.tellEnd(job);
  }

  private async tellEnd({ userId, id }: Job): Promise<void> {
    const row = await this.tenants.readTenant(userId, (tx) => findImport(tx, id));
    if (row?.connectionId) this.events.publish(new ImportEnded(userId, row.connectionId, id));
  }

  private async carryOut({ userId, id }: Job, stopping: AbortSignal): Promise<void> {
    const row = await this.tenants.readTenant(userId, (tx) => findImport(tx, id));
    if (row?.status !== 'importing') return;
    const origin = originOf(row);
    let [done, total, conflicts, fresh] = [row.done, 0, 0, true];
    const refused: RefusedCommand[] = [];
    for (;;) {
      stopping.throwIfAborted();
      const atOnce = this.isBesideOthers(userId) ? FEW_AT_ONCE : AT_ONCE;
      const begun = performance.now();
      const { steps, planned, left, ...leaves } = await this.thread.next(userId, id, { fresh, atOnce });
      if (fresh) total = done + planned;
      fresh = false;
      try {
        refused.push(...(await this.apply({ userId, id, origin }, steps, { done: done + steps.length, total })));
      } catch (error) {
        // A member's edit came first: what was planned for the trade of before is planned for the one that stands.
        if (!(error instanceof StreamVersionConflict) || (conflicts += 1) > MOST_CONFLICTS) throw error;
        fresh = true;
        continue;
      }
      done += steps.length;
      if (left > 0) {
        await this.giveWay(userId, performance.now() - begun);
        continue;
      }
      await this.tenants.withTenant(userId, (tx) => {
        keepLeft(tx, id, leaves);
        markImport(tx, id, refused.length > 0 && refused.length === total ? 'failed' : 'imported', {
          problem: problemOf(refused),
        });
        return Promise.resolve();
      });
      this.logger.log(`Import ${id} is done: ${done} trades`);
      return;
    }
  }

  /** Rests where others are there, after work that took so many milliseconds. */
  private async giveWay(userId: string, tookMs: number): Promise<void> {
    if (this.isBesideOthers(userId)) await setTimeout(tookMs * REST);
  }

  private isBesideOthers(userId: string): boolean {
    return this.presence.isBesideOthers(userId, performance.now());
  }

  private async apply(
    { userId, id, origin }: Job & { readonly origin: Origin },
    steps: readonly PlannedStep[],
    progress: { readonly done: number; readonly total: number },
  ): Promise<readonly RefusedCommand[]> {
    if (steps.length === 0) return [];
    const handler = { ...this.handlers.trade, answer: () => null, note: undefined };
    const work = async (tx: TenantTransaction): Promise<{ ledger: Receipt; refused: readonly RefusedCommand[] }> => {
      const commands = steps.map(commandOf);
      const answer = await this.ledger.handleAllIn(tx, handler, { userId, origin, batchId: id, commands });
      markProgress(tx, id, progress.done, progress.total);
      return answer;
    };
    return (await this.ledger.inTransaction(handler, userId, work)).refused;
  }

  private fail({ userId, id }: Job, problem: string): Promise<void> {
    return this.tenants.withTenant(userId, (tx) => {
      markImport(tx, id, 'failed', { problem });
      return Promise.resolve();
    });
  }
}

function originOf({ connectionId }: ImportRow): Origin {
  return connectionId === null ? 'import' : 'sync';
}

function commandOf({ streamId, command, streamVersion }: PlannedStep): StreamCommand<TradeCommand> {
  return { streamId, command, ...(streamVersion !== null && { expectedStreamVersion: streamVersion }) };
}

/** Each reason once, with how many trades it kept out. */
function problemOf(refused: readonly RefusedCommand[]): string | null {
  if (refused.length === 0) return null;
  const reasons = Map.groupBy(refused, ({ refusal }) => refusal.message);
  return [...reasons].map(([reason, { length }]) => `${length} not imported: ${reason}`).join(' ');
}
