import { same, withChanges } from '../changes.js';
import type { AccountDetails, AccountEvent, BalanceUpdate } from './account.events.js';

export interface RecordedAccount {
  readonly status: 'open' | 'closed' | 'removed';
  readonly details: AccountDetails;
  readonly balanceUpdates: readonly BalanceUpdate[];
}

/** An account that was added and is not removed. */
export type PresentAccount = RecordedAccount & { readonly status: 'open' | 'closed' };

export type AccountState = { readonly status: 'none' } | RecordedAccount;

export function isPresent(state: AccountState): state is PresentAccount {
  return state.status === 'open' || state.status === 'closed';
}

export function evolveAccount(state: AccountState, event: AccountEvent): AccountState {
  if (event.type === 'AccountAdded') return { status: 'open', details: event.data, balanceUpdates: [] };
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'AccountEdited':
      return { ...state, details: withChanges(state.details, event.data.changes) };
    case 'BalanceUpdated':
      return { ...state, balanceUpdates: [...state.balanceUpdates, event.data] };
    case 'BalanceUpdateRemoved':
      return { ...state, balanceUpdates: withoutUpdate(state.balanceUpdates, event.data) };
    case 'AccountClosed':
      return { ...state, status: 'closed' };
    case 'AccountRemoved':
      return { ...state, status: 'removed' };
    case 'AccountReopened':
    case 'AccountRestored':
      return { ...state, status: 'open' };
  }
}

function withoutUpdate(updates: readonly BalanceUpdate[], update: BalanceUpdate): readonly BalanceUpdate[] {
  const index = updates.findLastIndex((one) => same(one, update));
  return index < 0 ? updates : updates.toSpliced(index, 1);
}
