import { Inject, Injectable } from '@nestjs/common';
import type { RunCause } from '@singularity/contract';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { findImport } from '../imports/imports.table.js';
import { conflict, notFound, ProblemException } from '../http/problem.js';
import { EARLY_MS, Jobs } from '../jobs/jobs.js';
import { Clock } from '../runtime/clock.js';
import { newId } from '../runtime/new-id.js';
import { BrokerWorld } from './broker-world.js';
import { changeConnection, findConnection, listConnections } from './connections.table.js';
import type { ConnectionRow } from './connections.table.js';
import type { HeldRun } from './sync-commit.js';
import { addRun, markRun, openRun } from './runs.table.js';

/** The name of the jobs that ask brokers. */
export const SYNC_JOBS = 'sync';

const ANEW = 'It was begun anew with other credentials.';
/** A member may ask again after so long, in milliseconds. */
const PAUSE_MS = 60_000;

/** Asks for runs, and begins them: of one connection there is never more than one. */
@Injectable()
export class SyncRequests {
  @Inject(BrokerWorld) private readonly world!: BrokerWorld;

  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** On demand: what faults have paused is tried again. A run that waits or is under way is the one that is asked for. */
  async ask(userId: string, id: string): Promise<void> {
    await this.tenants.withTenant(userId, async (tx) => {
      const row = await findConnection(tx, id, 'FOR UPDATE');
      if (!row) throw notFound();
      if (row.paused) throw conflict('This connection is paused. Resume it first.');
      if (row.needs === 'credentials') throw conflict('Enter the credentials again first.');
      if (row.needs === 'consent') throw conflict('Agree at the broker first.');
      if (await openRun(tx, id)) return;
      const since = this.world.now() - (row.askedAt === null ? 0 : new Date(row.askedAt).getTime());
      if (since < PAUSE_MS) throw tooSoon(Math.ceil((PAUSE_MS - since) / 1_000));
      changeConnection(tx, id, { askedAt: new Date(this.world.now()), failures: 0 });
      await this.addIn(tx, id, 'asked');
    });
    this.wake();
  }

  /** Adds a run, unless there is one. `wake` is for the end of the transaction. */
  async addIn(tx: TenantTransaction, id: string, cause: RunCause): Promise<void> {
    if (await openRun(tx, id)) return;
    addRun(tx, { id: newId(), connectionId: id, cause, status: 'waiting', startedAt: this.clock.toRecord() });
    await this.jobs.add(tx, SYNC_JOBS, { userId: tx.userId, id });
  }

  /** Where other credentials come: a run that is under way with the ones before is over, and keeps none of them. */
  async breakOffIn(tx: TenantTransaction, id: string): Promise<void> {
    const open = await openRun(tx, id);
    if (open?.status !== 'asking') return;
    markRun(tx, open, { status: 'failed', problem: ANEW, endedAt: this.clock.toRecord() });
    changeConnection(tx, id, { holder: null });
  }

  /** After an import whose questions it waited for: what it was asked about is asked again, for what is missing. */
  async goOn(userId: string, id: string, importId: string): Promise<void> {
    const isOn = await this.tenants.withTenant(userId, async (tx) => {
      const row = await findConnection(tx, id, 'FOR UPDATE');
      if (row?.needs !== 'import' || row.importId !== importId) return false;
      changeConnection(tx, id, { status: 'working', reason: null, needs: null, importId: null });
      if (!row.paused) await this.addIn(tx, id, 'scheduled');
      return true;
    });
    if (isOn) this.wake();
  }

  /** Gives a job to those of a member that are due and have none: theirs was tried in vain for too long. Says to how many. */
  async takeUp(userId: string): Promise<number> {
    const known = await this.tenants.readTenant(userId, (tx) => listConnections(tx));
    let taken = 0;
    for (const { id } of known)
      taken += await this.tenants.withTenant(userId, async (tx) => {
        // Of all processes that look one comes first, and the others find its job.
        const row = await findConnection(tx, id, 'FOR UPDATE');
        if (!row || !(this.isDue(row) || (await openRun(tx, id))) || (await this.mustWait(tx, row))) return 0;
        if (await this.jobs.isAdded(tx, SYNC_JOBS, { userId, id })) return 0;
        await this.jobs.add(tx, SYNC_JOBS, { userId, id });
        return 1;
      });
    if (taken > 0) this.wake();
    return taken;
  }

  /** Those that were paused because the member had lost the role. */
  async resumeAll(userId: string): Promise<void> {
    const resumed = await this.tenants.withTenant(userId, async (tx) => {
      const lost = (await listConnections(tx)).filter(({ roleLostAt, needs }) => roleLostAt !== null && needs === null);
      for (const { id } of lost) {
        changeConnection(tx, id, { status: 'working', reason: null, roleLostAt: null });
        await this.addIn(tx, id, 'scheduled');
      }
      return lost.length;
    });
    if (resumed > 0) this.wake();
  }

  wake(): void {
    this.jobs.wake(SYNC_JOBS);
  }

  /** Begins what was asked for or is due, and takes over from a run that broke off; null where there is nothing to do. */
  begin(userId: string, id: string): Promise<{ readonly row: ConnectionRow; readonly held: HeldRun } | null> {
    return this.tenants.withTenant(userId, async (tx) => {
      const row = await findConnection(tx, id, 'FOR UPDATE');
      const open = row && (await openRun(tx, id));
      if (!row || (!open && !this.isDue(row))) return null;
      if (await this.mustWait(tx, row)) {
        if (open) markRun(tx, open, { status: 'failed', problem: row.reason, endedAt: this.clock.toRecord() });
        return null;
      }
      const run = open ?? this.addScheduled(tx, id);
      markRun(tx, run, { status: 'asking' });
      const holder = newId();
      changeConnection(tx, id, { holder });
      return { row: { ...row, holder }, held: { userId, run, holder } };
    });
  }

  private isDue({ nextRunAt }: ConnectionRow): boolean {
    return nextRunAt !== null && Date.parse(nextRunAt) - EARLY_MS <= this.world.now();
  }

  private addScheduled(tx: TenantTransaction, connectionId: string): HeldRun['run'] {
    const run = { id: newId(), connectionId };
    addRun(tx, { ...run, cause: 'scheduled', status: 'asking', startedAt: this.clock.toRecord() });
    return run;
  }

  /** For its member: to resume it, to enter credentials or agree again, or to answer an import. */
  private async mustWait(tx: TenantTransaction, { paused, needs, importId }: ConnectionRow): Promise<boolean> {
    if (paused || needs === 'credentials' || needs === 'consent') return true;
    if (needs !== 'import' || importId === null) return false;
    const status = (await findImport(tx, importId))?.status;
    return status === 'previewed' || status === 'importing';
  }
}

function tooSoon(retryAfter: number): ProblemException {
  return new ProblemException(429, 'about:blank', 'It was synced a moment ago. Wait a minute.', {
    retryAfter,
  });
}
