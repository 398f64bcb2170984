import type { AccountAnswer, Page } from '@singularity/contract';
import type { Question } from '../past/question.js';
import type { BalanceUpdateRow } from './accounts.entity.js';
import { findPastAccount, listPastAccounts, listPastBalances } from './accounts.past.js';
import { findAccount, listAccounts, listBalances } from './accounts.table.js';

export const accountList: Question<object, Page<AccountAnswer>> = {
  name: 'accounts',
  now: listAccounts,
  past: (_query, ledger) => listPastAccounts(ledger),
};

/** Null where there is none. */
export const oneAccount: Question<{ readonly id: string }, AccountAnswer | null> = {
  name: 'account',
  now: (tx, { id }) => findAccount(tx, id),
  past: ({ id }, ledger) => findPastAccount(ledger, id),
};

/** Every update of every balance. */
export const balanceList: Question<object, readonly BalanceUpdateRow[]> = {
  name: 'balances',
  now: listBalances,
  past: (_query, ledger) => listPastBalances(ledger),
};
