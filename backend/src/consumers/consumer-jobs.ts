import { Inject, Injectable } from '@nestjs/common';
import type { TenantTransaction } from '../database/tenants.js';
import { LedgerFollowers } from '../event-store/ledger-followers.js';
import { Jobs } from '../jobs/jobs.js';
import { followJobs, setAsideJobs } from './consumer.js';

/** A job that asks to go on names the member twice; one about a single event names its version. */
const idOf = (userId: string, version: number | null) => (version === null ? userId : String(version));

/** What consumers are told by: jobs, which are there if and only if the transaction commits. */
@Injectable()
export class ConsumerJobs extends LedgerFollowers {
  constructor(@Inject(Jobs) private readonly jobs: Jobs) {
    super();
  }

  async tellIn(tx: TenantTransaction, consumers: readonly string[]): Promise<void> {
    await Promise.all(consumers.map((consumer) => this.add(tx, followJobs(consumer), null)));
  }

  setAside(tx: TenantTransaction, consumer: string, version: number): Promise<void> {
    return this.add(tx, setAsideJobs(consumer), version);
  }

  /** Has one event taken anew. */
  takeAgain(tx: TenantTransaction, consumer: string, version: number): Promise<void> {
    return this.add(tx, followJobs(consumer), version);
  }

  private add(tx: TenantTransaction, name: string, version: number | null): Promise<void> {
    return this.jobs.add(tx, name, { userId: tx.userId, id: idOf(tx.userId, version) });
  }
}
