import { calendarOf, isOfDays } from '@singularity/domain';
import { readSettings } from '../database/settings.read.js';
import type { TenantTransaction } from '../database/tenants.js';
import { breakdownByCurrency, breakdownOfDaysByCurrency } from './breakdown.js';
import type { CurrencyBreakdown } from './breakdown.js';
import { readDays } from './days.table.js';
import { spanOf } from '../filter/span.js';
import { readTradedItems } from './stat-items.table.js';
import type { BreakdownQuery } from './stats.requests.js';

export async function readBreakdown(
  tx: TenantTransaction,
  { by, ...query }: BreakdownQuery,
): Promise<readonly CurrencyBreakdown[]> {
  const settings = await readSettings(tx);
  if (isOfDays(by)) return breakdownOfDaysByCurrency(await readDays(tx, query, settings), by, query.from);
  const { from, to, ...filter } = query;
  const range = spanOf(calendarOf(settings.timeZone), { from, to });
  return breakdownByCurrency(await readTradedItems(tx, [range], { filter, settings }), by, settings);
}
