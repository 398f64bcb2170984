import { bucketOf, calendarOf, toleranceOf } from '@singularity/domain';
import type { Day, DayBucket, Settings, StatItem } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { ALL_TRADES, toBucket } from './day-stats.entity.js';
import type { DayStatsRow } from './day-stats.entity.js';
import { readFlows, readTradeItems, spanOf } from './stat-items.table.js';
import type { StatsQuery } from './stats.requests.js';

interface CurrencyDay extends DayBucket {
  readonly currency: string;
}

/** Buckets by currency, in order of days, up to the end of the range; those before it tell what had flowed in. */
export async function readDays(
  tx: TenantTransaction,
  query: StatsQuery,
  settings: Settings,
): Promise<ReadonlyMap<string, readonly DayBucket[]>> {
  const days = isStored(query) ? await readBuckets(tx, query) : await foldBuckets(tx, query, settings);
  return Map.groupBy(days, ({ currency }) => currency);
}

/** Buckets are kept of all trades and of each account. Those of two accounts do not join: each has its own order. */
function isStored({ symbol, assetType, direction, tag, accountId = [] }: StatsQuery): boolean {
  return accountId.length <= 1 && [symbol, assetType, direction, tag].every((values) => values === undefined);
}

async function readBuckets(tx: TenantTransaction, { accountId, to }: StatsQuery): Promise<readonly CurrencyDay[]> {
  const rows = await tx.query<DayStatsRow>(
    `SELECT currency, day, gross, fees, net, closed, wins, losses, rest
       FROM day_stats WHERE user_id = $1 AND scope = $2 AND ($3::date IS NULL OR day <= $3) ORDER BY currency, day`,
    [tx.userId, accountId?.[0] ?? ALL_TRADES, to ?? null],
  );
  return rows.map((row) => ({ currency: row.currency, day: row.day, bucket: toBucket(row) }));
}

/** What no bucket is kept for is folded on reading, by the same function. */
async function foldBuckets(
  tx: TenantTransaction,
  { from, to, ...filter }: StatsQuery,
  settings: Settings,
): Promise<readonly CurrencyDay[]> {
  const calendar = calendarOf(settings.timeZone);
  const range = spanOf(calendar, { from, to });
  const items: StatItem[] = [
    ...(await readTradeItems(tx, [range], filter)),
    ...(await readFlows(tx, [{ ...range, from: null }], filter.accountId)),
  ];
  const groups = Map.groupBy(items, (item) => `${item.currency} ${calendar.dayOf(item.at)}`);
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, group]) => {
      const [currency, day] = key.split(' ') as [string, Day];
      return { currency, day, bucket: bucketOf(day, group, toleranceOf(settings, currency)) };
    });
}
