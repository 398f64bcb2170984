import { changesBetween, hasChanges, same } from '../changes.js';
import { Refusal } from '../decider.js';
import { changedSince, takenOut } from '../undo.js';
import type { Undoing } from '../undo.js';
import type { AccountFacts } from './account.commands.js';
import type { AccountEvent, BalanceUpdate } from './account.events.js';
import type { AccountState, RecordedAccount } from './account.state.js';

/** The event that takes one change of an account back; none where nothing of it is left, a refusal where later ones stand on it. */
export function undoAccount(
  state: RecordedAccount,
  undoing: Undoing<AccountState, AccountEvent>,
  { trades }: Pick<AccountFacts, 'trades'>,
): readonly AccountEvent[] | Refusal {
  const { event, after } = undoing;
  const removed = state.status === 'removed';
  switch (event.type) {
    case 'AccountRemoved':
      return removed ? [{ type: 'AccountRestored', data: {} }] : [];
    case 'AccountAdded':
    case 'AccountRestored':
      return removed ? [] : removal(state, after, trades);
    default:
      return removed
        ? new Refusal('changed-since', 'This account was removed. Restore it first.')
        : undoChange(state, { ...undoing, event });
  }
}

type Change = Exclude<AccountEvent, { type: 'AccountAdded' | 'AccountRemoved' | 'AccountRestored' }>;

function undoChange(
  state: RecordedAccount,
  { event, before, after }: Undoing<AccountState, Change>,
): readonly AccountEvent[] | Refusal {
  switch (event.type) {
    case 'AccountClosed':
      return state.status === 'closed' ? [{ type: 'AccountReopened', data: {} }] : [];
    case 'AccountReopened':
      return state.status === 'open' ? [{ type: 'AccountClosed', data: {} }] : [];
    case 'BalanceUpdated':
      return balanceRemoval(state.balanceUpdates, event.data);
    case 'BalanceUpdateRemoved':
      return balanceReturn(state.balanceUpdates, updatesIn(after), event.data);
    case 'AccountEdited':
      return undoEdit(state, before, after);
  }
}

function undoEdit(
  { details }: RecordedAccount,
  before: AccountState,
  after: AccountState,
): readonly AccountEvent[] | Refusal {
  if (before.status === 'none' || after.status === 'none') return [];
  const { value, conflicts } = takenOut(before.details, after.details, details);
  if (conflicts.length > 0) return changedSince(conflicts);
  const changes = changesBetween(details, value);
  return hasChanges(changes) ? [{ type: 'AccountEdited', data: { changes } }] : [];
}

/** An account goes as it came: without trades, and without anything having been written on it since. */
function removal(state: RecordedAccount, made: AccountState, trades: number): readonly AccountEvent[] | Refusal {
  if (trades > 0) return changedSince(['trades'], 'This account has trades.');
  if (made.status === 'none') return [];
  const touched = Object.keys(changesBetween(made, state)).filter((field) => field !== 'details');
  const fields = [...Object.keys(changesBetween(made.details, state.details)), ...touched];
  return fields.length > 0 ? changedSince(fields) : [{ type: 'AccountRemoved', data: {} }];
}

/** A balance that was seen later was measured from this one, so they go in the opposite order. */
function balanceRemoval(updates: readonly BalanceUpdate[], update: BalanceUpdate): readonly AccountEvent[] | Refusal {
  const index = updates.findLastIndex((one) => same(one, update));
  if (index < 0) return [];
  return index < updates.length - 1 ? updatedSince() : [{ type: 'BalanceUpdateRemoved', data: update }];
}

/** One that was removed comes back once, and only where no balance was seen without it. */
function balanceReturn(
  updates: readonly BalanceUpdate[],
  withoutIt: readonly BalanceUpdate[],
  update: BalanceUpdate,
): readonly AccountEvent[] | Refusal {
  if (same(updates, withoutIt)) return [{ type: 'BalanceUpdated', data: update }];
  return updates.some((one) => same(one, update)) ? [] : updatedSince();
}

function updatesIn(state: AccountState): readonly BalanceUpdate[] {
  return state.status === 'none' ? [] : state.balanceUpdates;
}

function updatedSince(): Refusal {
  return changedSince(['balance'], 'The balance was updated again since then.');
}
