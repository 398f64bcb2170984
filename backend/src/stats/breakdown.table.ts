import { calendarOf, isOfDays } from '@singularity/domain';
import { readSettings } from '../database/settings.read.js';
import type { TenantTransaction } from '../database/tenants.js';
import type { Head } from '../event-store/events.table.js';
import { breakdownByCurrency, breakdownOfDaysByCurrency } from './breakdown.js';
import type { CurrencyBreakdown } from './breakdown.js';
import { readDays } from './days.table.js';
import { spanOf } from '../filter/span.js';
import { readTradedItems } from './stat-items.table.js';
import type { BreakdownQuery } from './stats.requests.js';

export async function readBreakdown(
  tx: TenantTransaction,
  { by, ...query }: BreakdownQuery,
  head: Head,
): Promise<readonly CurrencyBreakdown[]> {
  const settings = await readSettings(tx);
  if (isOfDays(by)) return breakdownOfDaysByCurrency(await readDays(tx, query, settings, head), by, query.from);
  const { from, to, ...filter } = query;
  const range = spanOf(calendarOf(settings.timeZone), { from, to });
  return breakdownByCurrency(await readTradedItems(tx, [range], { filter, settings }), by, settings);
}
