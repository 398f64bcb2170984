import type { AccountCommand, AccountFacts } from '../account/account.commands.js';
import type { AccountDetails, AccountEvent, BalanceReason } from '../account/account.events.js';
import { account } from '../account/account.js';
import { undoingOf } from '../undo.js';
import { exactly } from '../money/decimal.js';
import { at } from './a-trade.js';

export const ACCOUNT: AccountDetails = {
  platform: 'Tradier',
  name: 'Margin',
  externalId: null,
  startingBalance: exactly('1000'),
  currency: 'USD',
  tradingDay: 'midnight',
};

export const ACCOUNT_ADDED: AccountEvent = { type: 'AccountAdded', data: ACCOUNT };
export const ACCOUNT_CLOSED: AccountEvent = { type: 'AccountClosed', data: {} };
export const ACCOUNT_REOPENED: AccountEvent = { type: 'AccountReopened', data: {} };

/** The balance that was seen at a time, and the adjustment that it implied. */
export const balanceUpdated = (
  balance: string,
  reason: BalanceReason,
  time: string,
  adjustment: string,
): AccountEvent => ({
  type: 'BalanceUpdated',
  data: { balance: exactly(balance), reason, at: at(time), adjustment: exactly(adjustment) },
});

/** Said at noon on 9 January. */
export const updateBalance = (balance: string, reason: BalanceReason, time = '01-09 12:00'): AccountCommand => ({
  type: 'UpdateBalance',
  to: { balance: exactly(balance) },
  reason,
  at: at(time),
  now: at('01-09 12:00'),
});

/** Said at noon on 9 January. */
export const moveMoney = (adjustment: string, reason: BalanceReason, time = '01-09 12:00'): AccountCommand => ({
  type: 'UpdateBalance',
  to: { adjustment: exactly(adjustment) },
  reason,
  at: at(time),
  now: at('01-09 12:00'),
});

/** What the account's trades had earned by the moment of an update. */
export const earned = (realizedNet: string): AccountFacts => ({
  realizedNet: exactly(realizedNet),
  trades: 0,
  undoing: null,
});

/** What is known when a version of an account is taken back. */
export const undoingAccount = (events: readonly AccountEvent[], streamVersion: number, trades = 0): AccountFacts => ({
  ...NOTHING_EARNED,
  trades,
  undoing: undoingOf(account, events, streamVersion),
});

export const NOTHING_EARNED = earned('0');
