import type { AccountFigures } from '@singularity/contract';
import { isPresent } from '@singularity/domain';
import type { AccountDetails, BalanceUpdate, Instant } from '@singularity/domain';
import { once, streamsOf } from '../past/folded-ledger.js';
import type { FoldedLedger } from '../past/folded-ledger.js';
import { accountFiguresOf, toAccountDays } from './account-figures.js';
import { dayStatsOf } from './days.past.js';
import { tradesOf } from './stat-items.past.js';

interface PastAccount {
  readonly id: string;
  readonly createdAt: Instant;
  readonly details: AccountDetails;
  readonly balanceUpdates: readonly BalanceUpdate[];
}

/** The accounts that were there, in the order of their list. */
export const pastAccounts = once((ledger: FoldedLedger): readonly PastAccount[] =>
  streamsOf(ledger, 'account')
    .flatMap(({ streamId, createdAt, state }) =>
      isPresent(state) && createdAt !== null ? [{ id: streamId, createdAt, ...state }] : [],
    )
    .toSorted((a, b) => (a.createdAt + a.id < b.createdAt + b.id ? -1 : 1)),
);

export function pastAccountFigures(ledger: FoldedLedger): readonly AccountFigures[] {
  const trades = Map.groupBy(tradesOf(ledger), ({ details }) => details.accountId);
  const accounts = pastAccounts(ledger).map(({ id, details, balanceUpdates }) => {
    const own = trades.get(id) ?? [];
    const moments = own.flatMap(({ figures }) => [
      figures.closedAt ?? figures.entryAt,
      ...figures.realizations.map(({ at }) => at),
    ]);
    return {
      accountId: id,
      startingBalance: details.startingBalance,
      openTrades: own.filter(({ figures }) => figures.status === 'open').length,
      lastActivityAt: latest([...moments, ...balanceUpdates.map(({ at }) => at)]),
    };
  });
  return accountFiguresOf(accounts, toAccountDays(dayStatsOf(ledger)));
}

function latest(moments: readonly Instant[]): Instant | null {
  return moments.reduce<Instant | null>((last, at) => (last === null || at > last ? at : last), null);
}
