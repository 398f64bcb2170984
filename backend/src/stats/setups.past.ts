import type { StatsQuery } from '@singularity/contract/wire';
import { setupsOf, setupWeeksOf } from '@singularity/domain';
import type { CurrencySetups } from '@singularity/domain';
import { statRulesOf } from '../past/folded-ledger.js';
import type { FoldedLedger } from '../past/folded-ledger.js';
import { setupRulesOf } from './setup-stats.js';
import { periodOf } from '../filter/period.js';
import { tradedItemsOf } from './stat-items.past.js';

export function pastSetups(ledger: FoldedLedger, { from, to, ...filter }: StatsQuery): readonly CurrencySetups[] {
  const rules = statRulesOf(ledger);
  return setupsOf(setupWeeksOf(tradedItemsOf(ledger, periodOf(rules, { from, to }), filter), setupRulesOf(rules)));
}
