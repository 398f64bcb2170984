import { exactly } from '../money/decimal.js';
import { given } from '../testing/given.js';
import {
  addExecution,
  addSimple,
  addTrade,
  added,
  at,
  aTrade,
  BOUGHT,
  close,
  closeAt,
  CLOSED_ACCOUNT,
  DELETED,
  edit,
  edited,
  editExecution,
  executed,
  fieldsOf,
  inAccount,
  NO_ACCOUNT,
  open,
  OPEN_ACCOUNT,
  removeExecution,
  RESTORED,
  SOLD,
} from '../testing/a-trade.js';
import { LIMITS } from './trade.rules.js';
import { trade } from './trade.js';
import type { TradeCommand } from './trade.commands.js';

const CALL = { symbol: 'SPY', assetType: 'option', direction: 'CALL' } as const;
const FUTURE = { symbol: '/ESZ6', assetType: 'future' } as const;

describe('AddTrade', () => {
  const adding = (command: TradeCommand, facts = NO_ACCOUNT) => given(trade, []).when(command, facts);

  it('records what was said, with the multiplier and the currency written down', () =>
    adding(addTrade(fieldsOf({ notes: 'a breakout', tags: ['gap'] }))).then([
      added({ notes: 'a breakout', tags: ['gap'], currency: 'USD', multiplier: '1', multiplierSource: 'table' }),
    ]));

  it('takes the currency of its account over the base currency', () =>
    adding(addTrade(fieldsOf({ accountId: 'eu' })), inAccount({ open: true, currency: 'EUR' })).then([
      added({ accountId: 'eu', currency: 'EUR' }),
    ]));

  it('takes the base currency without an account', () =>
    adding(addTrade(fieldsOf()), { ...NO_ACCOUNT, baseCurrency: 'CHF' }).then([added({ currency: 'CHF' })]));

  it('keeps each tag once', () =>
    adding(addTrade(fieldsOf({ tags: ['a', 'b', 'a'] }))).then([added({ tags: ['a', 'b'] })]));

  it.each([
    ['stock', fieldsOf({ symbol: 'ESZ6' }), '1', 'table'],
    ['crypto', fieldsOf({ assetType: 'crypto' }), '1', 'table'],
    ['option', fieldsOf(CALL), '100', 'table'],
    ['known future', fieldsOf(FUTURE), '50', 'table'],
    [
      'known future whose multiplier the member knows better',
      fieldsOf({ ...FUTURE, multiplier: '49.5' }),
      '49.5',
      'user',
    ],
    ['unknown future with a multiplier', fieldsOf({ ...FUTURE, symbol: 'XYZZ6', multiplier: '7' }), '7', 'user'],
  ] as const)('knows the multiplier of a %s', (_name, fields, multiplier, multiplierSource) =>
    adding(addTrade(fields)).thenState({
      details: aTrade({ ...fields, side: fields.assetType === 'option' ? 'buy' : null, multiplier, multiplierSource }),
    }),
  );

  it('takes an option as bought unless it was written', () => {
    adding(addTrade(fieldsOf(CALL))).thenState({ details: aTrade({ ...CALL, side: 'buy', multiplier: '100' }) });
    adding(addTrade(fieldsOf({ ...CALL, side: 'sell' }))).thenState({
      details: aTrade({ ...CALL, side: 'sell', multiplier: '100' }),
    });
  });

  it.each([
    ['an unknown future without a multiplier', fieldsOf({ ...FUTURE, symbol: 'XYZZ6' }), 'multiplier'],
    ['a multiplier of zero', fieldsOf({ multiplier: '0' }), 'multiplier'],
    ['a negative multiplier', fieldsOf({ multiplier: '-1' }), 'multiplier'],
    ['a CALL on a stock', fieldsOf({ direction: 'CALL' }), 'direction'],
    ['a PUT on a future', fieldsOf({ ...FUTURE, direction: 'PUT' }), 'direction'],
    ['a LONG option', fieldsOf({ ...CALL, direction: 'LONG' }), 'direction'],
    ['a SHORT option', fieldsOf({ ...CALL, direction: 'SHORT' }), 'direction'],
    ['a side on a stock', fieldsOf({ side: 'buy' }), 'side'],
    ['a strike on a stock', fieldsOf({ strike: '100' }), 'strike'],
    ['an expiration on a crypto', fieldsOf({ assetType: 'crypto', expiration: '2026-01-16' }), 'expiration'],
    ['a strike of zero', fieldsOf({ ...CALL, strike: '0' }), 'strike'],
    ['a negative stop on a stock', fieldsOf({ stopPrice: '-0.01' }), 'stopPrice'],
  ])('refuses %s', (_name, fields, field) => adding(addTrade(fields)).thenRefused('invalid', [field]));

  it('tells all that is wrong at once', () =>
    adding(
      addTrade(fieldsOf({ direction: 'PUT', strike: '100', multiplier: '0' }), [open('in', '0 @ -1', '09:30')]),
    ).thenRefused('invalid', ['direction', 'strike', 'multiplier', 'executions.0.quantity', 'executions.0.price']));

  it('takes negative prices for futures', () =>
    adding(addTrade(fieldsOf({ ...FUTURE, stopPrice: '-40' }), [open('in', '1 @ -37.63', '09:30')])).then([
      added({ ...FUTURE, multiplier: '50', stopPrice: '-40', executions: [open('in', '1 @ -37.63', '09:30')] }),
    ]));

  it.each(['stock', 'crypto'] as const)('refuses a negative price for a %s', (assetType) =>
    adding(addTrade(fieldsOf({ assetType }), [open('in', '1 @ -0.01', '09:30')])).thenRefused('invalid', [
      'executions.0.price',
    ]),
  );

  it('refuses a negative premium', () =>
    adding(addTrade(fieldsOf(CALL), [open('in', '1 @ -0.01', '09:30')])).thenRefused('invalid', [
      'executions.0.price',
    ]));

  it('takes an option that expires at 0, and a rebate', () => {
    const executions = [open('in', '2 @ 1.50', '09:30', '-0.25'), close('out', '2 @ 0', '16:00')];
    adding(addTrade(fieldsOf(CALL), executions)).then([added({ ...CALL, side: 'buy', multiplier: '100', executions })]);
  });

  it('refuses a second trade under one id', () =>
    given(trade, [added()]).when(addTrade(fieldsOf()), NO_ACCOUNT).thenRefused('already-exists'));

  it('refuses a second trade under the id of a deleted one', () =>
    given(trade, [added(), DELETED]).when(addTrade(fieldsOf()), NO_ACCOUNT).thenRefused('already-exists'));

  it('refuses a closed account', () =>
    adding(addTrade(fieldsOf({ accountId: 'a' })), CLOSED_ACCOUNT).thenRefused('account-closed', ['accountId']));

  it('refuses an account that there is not', () =>
    adding(addTrade(fieldsOf({ accountId: 'a' })), NO_ACCOUNT).thenRefused('invalid', ['accountId']));

  describe('in shorthand', () => {
    it('is one execution while the trade is open', () => adding(addSimple({ fees: '1.3' })).then([added()]));

    it('is two executions, the fees on the entry, when it is closed', () =>
      adding(addSimple({ exitPrice: '191.1', exitAt: at('15:30') })).then([added({ executions: [BOUGHT, SOLD] })]));

    it.each([
      ['an exit price without a time', { exitPrice: '191.1' }, 'exitAt'],
      ['an exit time without a price', { exitAt: at('15:30') }, 'exitPrice'],
      ['an exit before the entry', { exitPrice: '191.1', exitAt: at('09:29') }, 'exitAt'],
      ['a quantity of zero', { quantity: '0' }, 'quantity'],
      ['a quantity of zero with an exit, once', { quantity: '0', exitPrice: '191.1', exitAt: at('15:30') }, 'quantity'],
      ['a negative quantity', { quantity: '-1' }, 'quantity'],
      ['a negative entry price', { entryPrice: '-1' }, 'entryPrice'],
      ['a negative exit price', { exitPrice: '-1', exitAt: at('15:30') }, 'exitPrice'],
    ])('refuses %s', (_name, said, field) => adding(addSimple(said)).thenRefused('invalid', [field]));

    it('says each fault once in its sentence', () => {
      const command = addSimple({ quantity: '0', exitPrice: '191.1', exitAt: at('15:30') });
      expect(trade.decide(command, trade.initial, NO_ACCOUNT)).toMatchObject({
        message: 'The quantity is more than zero.',
      });
    });
  });

  describe('with executions', () => {
    const sequence = (...executions: Parameters<typeof addTrade>[1] & object) =>
      adding(addTrade(fieldsOf(), executions));

    it('keeps them in the order in which they were said', () => {
      const executions = [close('out', '10 @ 191.10', '15:30'), open('in', '10 @ 187.23', '09:30')];
      sequence(...executions).then([added({ executions })]);
    });

    it('lets an exit share the moment of its entry, wherever it stands in the list', () => {
      const executions = [close('out', '10 @ 191.10', '09:30'), open('in', '10 @ 187.23', '09:30')];
      sequence(...executions).then([added({ executions })]);
    });

    it('scales in and out', () => {
      const executions = [
        open('in1', '1 @ 10', '09:30'),
        close('out1', '0.5 @ 11', '10:00'),
        open('in2', '2 @ 12', '11:00'),
        close('out2', '2.5 @ 13', '12:00'),
      ];
      sequence(...executions).then([added({ executions })]);
    });

    it('opens again at the very moment of an exit, openings counting first', () => {
      const executions = [
        open('in1', '1 @ 10', '09:30'),
        close('out', '1 @ 11', '10:00'),
        open('in2', '1 @ 10', '10:00'),
      ];
      sequence(...executions).then([added({ executions })]);
    });

    it('refuses none', () => sequence().thenRefused('invalid', ['executions']));

    it('refuses an exit alone', () => sequence(close('out', '1 @ 1', '09:30')).thenRefused('invalid', ['executions']));

    it('refuses an exit before the entry', () =>
      sequence(open('in', '1 @ 1', '09:30'), close('out', '1 @ 1', '09:29')).thenRefused('invalid', [
        'executions.1.at',
      ]));

    it('refuses to close more than is open in the end', () =>
      sequence(open('in', '1 @ 1', '09:30'), close('out', '1.0000000001 @ 1', '10:00')).thenRefused('invalid', [
        'executions.1.quantity',
      ]));

    it('refuses to close more than is open at any moment', () =>
      sequence(
        open('in1', '1 @ 1', '09:30'),
        open('in2', '5 @ 1', '11:00'),
        close('out', '2 @ 1', '10:00'),
      ).thenRefused('invalid', ['executions.2.quantity']));

    it('refuses to open again after flat', () =>
      sequence(
        open('in1', '1 @ 1', '09:30'),
        close('out', '1 @ 1', '10:00'),
        open('in2', '1 @ 1', '10:01'),
      ).thenRefused('invalid', ['executions.2.at']));

    it('refuses two under one id', () =>
      sequence(open('in', '1 @ 1', '09:30'), open('in', '1 @ 1', '10:00')).thenRefused('invalid', ['executions.1.id']));

    it('refuses more than the limit', () => {
      const openings = (count: number) => Array.from({ length: count }, (_, n) => open(`in${n}`, '1 @ 1', '09:30'));
      sequence(...openings(LIMITS.executions + 1)).thenRefused('invalid', ['executions']);
      sequence(...openings(LIMITS.executions)).thenState({ status: 'recorded' });
    });
  });
});

