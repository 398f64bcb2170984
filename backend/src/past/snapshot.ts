import type { Instant } from '@singularity/domain';
import type { Tenants, TenantTransaction } from '../database/tenants.js';
import { readHead } from '../event-store/events.table.js';
import type { LedgerEnd } from '../event-store/events.table.js';
import type { PastThread } from './past-thread.js';
import type { LedgerQuery } from './ledger-query.js';

/**
 * A ledger that stands still while it is read in as many short transactions as one likes, so that a slow reader holds no
 * connection: it is asked of now while nothing has changed, and of the past otherwise.
 */
export class Snapshot {
  constructor(
    readonly userId: string,
    readonly head: LedgerEnd,
    readonly takenAt: Instant,
    private readonly sources: { readonly tenants: Tenants; readonly past: PastThread },
  ) {}

  async ask<Params, Answer>(query: LedgerQuery<Params, Answer>, params: Params): Promise<Answer> {
    const now = await this.read(async (tx) => {
      const head = await readHead(tx);
      const isUnchanged = head.version === this.head.version && head.hash === this.head.hash;
      return isUnchanged ? { answer: await query.now(tx, params) } : null;
    });
    return now ? now.answer : this.sources.past.ask(query, this.userId, [this.head.version], params);
  }

  /** For what never changes, such as events, and for what stands beside the ledger. */
  read<Result>(work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
    return this.sources.tenants.readTenant(this.userId, work);
  }
}
