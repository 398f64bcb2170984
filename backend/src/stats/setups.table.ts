import type { StatsQuery } from '@singularity/contract/wire';
import { setupsFrom, ZERO } from '@singularity/domain';
import type { CurrencySetups, SetupTally } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { currentMonthOf } from '../event-store/current-month.js';
import type { Head } from '../event-store/events.table.js';
import { BREAKDOWN_KEYS } from './breakdown-keys.js';
import { bucketsStand, COARSER_SINCE } from '../filter/kept-buckets.js';
import type { Standing } from './days.js';
import { toBucket } from './day-stats.entity.js';
import { asOne } from './portfolio.js';
import type { SetupStatsRow } from './setup-stats.entity.js';
import { ALWAYS, periodOf } from '../filter/period.js';
import { filtersTrades } from '../filter/trade-filter.js';
import { readFlows } from './stat-items.table.js';
import { readTallies, TOGETHER } from './tallies.table.js';
import type { KeyedTally, TalliesAsked } from './tallies.table.js';

interface Asked extends TalliesAsked {
  readonly basis: Standing;
}

/** The statistics of every tag, as far as a filter lets its trades through. */
export async function readSetups(
  tx: TenantTransaction,
  { from, to, ...filter }: StatsQuery,
  basis: Standing,
): Promise<readonly CurrencySetups[]> {
  const asked = { basis, filter, period: periodOf(basis.rules, { from, to }) };
  return setupsFrom(await (isKept(asked) ? readKept(tx, basis) : workOut(tx, asked)));
}

/** What the trades of a filter came to as one: for a single tag, that is kept. */
export async function readWhole(tx: TenantTransaction, asked: Asked): Promise<readonly KeyedTally[]> {
  return (await readWholeOfTag(tx, asked)) ?? readTallies(tx, asked, TOGETHER);
}

/** One bucket of each tag is kept of all trades before this month together, once they are filled, and by the settings that they were made by. */
function isKept({ basis, filter, period }: Asked): boolean {
  const isWhole = period === ALWAYS && !filtersTrades(filter);
  return isWhole && basis.projectionVersion >= COARSER_SINCE && bucketsStand(basis);
}

/** That one, and the weeks that were not over before this month; of one tag where it is named. */
async function readKept(tx: TenantTransaction, head: Head, tag?: string): Promise<readonly SetupTally[]> {
  const ofTag = tag === undefined ? '' : 'AND tag = $3';
  const rows = await tx.query<SetupStatsRow>(
    `SELECT currency, tag, gross, fees, net, closed, wins, losses, rest FROM (
       SELECT * FROM setup_stats WHERE user_id = $1 AND grain = 'all' ${ofTag}
        UNION ALL
       SELECT * FROM setup_stats WHERE user_id = $1 AND grain = 'week' AND day > $2::date - 7 ${ofTag}) kept
      ORDER BY day`,
    [tx.userId, currentMonthOf(head), ...(tag === undefined ? [] : [tag])],
  );
  return [...Map.groupBy(rows, ({ currency, tag }) => `${currency} ${tag}`).values()].map((some) => {
    const { currency, tag } = some[0] as SetupStatsRow;
    return { currency, tag, tally: asOne(some.map(toBucket)) };
  });
}

/** Null where no bucket tells it. None has the moment of a trough, which counts where money moved on that day. */
async function readWholeOfTag(tx: TenantTransaction, asked: Asked): Promise<readonly KeyedTally[] | null> {
  const { basis, currency } = asked;
  const { tag: [tag, ...others] = [], ...filter } = asked.filter;
  if (tag === undefined || others.length > 0 || !isKept({ ...asked, filter })) return null;
  const kept = (await readKept(tx, basis, tag)).filter((one) => currency === undefined || one.currency === currency);
  const troughs = kept.flatMap(({ tally }) => tally.curve.fall?.to ?? []);
  const periods = troughs.map((day) => periodOf(basis.rules, { from: day, to: day }));
  if (periods.length > 0 && (await readFlows(tx, { periods })).length > 0) return null;
  return kept.map(({ currency, tally: { curve, ...sums } }) => {
    const { fall } = curve;
    return { ...sums, currency, key: '', fall: fall && { ...fall, high: fall.peak, at: null } };
  });
}

/** What no bucket is kept for, or not yet. A trade without a tag is no setup. */
async function workOut(tx: TenantTransaction, asked: Asked): Promise<readonly SetupTally[]> {
  const tallies = await readTallies(tx, asked, BREAKDOWN_KEYS.tag);
  return tallies
    .filter(({ key }) => key !== '')
    .map(({ currency, key, fall, ...sums }) => ({
      currency,
      tag: key,
      // No money comes to a setup but what it makes.
      tally: { ...sums, curve: { flow: ZERO, fall: fall && { ...fall, peak: fall.high } } },
    }));
}
