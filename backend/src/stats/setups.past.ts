import { calendarOf, setupsOf, setupWeeksOf } from '@singularity/domain';
import type { CurrencySetups } from '@singularity/domain';
import { settingsOf } from '../past/folded-ledger.js';
import type { FoldedLedger } from '../past/folded-ledger.js';
import { rulesOf } from './setup-stats.js';
import { spanOf } from '../filter/span.js';
import { tradedItemsOf } from './stat-items.past.js';
import type { StatsQuery } from './stats.requests.js';

export function pastSetups(ledger: FoldedLedger, { from, to, ...filter }: StatsQuery): readonly CurrencySetups[] {
  const settings = settingsOf(ledger);
  const range = spanOf(calendarOf(settings.timeZone), { from, to });
  return setupsOf(setupWeeksOf(tradedItemsOf(ledger, range, filter), rulesOf(settings)));
}
