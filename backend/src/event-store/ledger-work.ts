import type { LedgerVerification } from '@singularity/contract';
import type { Tenants } from '../database/tenants.js';
import type { Rebuilt, Replay } from './replay.js';
import { verifyLedger } from './verify.js';

/** What goes through a whole ledger, and what comes of it. Both are plain data: they cross from thread to thread. */
export interface LedgerTasks {
  readonly verify: LedgerVerification;
  readonly rebuild: Rebuilt;
  readonly rebuildAggregates: Rebuilt;
}

export interface LedgerTask {
  readonly kind: keyof LedgerTasks;
  readonly userId: string;
}

/** The other thread's side. */
export function ledgerWork(
  tenants: Tenants,
  replay: Replay,
): (task: LedgerTask) => Promise<LedgerTasks[keyof LedgerTasks]> {
  return ({ kind, userId }) => {
    switch (kind) {
      case 'verify':
        return verifyLedger(tenants, userId);
      case 'rebuild':
        return replay.rebuild(userId);
      case 'rebuildAggregates':
        return replay.rebuild(userId, { aggregatesOnly: true });
    }
  };
}
