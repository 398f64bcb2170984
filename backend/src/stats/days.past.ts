import type { StatsQuery } from '@singularity/contract/wire';
import type { DayBucket } from '@singularity/domain';
import { itemsOf, once, statRulesOf } from '../past/folded-ledger.js';
import type { FoldedLedger } from '../past/folded-ledger.js';
import { ALL_TRADES, isStored } from '../filter/kept-buckets.js';
import { toBucket } from './day-stats.entity.js';
import type { DayStatsRow } from './day-stats.entity.js';
import { bucketRows } from './day-stats.js';
import { byCurrency, daysOf } from './days.js';
import type { CurrencyDay } from './days.js';
import { periodOf, upTo } from '../filter/period.js';
import { flowsOf, tradeItemsOf } from './stat-items.past.js';

/** The rows of `day_stats` as they stood, in order of days. */
export const dayStatsOf = once((ledger: FoldedLedger): readonly DayStatsRow[] =>
  bucketRows('', statRulesOf(ledger), itemsOf(ledger)).toSorted((a, b) => (a.day < b.day ? -1 : 1)),
);

export function pastDays(ledger: FoldedLedger, query: StatsQuery): ReadonlyMap<string, readonly DayBucket[]> {
  return byCurrency(isStored(query) ? storedBuckets(ledger, query) : foldedBuckets(ledger, query));
}

function storedBuckets(ledger: FoldedLedger, { accountId, to }: StatsQuery): readonly CurrencyDay[] {
  const scope = accountId?.[0] ?? ALL_TRADES;
  return dayStatsOf(ledger)
    .filter((row) => row.scope === scope && (to === undefined || row.day <= to))
    .map((row) => ({ currency: row.currency, day: row.day, bucket: toBucket(row) }));
}

function foldedBuckets(ledger: FoldedLedger, { from, to, ...filter }: StatsQuery): readonly CurrencyDay[] {
  const rules = statRulesOf(ledger);
  const period = periodOf(rules, { from, to });
  const traded = tradeItemsOf(ledger, period, filter);
  const flows = flowsOf(ledger, upTo(period), filter.accountId);
  return daysOf([...traded, ...flows], rules);
}
