import type { StatsQuery } from '@singularity/contract/wire';
import { setupsFrom, setupsOf, ZERO } from '@singularity/domain';
import type { CurrencySetups, SetupWeek } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type { Head } from '../event-store/events.table.js';
import { BREAKDOWN_KEYS } from './breakdown-keys.js';
import { bucketsStand } from './days.js';
import type { Standing } from './days.js';
import { SetupStats } from './setup-stats.js';
import { toSetupWeek } from './setup-stats.entity.js';
import type { SetupStatsRow } from './setup-stats.entity.js';
import { periodOf } from '../filter/period.js';
import { readTallies } from './tallies.table.js';

/** The statistics of every tag, as far as a filter lets its trades through. */
export async function readSetups(
  tx: TenantTransaction,
  query: StatsQuery,
  basis: Standing,
): Promise<readonly CurrencySetups[]> {
  return areWeeksRead(query, basis) ? setupsOf(await readWeeks(tx)) : workOut(tx, query, basis);
}

/** Weeks are kept of all trades together, once they are filled, and by the settings that they were made by. */
function areWeeksRead(query: StatsQuery, head: Head): boolean {
  const isWhole = Object.values(query).every((value) => value === undefined);
  return isWhole && head.projectionVersion >= SetupStats.SINCE && bucketsStand(head);
}

async function readWeeks(tx: TenantTransaction): Promise<readonly SetupWeek[]> {
  const rows = await tx.query<SetupStatsRow>(
    `SELECT currency, tag, week, gross, fees, net, closed, wins, losses, rest FROM setup_stats WHERE user_id = $1`,
    [tx.userId],
  );
  return rows.map(toSetupWeek);
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