describe('executions of a trade', () => {
  const opened = given(trade, [added()]);
  const half = close('half', '5 @ 190', '12:00');
  const partly = given(trade, [added(), executed(half)]);

  it('adds a partial exit', () => opened.when(addExecution(half), NO_ACCOUNT).then([executed(half)]));

  it('adds a back-dated entry', () => {
    const earlier = open('earlier', '1 @ 180', '01-02 09:30');
    opened.when(addExecution(earlier), NO_ACCOUNT).then([executed(earlier)]);
  });

  it('refuses one that the trade cannot bear', () => {
    partly
      .when(addExecution(close('x', '6 @ 190', '13:00')), NO_ACCOUNT)
      .thenRefused('invalid', ['executions.2.quantity']);
    partly.when(addExecution(close('x', '5 @ 190', '09:00')), NO_ACCOUNT).thenRefused('invalid', ['executions.2.at']);
    partly.when(addExecution(close('x', '5 @ -1', '13:00')), NO_ACCOUNT).thenRefused('invalid', ['executions.2.price']);
  });

  it('refuses one whose id is taken', () => {
    partly.when(addExecution(close('half', '1 @ 1', '13:00')), NO_ACCOUNT).thenRefused('invalid', ['executions.2.id']);
    given(trade, [added({ executions: [open('out', '1 @ 1', '09:30')] })])
      .when(closeAt('1', '10:00'), NO_ACCOUNT)
      .thenRefused('invalid', ['executions.1.id']);
  });

  it('edits what was said, both sides in the event', () =>
    partly.when(editExecution('half', { price: '190.5', quantity: '5' }), NO_ACCOUNT).then([
      {
        type: 'ExecutionEdited',
        data: { executionId: 'half', changes: { price: { from: exactly('190'), to: exactly('190.5') } } },
      },
    ]));

  it('edits nothing where nothing is different', () => {
    partly.when(editExecution('half', { ...half }), NO_ACCOUNT).thenNothing();
    partly.when(editExecution('half', {}), NO_ACCOUNT).thenNothing();
  });

  it('refuses an edit that the trade cannot bear', () => {
    partly
      .when(editExecution('half', { quantity: '11' }), NO_ACCOUNT)
      .thenRefused('invalid', ['executions.1.quantity']);
    partly.when(editExecution('in', { at: at('13:00') }), NO_ACCOUNT).thenRefused('invalid', ['executions.1.at']);
    partly.when(editExecution('in', { type: 'close' }), NO_ACCOUNT).thenRefused('invalid', ['executions']);
  });

  it('removes an exit, which is open again', () =>
    partly.when(removeExecution('half'), NO_ACCOUNT).then([{ type: 'ExecutionRemoved', data: { execution: half } }]));

  it('refuses to remove what later ones stand on', () =>
    partly.when(removeExecution('in'), NO_ACCOUNT).thenRefused('invalid', ['executions']));

  it('does not know an execution of another trade', () => {
    partly.when(removeExecution('x'), NO_ACCOUNT).thenRefused('not-found');
    partly.when(editExecution('x', { price: '1' }), NO_ACCOUNT).thenRefused('not-found');
  });

  it('folds what happened to them', () => {
    const later = given(trade, [
      added(),
      executed(half),
      {
        type: 'ExecutionEdited',
        data: { executionId: 'half', changes: { price: { from: half.price, to: exactly('195') } } },
      },
    ]);
    later.thenState({ details: aTrade({ executions: [BOUGHT, close('half', '5 @ 195', '12:00')] }) });
    later.when(removeExecution('half'), NO_ACCOUNT).thenState({ details: aTrade() });
  });
});

