import type { AccountAnswer, Page } from '@singularity/contract';
import { decimal, isPresent, sum, toText } from '@singularity/domain';
import type { DecimalText, StatItem } from '@singularity/domain';
import { itemsOf, once, streamsOf } from '../past/folded-ledger.js';
import type { FoldedLedger } from '../past/folded-ledger.js';
import type { BalanceUpdateRow } from './accounts.entity.js';
import { accountRow, balanceRows } from './accounts.projection.js';
import { accountAnswer, MOST } from './accounts.table.js';

/** All accounts that were there, in the order in which they were added. */
const accountsOf = once((ledger: FoldedLedger): readonly AccountAnswer[] => {
  const items = Map.groupBy(itemsOf(ledger), ({ accountId }) => accountId);
  return streamsOf(ledger, 'account')
    .flatMap((stream) => (isPresent(stream.state) ? [accountRow({ ...stream, state: stream.state })] : []))
    .map((row) => accountAnswer(row, movedBy(items.get(row.id) ?? [])))
    .toSorted((a, b) => (a.createdAt + a.id < b.createdAt + b.id ? -1 : 1));
});

export function listPastAccounts(ledger: FoldedLedger): Page<AccountAnswer> {
  return { items: accountsOf(ledger).slice(0, MOST), nextCursor: null };
}

export function findPastAccount(ledger: FoldedLedger, id: string): AccountAnswer | null {
  return accountsOf(ledger).find((account) => account.id === id) ?? null;
}

export function listPastBalances(ledger: FoldedLedger): readonly BalanceUpdateRow[] {
  return streamsOf(ledger, 'account')
    .toSorted((a, b) => (a.streamId < b.streamId ? -1 : 1))
    .flatMap((stream) => (isPresent(stream.state) ? balanceRows({ ...stream, state: stream.state }) : []));
}

/** What flowed and what was earned. */
function movedBy(items: readonly StatItem[]): DecimalText {
  const amounts = items.flatMap((item) => {
    if (item.kind === 'close') return [];
    return [decimal(item.kind === 'flow' ? item.amount : item.net)];
  });
  return toText(sum(amounts));
}
