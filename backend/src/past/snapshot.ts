import type { Instant } from '@singularity/domain';
import type { Tenants, TenantTransaction } from '../database/tenants.js';
import { readHead } from '../event-store/events.table.js';
import type { LedgerEnd } from '../event-store/events.table.js';
import type { LedgerSize } from '../event-store/ledger-size.js';
import type { PastThread } from './past-thread.js';
import { isHeavy } from './ledger-query.js';
import type { LedgerQuery } from './ledger-query.js';

/**
 * A ledger that stands still while it is read in as many short transactions as one likes, so that a slow reader holds no
 * connection: it is asked of now while nothing has changed and that is quickly done, and of the past otherwise.
 */
export class Snapshot {
  constructor(
    readonly userId: string,
    readonly head: LedgerEnd,
    readonly takenAt: Instant,
    private readonly sources: { readonly tenants: Tenants; readonly past: PastThread; readonly size: LedgerSize },
  ) {}

  async ask<Params, Answer>(query: LedgerQuery<Params, Answer>, params: Params): Promise<Answer> {
    const { past, size } = this.sources;
    const now = await this.read(async (tx) => {
      const head = await readHead(tx);
      const isUnchanged = head.version === this.head.version && head.hash === this.head.hash;
      const here = isUnchanged && !(await isHeavy(tx, query, params, { head, size }));
      return here ? { answer: await query.now(tx, params) } : null;
    });
    return now ? now.answer : past.ask(query, this.userId, [this.head.version], params);
  }

  /** For what never changes, such as events, and for what stands beside the ledger. */
  read<Result>(work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
    return this.sources.tenants.readTenant(this.userId, work);
  }
}
