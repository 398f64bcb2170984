import { calendarOf, isOfDays } from '@singularity/domain';
import { settingsOf } from '../past/folded-ledger.js';
import type { FoldedLedger } from '../past/folded-ledger.js';
import { breakdownByCurrency, breakdownOfDaysByCurrency } from './breakdown.js';
import type { CurrencyBreakdown } from './breakdown.js';
import { pastDays } from './days.past.js';
import { spanOf } from '../filter/span.js';
import { tradedItemsOf } from './stat-items.past.js';
import type { BreakdownQuery } from './stats.requests.js';

export function pastBreakdown(ledger: FoldedLedger, { by, ...query }: BreakdownQuery): readonly CurrencyBreakdown[] {
  if (isOfDays(by)) return breakdownOfDaysByCurrency(pastDays(ledger, query), by, query.from);
  const settings = settingsOf(ledger);
  const { from, to, ...filter } = query;
  const range = spanOf(calendarOf(settings.timeZone), { from, to });
  return breakdownByCurrency(tradedItemsOf(ledger, range, filter), by, settings);
}
