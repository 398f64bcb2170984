import type { BreakdownQuery } from '@singularity/contract/wire';
import { isOfDays } from '@singularity/domain';
import { readStatRules } from '../database/settings.read.js';
import type { TenantTransaction } from '../database/tenants.js';
import type { Head } from '../event-store/events.table.js';
import { breakdownByCurrency, breakdownOfDaysByCurrency } from './breakdown.js';
import type { CurrencyBreakdown } from './breakdown.js';
import { readDays } from './days.table.js';
import { periodOf } from '../filter/period.js';
import { readTradedItems } from './stat-items.table.js';

export async function readBreakdown(
  tx: TenantTransaction,
  { by, ...query }: BreakdownQuery,
  head: Head,
): Promise<readonly CurrencyBreakdown[]> {
  const rules = await readStatRules(tx);
  if (isOfDays(by)) return breakdownOfDaysByCurrency(await readDays(tx, query, rules, head), by, query.from);
  const { from, to, ...filter } = query;
  return breakdownByCurrency(await readTradedItems(tx, [periodOf(rules, { from, to })], { filter, rules }), by, rules);
}
