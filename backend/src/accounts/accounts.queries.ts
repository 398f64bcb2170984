import type { AccountAnswer, Page } from '@singularity/contract';
import type { LedgerQuery } from '../past/ledger-query.js';
import type { BalanceUpdateRow } from './accounts.entity.js';
import { findPastAccount, listPastAccounts, listPastBalances } from './accounts.past.js';
import { findAccount, listAccounts, listBalances } from './accounts.table.js';

const accountList: LedgerQuery<object, Page<AccountAnswer>> = {
  name: 'accounts',
  now: listAccounts,
  past: (_query, ledger) => listPastAccounts(ledger),
};

/** Null where there is none. */
const oneAccount: LedgerQuery<{ readonly id: string }, AccountAnswer | null> = {
  name: 'account',
  now: (tx, { id }) => findAccount(tx, id),
  past: ({ id }, ledger) => findPastAccount(ledger, id),
};

/** Every update of every balance. */
const balanceList: LedgerQuery<object, readonly BalanceUpdateRow[]> = {
  name: 'balances',
  now: listBalances,
  past: (_query, ledger) => listPastBalances(ledger),
};

export const accountQueries = { list: accountList, one: oneAccount, balances: balanceList };
