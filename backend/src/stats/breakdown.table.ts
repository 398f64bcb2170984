import type { BreakdownQuery, StatsQuery } from '@singularity/contract/wire';
import { isOfDays, plusDays } from '@singularity/domain';
import type { Day, DayBreakdown, DayBucket, GrainSpan } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { areDaysRead } from '../filter/kept-buckets.js';
import { periodOf } from '../filter/period.js';
import { breakdownOfDaysByCurrency, breakdownOfSums } from './breakdown.js';
import type { CurrencyBreakdown } from './breakdown.js';
import { BREAKDOWN_KEYS } from './breakdown-keys.js';
import { isOfWeekday, toBucket, WEEKDAYS } from './day-stats.entity.js';
import type { BucketName, DayStatsRow } from './day-stats.entity.js';
import { byCurrency } from './days.js';
import type { Standing } from './days.js';
import { fewestSpans, rangeOf, readBuckets } from './days.table.js';
import type { BucketSpan } from './days.table.js';
import { readSums } from './tallies.table.js';

export async function readBreakdown(
  tx: TenantTransaction,
  { by, ...query }: BreakdownQuery,
  basis: Standing,
): Promise<readonly CurrencyBreakdown[]> {
  if (isOfDays(by) && areDaysRead(query, basis))
    return breakdownOfDaysByCurrency(await readByDays(tx, query, by, basis), by, undefined);
  const { from, to, ...filter } = query;
  const asked = { basis, filter, period: periodOf(basis.rules, { from, to }) };
  return breakdownOfSums(await readSums(tx, asked, BREAKDOWN_KEYS[by]), by);
}

/** The fewest buckets that tell a month or a weekday apart, those of weekdays as one day of them. */
async function readByDays(
  tx: TenantTransaction,
  query: StatsQuery,
  by: DayBreakdown,
  standing: Standing,
): Promise<ReadonlyMap<string, readonly DayBucket[]>> {
  const spans: readonly BucketSpan[] =
    by === 'weekday'
      ? fewestSpans(rangeOf(query), standing).flatMap(weekdaysOf)
      : fewestSpans(rangeOf(query), standing, 'month');
  const columns = 'd.gross, d.fees, d.net, d.closed, d.wins, d.losses, d.rest';
  const rows = await readBuckets<keyof DayStatsRow>(tx, query, { columns, spans });
  const days = rows.map((row) => ({ currency: row.currency, day: dayIn(row), bucket: toBucket(row) }));
  return byCurrency(days);
}

const [MONDAY, DAYS_OF_WEEK] = ['1970-01-05' as Day, [1, 2, 3, 4, 5, 6, 7]] as const;

/** Of years there are buckets by weekday; months have none. */
function weekdaysOf({ grain, ...span }: GrainSpan): readonly BucketSpan[] {
  const grains = grain === 'year' ? DAYS_OF_WEEK.map((weekday) => `${WEEKDAYS}${weekday}`) : ['day'];
  return grains.map((one) => ({ grain: one, ...span }));
}

function dayIn({ grain, day }: BucketName): Day {
  return isOfWeekday(grain) ? plusDays(MONDAY, Number(grain.slice(WEEKDAYS.length)) - 1) : day;
}
