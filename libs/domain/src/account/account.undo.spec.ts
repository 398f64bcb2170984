import { exactly } from '../money/decimal.js';
import { given } from '../testing/given.js';
import {
  ACCOUNT_ADDED,
  ACCOUNT_CLOSED,
  ACCOUNT_REOPENED,
  balanceUpdated,
  NOTHING_EARNED,
  undoingAccount,
} from '../testing/an-account.js';
import type { AccountEvent } from './account.events.js';
import { account } from './account.js';

const REMOVED: AccountEvent = { type: 'AccountRemoved', data: {} };
const RESTORED: AccountEvent = { type: 'AccountRestored', data: {} };

const renamed = (from: string, to: string): AccountEvent => ({
  type: 'AccountEdited',
  data: { changes: { name: { from, to } } },
});

const undo = (events: readonly AccountEvent[], streamVersion: number, trades = 0) =>
  given(account, events).when({ type: 'Undo', streamVersion }, undoingAccount(events, streamVersion, trades));

describe('taking back what was done to an account', () => {
  it('of an edit gives the old values back, unless they were changed again', () => {
    undo([ACCOUNT_ADDED, renamed('Margin', 'Main')], 2).then([renamed('Main', 'Margin')]);
    undo([ACCOUNT_ADDED, renamed('Margin', 'Main'), renamed('Main', 'M')], 2).thenRefused('changed-since', ['name']);
  });

  it('of closing reopens, of reopening closes', () => {
    undo([ACCOUNT_ADDED, ACCOUNT_CLOSED], 2).then([ACCOUNT_REOPENED]);
    undo([ACCOUNT_ADDED, ACCOUNT_CLOSED, ACCOUNT_REOPENED], 3).then([ACCOUNT_CLOSED]);
    undo([ACCOUNT_ADDED, ACCOUNT_CLOSED, ACCOUNT_REOPENED], 2).thenNothing();
  });

  it('of a balance removes it with its adjustment, the newest first', () => {
    const [first, second] = [
      balanceUpdated('1500', 'deposit', '09:00', '500'),
      balanceUpdated('1400', 'withdrawal', '10:00', '-100'),
    ];
    const removed: AccountEvent = { type: 'BalanceUpdateRemoved', data: second.data as never };
    const undoing = undo([ACCOUNT_ADDED, first, second], 3);
    undoing.then([removed]);
    undoing.thenState({ balanceUpdates: [first.data] } as never);
    undo([ACCOUNT_ADDED, first, second], 2).thenRefused('changed-since', ['balance']);
    undo([ACCOUNT_ADDED, first, second, removed], 4).then([second]);
    undo([ACCOUNT_ADDED, first, second, removed], 3).thenNothing();
  });

  it('of removing a balance brings it back once, and not past a balance that was seen since', () => {
    const [first, later] = [
      balanceUpdated('1500', 'deposit', '09:00', '500'),
      balanceUpdated('1100', 'deposit', '10:00', '100'),
    ];
    const removed: AccountEvent = { type: 'BalanceUpdateRemoved', data: first.data as never };
    undo([ACCOUNT_ADDED, first, removed], 3).then([first]);
    undo([ACCOUNT_ADDED, first, removed, first], 3).thenNothing();
    undo([ACCOUNT_ADDED, first, removed, later], 3).thenRefused('changed-since', ['balance']);
  });

  it('of adding removes it, and that can be taken back', () => {
    undo([ACCOUNT_ADDED], 1).then([REMOVED]);
    undo([ACCOUNT_ADDED, REMOVED], 2).then([RESTORED]);
    undo([ACCOUNT_ADDED, REMOVED, RESTORED], 1).then([REMOVED]);
  });

  it('of adding is refused while trades are in it, or once more was written on it', () => {
    undo([ACCOUNT_ADDED], 1, 2).thenRefused('changed-since', ['trades']);
    undo([ACCOUNT_ADDED, renamed('Margin', 'Main')], 1).thenRefused('changed-since', ['name']);
    undo([ACCOUNT_ADDED, balanceUpdated('1500', 'deposit', '09:00', '500')], 1).thenRefused('changed-since', [
      'balanceUpdates',
    ]);
    undo([ACCOUNT_ADDED, ACCOUNT_CLOSED], 1).thenRefused('changed-since', ['status']);
  });
});

it('a removed account is there for nothing but being brought back', () => {
  const events = [ACCOUNT_ADDED, renamed('Margin', 'Main'), REMOVED];
  given(account, events)
    .when({ type: 'EditAccount', fields: { startingBalance: exactly('1') } }, NOTHING_EARNED)
    .thenRefused('not-found');
  undo(events, 2).thenRefused('changed-since');
});
