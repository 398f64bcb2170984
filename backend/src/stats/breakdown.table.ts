import type { BreakdownQuery } from '@singularity/contract/wire';
import { isOfDays } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { periodOf } from '../filter/period.js';
import { breakdownOfDaysByCurrency, breakdownOfSums } from './breakdown.js';
import type { CurrencyBreakdown } from './breakdown.js';
import { BREAKDOWN_KEYS } from './breakdown-keys.js';
import { areDaysRead } from './days.js';
import type { Standing } from './days.js';
import { readDays } from './days.table.js';
import { readSums } from './tallies.table.js';

export async function readBreakdown(
  tx: TenantTransaction,
  { by, ...query }: BreakdownQuery,
  basis: Standing,
): Promise<readonly CurrencyBreakdown[]> {
  if (isOfDays(by) && areDaysRead(query, basis))
    return breakdownOfDaysByCurrency(await readDays(tx, query), by, query.from);
  const { from, to, ...filter } = query;
  const asked = { basis, filter, period: periodOf(basis.rules, { from, to }) };
  return breakdownOfSums(await readSums(tx, asked, BREAKDOWN_KEYS[by]), by);
}
