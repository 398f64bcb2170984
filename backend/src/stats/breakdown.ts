import { breakdownOf, breakdownOfDays, calendarOf, isOfDays, toleranceOf } from '@singularity/domain';
import type { Breakdown, BreakdownGroup, DayBreakdown, Settings } from '@singularity/domain';
import { readSettings } from '../database/settings.read.js';
import type { TenantTransaction } from '../database/tenants.js';
import { readDays } from './days.js';
import { readTradedItems, spanOf } from './stat-items.table.js';
import type { BreakdownQuery, StatsQuery } from './stats.requests.js';

interface CurrencyBreakdown {
  readonly currency: string;
  readonly groups: readonly BreakdownGroup[];
}

/** What trades came to by one of their traits, for each currency in which they came to something. */
export async function readBreakdown(
  tx: TenantTransaction,
  { by, ...query }: BreakdownQuery,
): Promise<readonly CurrencyBreakdown[]> {
  const settings = await readSettings(tx);
  const currencies = isOfDays(by) ? await ofDays(tx, query, by, settings) : await ofTrades(tx, query, by, settings);
  return currencies.filter(({ groups }) => groups.length > 0).toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** Of many trades there are few days, and their buckets may be there already. */
async function ofDays(
  tx: TenantTransaction,
  query: StatsQuery,
  by: DayBreakdown,
  settings: Settings,
): Promise<CurrencyBreakdown[]> {
  const days = await readDays(tx, query, settings);
  return [...days].map(([currency, all]) => {
    const inRange = all.filter(({ day }) => query.from === undefined || day >= query.from);
    return { currency, groups: breakdownOfDays(inRange, by) };
  });
}

async function ofTrades(
  tx: TenantTransaction,
  { from, to, ...filter }: StatsQuery,
  by: Breakdown,
  settings: Settings,
): Promise<CurrencyBreakdown[]> {
  const calendar = calendarOf(settings.timeZone);
  const items = await readTradedItems(tx, [spanOf(calendar, { from, to })], filter);
  return [...Map.groupBy(items, (item) => item.currency)].map(([currency, group]) => ({
    currency,
    groups: breakdownOf(group, by, { calendar, tolerance: toleranceOf(settings, currency) }),
  }));
}