describe('CloseTrade', () => {
  const half = close('half', '4 @ 190', '12:00');

  it('exits what remains', () =>
    given(trade, [added(), executed(half)])
      .when(closeAt('191.10', '15:30', '1'), NO_ACCOUNT)
      .then([executed(close('out', '6 @ 191.10', '15:30', '1'))]));

  it('exits a trade whose account is closed by now', () =>
    given(trade, [added({ accountId: 'a' })])
      .when(closeAt('191.10', '15:30'), CLOSED_ACCOUNT)
      .then([executed(SOLD)]));

  it('refuses a trade that is closed', () =>
    given(trade, [added({ executions: [BOUGHT, SOLD] })])
      .when(closeAt('191.10', '15:30'), NO_ACCOUNT)
      .thenRefused('trade-closed'));

  it('refuses at the fields that were asked for', () => {
    const opened = given(trade, [added(), executed(open('in2', '1 @ 190', '12:00'))]);
    opened.when(closeAt('191.10', '09:29'), NO_ACCOUNT).thenRefused('invalid', ['exitAt']);
    opened.when(closeAt('191.10', '11:00'), NO_ACCOUNT).thenRefused('invalid', ['exitAt']);
    opened.when(closeAt('-0.01', '15:30'), NO_ACCOUNT).thenRefused('invalid', ['exitPrice']);
  });
});

