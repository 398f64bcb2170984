import { exactly } from '../money/decimal.js';
import { given } from '../testing/given.js';
import {
  ACCOUNT,
  ACCOUNT_ADDED,
  ACCOUNT_CLOSED,
  ACCOUNT_REOPENED,
  balanceUpdated,
  earned,
  moveMoney,
  NOTHING_EARNED,
  updateBalance,
} from '../testing/an-account.js';
import { account } from './account.js';
import type { AccountCommand } from './account.commands.js';

const added = given(account, [ACCOUNT_ADDED]);
const closed = given(account, [ACCOUNT_ADDED, ACCOUNT_CLOSED]);

describe('an account', () => {
  it('is added as it was said, open', () => {
    const adding = given(account, []).when({ type: 'AddAccount', details: ACCOUNT }, NOTHING_EARNED);
    adding.then([ACCOUNT_ADDED]);
    adding.thenState({ status: 'open', details: ACCOUNT, balanceUpdates: [] });
  });

  it.each([
    ['TopstepX', undefined, 'session'],
    ['TopstepX', 'midnight', 'midnight'],
    ['Webull', undefined, 'midnight'],
    ['Webull', 'session', 'session'],
  ] as const)('at %s with the trading day %s said has %s', (platform, said, tradingDay) => {
    const { tradingDay: _usual, ...rest } = ACCOUNT;
    const details = { ...rest, platform, ...(said && { tradingDay: said }) };
    given(account, [])
      .when({ type: 'AddAccount', details }, NOTHING_EARNED)
      .then([{ type: 'AccountAdded', data: { ...ACCOUNT, platform, tradingDay } }]);
  });

  it('is added once', () =>
    closed.when({ type: 'AddAccount', details: ACCOUNT }, NOTHING_EARNED).thenRefused('already-exists'));

  it.each([
    { type: 'EditAccount', fields: { name: 'x' } },
    updateBalance('1', 'deposit'),
    { type: 'CloseAccount' },
    { type: 'ReopenAccount' },
  ] satisfies AccountCommand[])('is not there for $type before it was added', (command) =>
    given(account, []).when(command, NOTHING_EARNED).thenRefused('not-found'),
  );

  it('is edited, the changed fields in the event, closed or not', () => {
    const command: AccountCommand = {
      type: 'EditAccount',
      fields: { name: 'Cash', platform: 'Tradier', externalId: '7' },
    };
    const edited = {
      type: 'AccountEdited',
      data: { changes: { name: { from: 'Margin', to: 'Cash' }, externalId: { from: null, to: '7' } } },
    } as const;
    added.when(command, NOTHING_EARNED).then([edited]);
    added.when(command, NOTHING_EARNED).thenState({ details: { ...ACCOUNT, name: 'Cash', externalId: '7' } });
    closed.when(command, NOTHING_EARNED).then([edited]);
  });

  it('is not edited where nothing is different', () => {
    added.when({ type: 'EditAccount', fields: { name: 'Margin' } }, NOTHING_EARNED).thenNothing();
    added.when({ type: 'EditAccount', fields: {} }, NOTHING_EARNED).thenNothing();
  });

  it('is closed and opened again, each once', () => {
    added.when({ type: 'CloseAccount' }, NOTHING_EARNED).then([ACCOUNT_CLOSED]);
    closed.thenState({ status: 'closed', details: ACCOUNT });
    closed.when({ type: 'CloseAccount' }, NOTHING_EARNED).thenNothing();
    closed.when({ type: 'ReopenAccount' }, NOTHING_EARNED).then([ACCOUNT_REOPENED]);
    closed.when({ type: 'ReopenAccount' }, NOTHING_EARNED).thenState({ status: 'open' });
    added.when({ type: 'ReopenAccount' }, NOTHING_EARNED).thenNothing();
  });
});

