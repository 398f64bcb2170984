import { Inject, Injectable } from '@nestjs/common';
import type { SyncFault } from '@singularity/connectors';
import type { ConnectionNeed } from '@singularity/contract';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { Jobs } from '../jobs/jobs.js';
import { Clock } from '../runtime/clock.js';
import { connectorOf } from './brokers.js';
import { BrokerWorld } from './broker-world.js';
import { changeConnection, findConnection } from './connections.table.js';
import type { ConnectionRow } from './connections.table.js';
import { MOST_FAILURES, nextRunAt, retryAt } from './schedule.js';
import type { HeldRun } from './sync-commit.js';
import { SYNC_JOBS } from './sync-requests.js';
import { markRun, openRun } from './runs.table.js';

const NO_ROLE = 'Paused while you do not have the role in the server.';
const QUESTIONS = 'A sync found trades that it has a question about.';
/** Whoever lost the role for so long has left: what opens their accounts at brokers is then kept no longer. */
const LEFT_AFTER_MS = 30 * 24 * 3_600_000;
const LEFT = 'The credentials were removed because you were out of the server for a month. Enter them again.';

/** `full`: the member has no room left for what would come. */
export interface Fault extends Pick<SyncFault, 'message' | 'retryAfterSeconds'> {
  readonly kind: SyncFault['kind'] | 'full';
}

/** What a run leaves of its connection: how it stands, and when it is asked next. Nothing is retried for ever. */
@Injectable()
export class SyncEnds {
  @Inject(Clock) private readonly clock!: Clock;
  @Inject(BrokerWorld) private readonly world!: BrokerWorld;

  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(Jobs) private readonly jobs: Jobs,
  ) {}

  done(held: HeldRun, row: ConnectionRow, waitsIn: string | null): Promise<void> {
    return this.end(held, async (tx) => {
      markRun(tx, held.run, { status: 'done', problem: waitsIn && QUESTIONS, endedAt: this.clock.toRecord() });
      const stands = waitsIn
        ? ({ status: 'needs_attention', needs: 'import', reason: QUESTIONS, importId: waitsIn } as const)
        : ({ status: 'working', needs: null, reason: null, importId: null } as const);
      await this.planIn(tx, row, { ...stands, failures: 0, roleLostAt: null }, this.nextDay(row));
    });
  }

  failed(held: HeldRun, row: ConnectionRow, { kind, message, retryAfterSeconds }: Fault): Promise<void> {
    return this.end(held, async (tx) => {
      markRun(tx, held.run, { status: 'failed', problem: message, endedAt: this.clock.toRecord() });
      const failures = row.failures + 1;
      const needs = needsOf(row, kind);
      if (needs) return this.planIn(tx, row, { status: 'needs_attention', needs, reason: message, failures }, null);
      const most = kind === 'busy' ? MOST_FAILURES.busy : MOST_FAILURES.other;
      if (failures >= most)
        return this.planIn(tx, row, { status: 'paused', reason: `${message} ${timesLabel(failures)}`, failures }, null);
      const { status } = row;
      await this.planIn(
        tx,
        row,
        { status, reason: message, failures },
        retryAt(failures, retryAfterSeconds, this.world.now()),
      );
    });
  }

  /** Looks again each day, without asking the broker. */
  withoutRole(userId: string, id: string): Promise<void> {
    return this.tenants.withTenant(userId, async (tx) => {
      const row = await findConnection(tx, id, 'FOR UPDATE');
      if (!row) return;
      const open = await openRun(tx, id);
      if (open) markRun(tx, open, { status: 'failed', problem: NO_ROLE, endedAt: this.clock.toRecord() });
      const now = this.world.now();
      const lostAt = row.roleLostAt ?? new Date(now).toISOString();
      if (now - Date.parse(lostAt) < LEFT_AFTER_MS)
        return this.planIn(tx, row, { status: 'paused', reason: NO_ROLE, roleLostAt: lostAt }, this.nextDay(row));
      const gone = { status: 'needs_attention', needs: 'credentials', reason: LEFT, credentials: {} } as const;
      await this.planIn(tx, row, { ...gone, roleLostAt: lostAt }, null);
    });
  }

  private end({ userId, run, holder }: HeldRun, work: (tx: TenantTransaction) => Promise<void>): Promise<void> {
    return this.tenants.withTenant(userId, async (tx) => {
      const row = await findConnection(tx, run.connectionId, 'FOR UPDATE');
      if (row?.holder === holder) await work(tx);
    });
  }

  private async planIn(
    tx: TenantTransaction,
    { id, needs }: ConnectionRow,
    changes: Parameters<typeof changeConnection>[2],
    next: Date | null,
  ): Promise<void> {
    changeConnection(tx, id, {
      needs: changes.status === 'paused' ? null : needs,
      ...changes,
      holder: null,
      nextRunAt: next,
    });
    if (next) await this.jobs.add(tx, SYNC_JOBS, { userId: tx.userId, id }, { after: next });
  }

  private nextDay({ broker, id }: ConnectionRow): Date | null {
    const connector = connectorOf(broker);
    return connector && nextRunAt(connector.completeAt, id, this.world.now());
  }
}

/** What the member has to do first; null where it is only asked again. */
function needsOf({ broker }: ConnectionRow, kind: Fault['kind']): ConnectionNeed | null {
  if (kind === 'refused') return 'credentials';
  if (kind === 'full') return 'broker';
  if (kind !== 'member') return null;
  return connectorOf(broker)?.consent ? 'consent' : 'broker';
}

function timesLabel(failures: number): string {
  return `We asked ${failures} times in a row and stopped. Sync again once it works.`;
}
