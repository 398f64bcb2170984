import type { StatsQuery } from '@singularity/contract/wire';
import type { DayBucket } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { ALL_TRADES, toBucket } from './day-stats.entity.js';
import type { DayStatsRow } from './day-stats.entity.js';
import { byCurrency } from './days.js';

/** The buckets that are kept of the days up to the last one. */
export async function readDays(
  tx: TenantTransaction,
  { accountId, to }: StatsQuery,
): Promise<ReadonlyMap<string, readonly DayBucket[]>> {
  const rows = await tx.query<DayStatsRow>(
    `SELECT currency, day, gross, fees, net, closed, wins, losses, rest
       FROM day_stats WHERE user_id = $1 AND scope = $2 AND ($3::date IS NULL OR day <= $3) ORDER BY currency, day`,
    [tx.userId, accountId?.[0] ?? ALL_TRADES, to ?? null],
  );
  return byCurrency(rows.map((row) => ({ currency: row.currency, day: row.day, bucket: toBucket(row) })));
}
