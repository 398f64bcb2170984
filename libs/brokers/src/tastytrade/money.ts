import { parseCurrency } from '@singularity/domain';
import type { CashReason } from '@singularity/domain';
import type { Cells } from '../cells/columns.js';
import type { Moments } from '../cells/moments.js';
import { needNumber } from '../cells/numbers.js';
import { knownIn } from '../cells/words.js';
import type { Draft } from '../draft.js';

const REASONS: Readonly<Record<string, CashReason>> = {
  Deposit: 'deposit',
  Withdrawal: 'withdrawal',
  'Credit Interest': 'interest',
  'Debit Interest': 'interest',
  'Fully Paid Stock Lending Income': 'interest',
  Dividend: 'dividend',
  'Special Dividend': 'dividend',
  Fee: 'fee',
};
/** What futures earn day by day: the fills say the same once they are closed. */
const SETTLED_DAILY = new Set(['Mark to Market', 'Futures Settlement']);

export function readMoney(cell: Cells, draft: Draft, moments: Moments, id?: string): void {
  const subType = cell('Sub Type');
  if (SETTLED_DAILY.has(subType)) return draft.skip('Daily settlement of futures');
  draft.cash({
    ...(id === undefined ? {} : { id }),
    amount: needNumber(cell('Value'), 'Value'),
    currency: parseCurrency(cell('Currency')),
    reason: knownIn(REASONS, subType) ?? 'other',
    note: cell('Description'),
    moment: moments.read(cell('Date')),
  });
}
