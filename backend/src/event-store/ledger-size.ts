import { Inject, Injectable } from '@nestjs/common';
import type { TenantTransaction } from '../database/tenants.js';
import type { Head } from './events.table.js';
import { READ_MODELS } from './projection.js';
import type { ReadModels } from './projection.js';
import { RowTables } from './row-tables.js';

/**
 * From so many events and rows on, work on all of a ledger is done in another thread and not while somebody waits: it is
 * about half a second of it. Rows count because work lies there: one event may make a thousand.
 */
const LONG = 10_000;

/** Says how much work a ledger is. */
@Injectable()
export class LedgerSize {
  constructor(
    @Inject(READ_MODELS) private readonly models: ReadModels,
    @Inject(RowTables) private readonly tables: RowTables,
  ) {}

  /** Whether there are more events and rows than that. Counts no further than it takes to know. */
  async isLong(tx: TenantTransaction, { version }: Pick<Head, 'version'>): Promise<boolean> {
    if (version > LONG) return true;
    const counted = this.models.projections
      .flatMap((projection) => projection.tables)
      .map((table) => `SELECT FROM ${this.tables.of(table).name} WHERE user_id = $1`);
    const [found] = await tx.query<{ rows: number }>(
      `SELECT count(*) AS rows FROM (${counted.join(' UNION ALL ')} LIMIT $2) r`,
      [tx.userId, LONG - version + 1],
    );
    return (found?.rows ?? 0) > LONG - version;
  }
}