describe('DeleteTrade and RestoreTrade', () => {
  const inClosedAccount = [added({ accountId: 'a' })];

  it('deletes', () => given(trade, [added()]).when({ type: 'DeleteTrade' }, NO_ACCOUNT).then([DELETED]));

  it('deletes in a closed account', () =>
    given(trade, inClosedAccount).when({ type: 'DeleteTrade' }, CLOSED_ACCOUNT).then([DELETED]));

  it('restores as it was, in a closed account too', () => {
    const deleted = given(trade, [...inClosedAccount, DELETED]);
    deleted.when({ type: 'RestoreTrade' }, CLOSED_ACCOUNT).then([RESTORED]);
    deleted
      .when({ type: 'RestoreTrade' }, CLOSED_ACCOUNT)
      .thenState({ status: 'recorded', details: aTrade({ accountId: 'a' }) });
  });

  it('restores nothing where nothing was deleted', () =>
    given(trade, [added()]).when({ type: 'RestoreTrade' }, NO_ACCOUNT).thenNothing());

  const commands: readonly TradeCommand[] = [
    edit({ notes: 'x' }),
    addExecution(SOLD),
    editExecution('in', { price: '1' }),
    removeExecution('in'),
    closeAt('191.10', '15:30'),
    { type: 'DeleteTrade' },
    { type: 'RevertTrade', toStreamVersion: 1 },
  ];

  it.each(commands)('hides a deleted trade from $type', (command) =>
    given(trade, [added(), DELETED])
      .when(command, { ...NO_ACCOUNT, target: aTrade() })
      .thenRefused('not-found'),
  );

  it.each([...commands, { type: 'RestoreTrade' } as const])('finds no trade for $type where there is none', (command) =>
    given(trade, []).when(command, NO_ACCOUNT).thenRefused('not-found'),
  );
});

