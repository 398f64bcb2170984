import type { StatsQuery } from '@singularity/contract/wire';
import { setupsOf, setupWeeksOf } from '@singularity/domain';
import type { CurrencySetups, SetupWeek } from '@singularity/domain';
import { readStatRules } from '../database/settings.read.js';
import type { TenantTransaction } from '../database/tenants.js';
import type { Head } from '../event-store/events.table.js';
import { bucketsStand } from './days.js';
import { SetupStats, setupRulesOf } from './setup-stats.js';
import { toSetupWeek } from './setup-stats.entity.js';
import type { SetupStatsRow } from './setup-stats.entity.js';
import { periodOf } from '../filter/period.js';
import { readTradedItems } from './stat-items.table.js';

/** The statistics of every tag, as far as a filter lets its trades through. */
export async function readSetups(
  tx: TenantTransaction,
  query: StatsQuery,
  head: Head,
): Promise<readonly CurrencySetups[]> {
  return setupsOf(areWeeksRead(query, head) ? await readWeeks(tx) : await foldWeeks(tx, query));
}

/** Weeks are kept of all trades together, once they are filled, and by the settings that they were made by. */
export function areWeeksRead(query: StatsQuery, head: Head): boolean {
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

/** What no bucket is kept for, or not yet, is folded on reading, by the same function. */
async function foldWeeks(tx: TenantTransaction, { from, to, ...filter }: StatsQuery): Promise<readonly SetupWeek[]> {
  const rules = await readStatRules(tx);
  return setupWeeksOf(
    await readTradedItems(tx, [periodOf(rules, { from, to })], { filter, rules }),
    setupRulesOf(rules),
  );
}