describe('UpdateBalance', () => {
  it('records the balance and what it implies beyond what was known', () =>
    added
      .when(updateBalance('10000', 'deposit'), NOTHING_EARNED)
      .then([balanceUpdated('10000', 'deposit', '01-09 12:00', '9000')]));

  it('takes off what the trades had earned', () =>
    added
      .when(updateBalance('1500', 'deposit'), earned('123.45'))
      .then([balanceUpdated('1500', 'deposit', '01-09 12:00', '376.55')]));

  it('adds what the trades had lost', () =>
    added
      .when(updateBalance('950', 'deposit'), earned('-100'))
      .then([balanceUpdated('950', 'deposit', '01-09 12:00', '50')]));

  it('knows the updates before it', () =>
    given(account, [
      ACCOUNT_ADDED,
      balanceUpdated('10000', 'deposit', '01-06 10:00', '9000'),
      balanceUpdated('9500', 'withdrawal', '01-07 10:00', '-500'),
    ])
      .when(updateBalance('9480', 'fee'), NOTHING_EARNED)
      .then([balanceUpdated('9480', 'fee', '01-09 12:00', '-20')]));

  it('knows only the updates up to its moment when it is back-dated, those of that very moment included', () => {
    const updated = given(account, [
      ACCOUNT_ADDED,
      balanceUpdated('10000', 'deposit', '01-07 10:00', '9000'),
      balanceUpdated('1100', 'deposit', '01-06 10:00', '100'),
    ]);
    updated
      .when(updateBalance('1200', 'deposit', '01-07 09:59'), NOTHING_EARNED)
      .then([balanceUpdated('1200', 'deposit', '01-07 09:59', '100')]);
    updated
      .when(updateBalance('10200', 'deposit', '01-07 10:00'), NOTHING_EARNED)
      .then([balanceUpdated('10200', 'deposit', '01-07 10:00', '100')]);
    updated
      .when(updateBalance('1050', 'deposit', '01-05 10:00'), NOTHING_EARNED)
      .then([balanceUpdated('1050', 'deposit', '01-05 10:00', '50')]);
  });

  it('follows a corrected starting balance', () =>
    given(account, [
      ACCOUNT_ADDED,
      { type: 'AccountEdited', data: { changes: { startingBalance: { from: exactly('1000'), to: exactly('2000') } } } },
    ])
      .when(updateBalance('2500', 'deposit'), NOTHING_EARNED)
      .then([balanceUpdated('2500', 'deposit', '01-09 12:00', '500')]));

  it('records nothing where the balance is as known', () =>
    added.when(updateBalance('1075', 'correction'), earned('75')).thenNothing());

  it('goes on in a closed account', () =>
    closed
      .when(updateBalance('0', 'withdrawal'), NOTHING_EARNED)
      .then([balanceUpdated('0', 'withdrawal', '01-09 12:00', '-1000')]));

  it.each([
    ['deposit', '999.99', 'balance'],
    ['withdrawal', '1000.01', 'balance'],
    ['fee', '1000.01', 'balance'],
  ] as const)('refuses a %s that moves the balance the other way', (reason, balance, field) =>
    added.when(updateBalance(balance, reason), NOTHING_EARNED).thenRefused('invalid', [field]),
  );

  it.each(['999.99', '1000.01'])('corrects either way, here to %s', (balance) =>
    added.when(updateBalance(balance, 'correction'), NOTHING_EARNED).thenState({ status: 'open' }),
  );

  it('takes an amount, now or at a moment of the past, whatever the balance was', () => {
    added
      .when(moveMoney('500', 'deposit'), earned('123.45'))
      .then([balanceUpdated('1623.45', 'deposit', '01-09 12:00', '500')]);
    given(account, [ACCOUNT_ADDED, balanceUpdated('10000', 'deposit', '01-07 10:00', '9000')])
      .when(moveMoney('-200', 'withdrawal', '01-06 10:00'), NOTHING_EARNED)
      .then([balanceUpdated('800', 'withdrawal', '01-06 10:00', '-200')]);
    added.when(moveMoney('-500', 'deposit'), NOTHING_EARNED).thenRefused('invalid', ['adjustment']);
    added.when(moveMoney('0', 'deposit'), NOTHING_EARNED).thenNothing();
  });

  it('refuses a moment to come', () => {
    added.when(updateBalance('2000', 'deposit', '01-09 12:01'), NOTHING_EARNED).thenRefused('invalid', ['at']);
    added.when(updateBalance('1000', 'deposit', '01-09 12:01'), NOTHING_EARNED).thenRefused('invalid', ['at']);
  });
});