describe('RevertTrade', () => {
  const toFirst: TradeCommand = { type: 'RevertTrade', toStreamVersion: 1 };
  const firstSaid = aTrade({ accountId: 'a', notes: 'first' });
  const now = given(trade, [
    added({ accountId: 'a', notes: 'first' }),
    edited({ notes: { from: 'first', to: 'second' }, accountId: { from: 'a', to: null } }),
    executed(SOLD),
  ]);

  it('takes back all that was said since, into a closed account too', () => {
    const reverting = now.when(toFirst, { ...CLOSED_ACCOUNT, target: firstSaid });
    reverting.then([
      {
        type: 'TradeReverted',
        data: {
          toStreamVersion: 1,
          changes: {
            accountId: { from: null, to: 'a' },
            notes: { from: 'second', to: 'first' },
            executions: { from: [BOUGHT, SOLD], to: [BOUGHT] },
          },
        },
      },
    ]);
    reverting.thenState({ details: firstSaid });
  });

  it('does nothing where the trade says the same', () =>
    now
      .when(toFirst, { ...NO_ACCOUNT, target: aTrade({ notes: 'second', executions: [BOUGHT, SOLD] }) })
      .thenNothing());

  it('refuses a version that there is not', () =>
    now.when(toFirst, NO_ACCOUNT).thenRefused('invalid', ['toStreamVersion']));
});

describe('the first stop', () => {
  const stopped = added({ stopPrice: '180' });

  it('is kept when the stop is moved, removed or reverted', () => {
    const moved = given(trade, [stopped]).when(edit({ stopPrice: '190' }), NO_ACCOUNT);
    moved.then([edited({ stopPrice: { from: exactly('180'), to: exactly('190') } })]);
    moved.thenState({ firstStop: exactly('180') });
    given(trade, [stopped])
      .when(edit({ stopPrice: null }), NO_ACCOUNT)
      .thenState({ firstStop: exactly('180') });
    given(trade, [added(), edited({ stopPrice: { from: null, to: exactly('180') } })])
      .when({ type: 'RevertTrade', toStreamVersion: 1 }, { ...NO_ACCOUNT, target: aTrade() })
      .thenState({ firstStop: exactly('180') });
  });

  it('is the first that was said, even if later than the entry', () =>
    given(trade, [added()])
      .when(edit({ stopPrice: '185' }), OPEN_ACCOUNT)
      .thenState({ firstStop: exactly('185') }));
});
