import type { StatsQuery } from '@singularity/contract/wire';
import { setupsFrom, ZERO } from '@singularity/domain';
import type { CurrencySetups, Day, SetupTally } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { currentMonthOf } from '../event-store/current-month.js';
import type { Head } from '../event-store/events.table.js';
import { BREAKDOWN_KEYS } from './breakdown-keys.js';
import { bucketsStand, COARSER_SINCE } from '../filter/kept-buckets.js';
import type { Standing } from './days.js';
import { toBucket } from './day-stats.entity.js';
import { asOne } from './portfolio.js';
import type { SetupStatsRow } from './setup-stats.entity.js';
import { periodOf } from '../filter/period.js';
import { readTallies } from './tallies.table.js';

/** The statistics of every tag, as far as a filter lets its trades through. */
export async function readSetups(
  tx: TenantTransaction,
  query: StatsQuery,
  basis: Standing,
): Promise<readonly CurrencySetups[]> {
  return isKept(query, basis) ? setupsFrom(await readKept(tx, currentMonthOf(basis))) : workOut(tx, query, basis);
}

/** One bucket of each tag is kept of all trades before this month together, once they are filled, and by the settings that they were made by. */
function isKept(query: StatsQuery, head: Head): boolean {
  const isWhole = Object.values(query).every((value) => value === undefined);
  return isWhole && head.projectionVersion >= COARSER_SINCE && bucketsStand(head);
}

/** That one, and the weeks that were not over before this month. */
async function readKept(tx: TenantTransaction, month: Day): Promise<readonly SetupTally[]> {
  const rows = await tx.query<SetupStatsRow>(
    `SELECT currency, tag, gross, fees, net, closed, wins, losses, rest FROM (
       SELECT * FROM setup_stats WHERE user_id = $1 AND grain = 'all'
        UNION ALL
       SELECT * FROM setup_stats WHERE user_id = $1 AND grain = 'week' AND day > $2::date - 7) kept
      ORDER BY day`,
    [tx.userId, month],
  );
  return [...Map.groupBy(rows, ({ currency, tag }) => `${currency} ${tag}`).values()].map((some) => {
    const { currency, tag } = some[0] as SetupStatsRow;
    return { currency, tag, tally: asOne(some.map(toBucket)) };
  });
}

/** What no bucket is kept for, or not yet. A trade without a tag is no setup. */
async function workOut(
  tx: TenantTransaction,
  { from, to, ...filter }: StatsQuery,
  basis: Standing,
): Promise<readonly CurrencySetups[]> {
  const asked = { basis, filter, period: periodOf(basis.rules, { from, to }) };
  const tallies = await readTallies(tx, asked, BREAKDOWN_KEYS.tag);
  return setupsFrom(
    tallies
      .filter(({ key }) => key !== '')
      .map(({ currency, key, fall, ...sums }) => ({
        currency,
        tag: key,
        // No money comes to a setup but what it makes.
        tally: { ...sums, curve: { flow: ZERO, fall: fall && { ...fall, peak: fall.high } } },
      })),
  );
}
