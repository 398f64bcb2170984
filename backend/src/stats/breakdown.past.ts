import type { BreakdownQuery } from '@singularity/contract/wire';
import { isOfDays } from '@singularity/domain';
import { statRulesOf } from '../past/folded-ledger.js';
import type { FoldedLedger } from '../past/folded-ledger.js';
import { breakdownByCurrency, breakdownOfDaysByCurrency } from './breakdown.js';
import type { CurrencyBreakdown } from './breakdown.js';
import { pastDays } from './days.past.js';
import { periodOf } from '../filter/period.js';
import { tradedItemsOf } from './stat-items.past.js';

export function pastBreakdown(ledger: FoldedLedger, { by, ...query }: BreakdownQuery): readonly CurrencyBreakdown[] {
  if (isOfDays(by)) return breakdownOfDaysByCurrency(pastDays(ledger, query), by, query.from);
  const rules = statRulesOf(ledger);
  const { from, to, ...filter } = query;
  return breakdownByCurrency(tradedItemsOf(ledger, periodOf(rules, { from, to }), filter), by, rules);
}
