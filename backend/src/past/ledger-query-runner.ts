import { Inject, Injectable } from '@nestjs/common';
import type { AsOfQuery } from '@singularity/contract/wire';
import { Tenants } from '../database/tenants.js';
import { Clock } from '../runtime/clock.js';
import { readHead } from '../event-store/events.table.js';
import { readAsOf, versionAt } from './as-of.js';
import type { AsOf } from './as-of.js';
import { PastThread } from './past-thread.js';
import type { LedgerQuery } from './ledger-query.js';
import { Snapshot } from './snapshot.js';

/** Answers queries about a member's ledger as it stands, or as it stood. */
@Injectable()
export class LedgerQueryRunner {
  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(PastThread) private readonly past: PastThread,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async ask<Params extends object, Answer>(
    userId: string,
    query: LedgerQuery<Params, Answer>,
    { asOfVersion, recordedBefore, ...rest }: Params & AsOfQuery,
  ): Promise<Answer> {
    const params = rest as unknown as Params;
    const asOf = readAsOf({ asOfVersion, recordedBefore } as AsOfQuery);
    if (asOfVersion === undefined && recordedBefore === undefined)
      return this.tenants.readTenant(userId, (tx) => query.now(tx, params));
    const [version] = await this.versionsAt(userId, [asOf]);
    return this.past.ask(query, userId, [version], params);
  }

  /** The ledger as it stands, for reading on and on. */
  async snapshot(userId: string): Promise<Snapshot> {
    const { tenants, past } = this;
    return new Snapshot(userId, await tenants.readTenant(userId, readHead), this.clock.now(), { tenants, past });
  }

  /** The versions that are meant, seen at one moment. */
  versionsAt<AsOfs extends readonly AsOf[]>(
    userId: string,
    asOfs: readonly [...AsOfs],
  ): Promise<{ -readonly [Index in keyof AsOfs]: number }> {
    return this.tenants.readTenant(userId, async (tx) => {
      const versions: number[] = [];
      for (const asOf of asOfs) versions.push(await versionAt(tx, asOf));
      return versions as { -readonly [Index in keyof AsOfs]: number };
    });
  }
}
