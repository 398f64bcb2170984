import type { Instant } from '@singularity/domain';
import type { Tenants, TenantTransaction } from '../database/tenants.js';
import { readHead } from '../event-store/events.table.js';
import type { LedgerEnd } from '../event-store/events.table.js';
import type { PastThread } from './past-thread.js';
import type { Question } from './question.js';

/**
 * A ledger that stands still while it is read in as many short transactions as one likes, so that a slow reader holds no
 * connection: it is asked of now while nothing has changed, and of the past from then on.
 */
export class Snapshot {
  constructor(
    readonly userId: string,
    readonly head: LedgerEnd,
    readonly takenAt: Instant,
    private readonly sources: { readonly tenants: Tenants; readonly past: PastThread },
  ) {}

  async ask<Query, Answer>(question: Question<Query, Answer>, query: Query): Promise<Answer> {
    const now = await this.read(async (tx) => {
      const { version, hash } = await readHead(tx);
      return version === this.head.version && hash === this.head.hash
        ? { answer: await question.now(tx, query) }
        : null;
    });
    return now ? now.answer : this.sources.past.ask(question, this.userId, [this.head.version], query);
  }

  /** For what never changes, such as events, and for what stands beside the ledger. */
  read<Result>(work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
    return this.sources.tenants.readTenant(this.userId, work);
  }
}
