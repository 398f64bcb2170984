import type { StatsQuery } from '@singularity/contract/wire';
import type { DayBucket, StatRules } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type { Head } from '../event-store/events.table.js';
import { ALL_TRADES, toBucket } from './day-stats.entity.js';
import type { DayStatsRow } from './day-stats.entity.js';
import { bucketsStand, byCurrency, daysOf, isStored } from './days.js';
import type { CurrencyDay } from './days.js';
import { periodOf, upTo } from '../filter/period.js';
import { readFlows, readTradeItems } from './stat-items.table.js';

export async function readDays(
  tx: TenantTransaction,
  query: StatsQuery,
  rules: StatRules,
  head: Head,
): Promise<ReadonlyMap<string, readonly DayBucket[]>> {
  const stand = isStored(query) && bucketsStand(head);
  return byCurrency(stand ? await readBuckets(tx, query) : await foldBuckets(tx, query, rules));
}

async function readBuckets(tx: TenantTransaction, { accountId, to }: StatsQuery): Promise<readonly CurrencyDay[]> {
  const rows = await tx.query<DayStatsRow>(
    `SELECT currency, day, gross, fees, net, closed, wins, losses, rest
       FROM day_stats WHERE user_id = $1 AND scope = $2 AND ($3::date IS NULL OR day <= $3) ORDER BY currency, day`,
    [tx.userId, accountId?.[0] ?? ALL_TRADES, to ?? null],
  );
  return rows.map((row) => ({ currency: row.currency, day: row.day, bucket: toBucket(row) }));
}

/** What no bucket is kept for, or not yet, is folded on reading, by the same function. */
async function foldBuckets(
  tx: TenantTransaction,
  { from, to, ...filter }: StatsQuery,
  rules: StatRules,
): Promise<readonly CurrencyDay[]> {
  const period = periodOf(rules, { from, to });
  const traded = await readTradeItems(tx, [period], { filter, rules });
  const flows = await readFlows(tx, [upTo(period)], { accountIds: filter.accountId });
  return daysOf([...traded, ...flows], rules);
}
