import { changesBetween, hasChanges } from '../changes.js';
import { invalid, Refusal } from '../decider.js';
import type { Decider, Problem } from '../decider.js';
import { decimal, sum, toText } from '../money/decimal.js';
import type { Decimal } from '../money/decimal.js';
import type { Instant } from '../time/instant.js';
import { usualTradingDay } from '../time/trading-day.js';
import type { AccountCommand, AccountFacts, NewAccount } from './account.commands.js';
import type { AccountDetails, AccountEvent } from './account.events.js';
import { evolveAccount } from './account.state.js';
import type { AccountState, RecordedAccount } from './account.state.js';
import { undoAccount } from './account.undo.js';

type Decision = readonly AccountEvent[] | Refusal;
type CommandOf<Type extends AccountCommand['type']> = Extract<AccountCommand, { type: Type }>;

export const account: Decider<AccountState, AccountCommand, AccountEvent, AccountFacts> = {
  initial: { status: 'none' },
  decide,
  evolve: evolveAccount,
};

function decide(command: AccountCommand, state: AccountState, facts: AccountFacts): Decision {
  if (command.type === 'AddAccount')
    return state.status === 'none'
      ? [{ type: 'AccountAdded', data: withTradingDay(command.details) }]
      : new Refusal('already-exists', 'An account with this id already exists.');
  if (state.status === 'none') return notFound();
  if (command.type === 'Undo') return facts.undoing ? undoAccount(state, facts.undoing, facts) : notFound();
  if (state.status === 'removed') return notFound();
  switch (command.type) {
    case 'EditAccount':
      return editAccount(command, state);
    case 'UpdateBalance':
      return updateBalance(command, state, facts);
    case 'CloseAccount':
      return state.status === 'open' ? [{ type: 'AccountClosed', data: {} }] : [];
    case 'ReopenAccount':
      return state.status === 'closed' ? [{ type: 'AccountReopened', data: {} }] : [];
  }
}

function withTradingDay(account: NewAccount): AccountDetails {
  return { ...account, tradingDay: account.tradingDay ?? usualTradingDay(account.platform) };
}

function notFound(): Refusal {
  return new Refusal('not-found', 'Not found. It may have been deleted.');
}

function editAccount({ fields }: CommandOf<'EditAccount'>, { details }: RecordedAccount): Decision {
  const changes = changesBetween(details, { ...details, ...fields });
  return hasChanges(changes) ? [{ type: 'AccountEdited', data: { changes } }] : [];
}

function updateBalance(
  command: CommandOf<'UpdateBalance'>,
  state: RecordedAccount,
  { realizedNet }: AccountFacts,
): Decision {
  const { to, reason, at, now } = command;
  if (at > now) return invalid([{ field: 'at', message: 'This time is in the future.' }]);
  const before = balanceBefore(state, at).plus(decimal(realizedNet));
  const adjustment = 'adjustment' in to ? decimal(to.adjustment) : decimal(to.balance).minus(before);
  if (adjustment.isZero()) return [];
  const problems = directionProblems(command, adjustment);
  if (problems.length > 0) return invalid(problems);
  const balance = 'adjustment' in to ? toText(before.plus(adjustment)) : to.balance;
  return [{ type: 'BalanceUpdated', data: { balance, reason, at, adjustment: toText(adjustment) } }];
}

/** Starting balance and adjustments up to and including a moment. */
function balanceBefore({ details, balanceUpdates }: RecordedAccount, at: Instant): Decimal {
  const known = balanceUpdates.filter((update) => update.at <= at);
  return decimal(details.startingBalance).plus(sum(known.map((update) => decimal(update.adjustment))));
}

function directionProblems({ to, reason }: CommandOf<'UpdateBalance'>, adjustment: Decimal): readonly Problem[] {
  const field = 'adjustment' in to ? 'adjustment' : 'balance';
  const by = toText(adjustment.abs());
  if (reason === 'deposit' && adjustment.lt(0))
    return [{ field, message: `A deposit raises the balance, but this lowers it by ${by}.` }];
  if ((reason === 'withdrawal' || reason === 'fee') && adjustment.gt(0))
    return [{ field, message: `A ${reason} lowers the balance, but this raises it by ${by}.` }];
  return [];
}
