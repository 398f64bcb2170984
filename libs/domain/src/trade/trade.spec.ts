import { exactly } from '../money/decimal.js';
import { given } from '../testing/given.js';
import {
  addExecution,
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
  NO_ACCOUNT,
  open,
  OPEN_ACCOUNT,
  removeExecution,
  RESTORED,
  SOLD,
} from '../testing/a-trade.js';
import { trade } from './trade.js';
import type { TradeCommand } from './trade.commands.js';
import { TRADE_LIMITS } from './trade.rules.js';

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

  it('lets exits go on where entries have reached the limit', () => {
    const entries = Array.from({ length: TRADE_LIMITS.executions }, (_, n) => open(`in${n}`, '1 @ 1', '09:30'));
    const full = given(trade, [added({ executions: entries })]);
    const part = close('part', '100 @ 2', '10:00');
    full.when(addExecution(open('more', '1 @ 1', '10:00')), NO_ACCOUNT).thenRefused('invalid', ['executions']);
    full.when(addExecution(part), NO_ACCOUNT).then([executed(part)]);
    full.when(closeAt('2', '11:00'), NO_ACCOUNT).then([executed(close('out', '500 @ 2', '11:00'))]);

    const partlyOut = given(trade, [added({ executions: entries }), executed(part)]);
    partlyOut.when(closeAt('2', '11:00'), NO_ACCOUNT).then([executed(close('out', '400 @ 2', '11:00'))]);
    partlyOut.when(edit({ notes: 'long' }), NO_ACCOUNT).then([edited({ notes: { from: null, to: 'long' } })]);
    partlyOut.when(addExecution(open('more', '1 @ 1', '10:30')), NO_ACCOUNT).thenRefused('invalid', ['executions']);
    partlyOut.when(editExecution('part', { type: 'open' }), NO_ACCOUNT).thenRefused('invalid', ['executions']);
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
