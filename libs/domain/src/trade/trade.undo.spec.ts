import { exactly } from '../money/decimal.js';
import { given } from '../testing/given.js';
import {
  added,
  aTrade,
  BOUGHT,
  CLOSED_ACCOUNT,
  close,
  DELETED,
  edited,
  executed,
  open,
  RESTORED,
  SOLD,
  undoingTrade,
} from '../testing/a-trade.js';
import type { TradeEvent } from './trade.events.js';
import { trade } from './trade.js';

const said = (from: string, to: string) => ({ from: exactly(from), to: exactly(to) });

/** A ledger of one trade, of which one version is to be taken back. */
const undo = (events: readonly TradeEvent[], streamVersion: number) =>
  given(trade, events).when({ type: 'Undo', streamVersion }, undoingTrade(events, streamVersion));

describe('taking back what was done to a trade', () => {
  const notes = edited({ notes: { from: null, to: 'late' } });
  const tags = edited({ tags: { from: [], to: ['gap'] } });

  it('gives the fields of an edit their old values, and leaves later edits of other fields', () => {
    const undoing = undo([added(), notes, tags], 2);
    undoing.then([edited({ notes: { from: 'late', to: null } })]);
    undoing.thenState({ details: aTrade({ tags: ['gap'] }) });
  });

  it('is refused where the same field was changed again, which it names', () =>
    undo([added(), notes, edited({ notes: { from: 'late', to: 'later' } })], 2).thenRefused('changed-since', [
      'notes',
    ]));

  it('goes through again once the later change is taken back', () =>
    undo(
      [
        added(),
        notes,
        edited({ notes: { from: 'late', to: 'later' } }),
        edited({ notes: { from: 'later', to: 'late' } }),
      ],
      2,
    ).then([edited({ notes: { from: 'late', to: null } })]));

  it('does nothing a second time', () =>
    undo([added(), notes, edited({ notes: { from: 'late', to: null } })], 2).thenNothing());

  it('is taken back like anything else, which does it again', () =>
    undo([added(), notes, edited({ notes: { from: 'late', to: null } })], 3).then([
      edited({ notes: { from: null, to: 'late' } }),
    ]));

  it('of adding it deletes it, unless more was written on it', () => {
    undo([added()], 1).then([DELETED]);
    undo([added(), DELETED], 1).thenNothing();
    undo([added(), notes, tags], 1).thenRefused('changed-since', ['notes', 'tags']);
  });

  it('of deleting it restores it, and of restoring it deletes it', () => {
    undo([added(), DELETED], 2).then([RESTORED]);
    undo([added(), DELETED, RESTORED], 2).thenNothing();
    undo([added(), DELETED, RESTORED], 3).then([DELETED]);
  });

  it('waits until a deleted trade is restored', () =>
    undo([added(), notes, DELETED], 2).thenRefused('changed-since', []));

  it('of an exit removes it', () => {
    const undoing = undo([added(), executed(SOLD)], 2);
    undoing.then([{ type: 'ExecutionRemoved', data: { execution: SOLD } }]);
    undoing.thenState({ details: aTrade() });
  });

  it('of an exit that was edited since is refused', () =>
    undo(
      [
        added(),
        executed(SOLD),
        { type: 'ExecutionEdited', data: { executionId: 'out', changes: { price: said('191.1', '191.4') } } },
      ],
      2,
    ).thenRefused('changed-since', ['executions.1']));

  it('of an edited fill leaves what was edited in it besides', () => {
    const events: TradeEvent[] = [
      added(),
      executed(SOLD),
      { type: 'ExecutionEdited', data: { executionId: 'out', changes: { price: said('191.1', '191.4') } } },
      { type: 'ExecutionEdited', data: { executionId: 'out', changes: { fees: said('0', '2') } } },
    ];
    const undoing = undo(events, 3);
    undoing.then([
      { type: 'ExecutionEdited', data: { executionId: 'out', changes: { price: said('191.4', '191.1') } } },
    ]);
    undoing.thenState({ details: aTrade({ executions: [BOUGHT, { ...SOLD, fees: exactly('2') }] }) });
  });

  it('of removing a fill puts it back to its place', () => {
    const [first, second] = [close('first', '4 @ 190', '12:00'), close('second', '6 @ 191', '12:00')];
    const whole = [added(), executed(first), executed(second)];
    const firstGone: TradeEvent = { type: 'ExecutionRemoved', data: { execution: first } };
    undo([...whole, firstGone], 4).thenState({ details: aTrade({ executions: [BOUGHT, first, second] }) });
    const secondGone: TradeEvent = { type: 'ExecutionRemoved', data: { execution: second } };
    undo([...whole, secondGone], 4).then([executed(second)]);
  });

  it('names the fields as a simple trade has them', () => {
    const exit = (from: string, to: string) =>
      edited({
        executions: {
          from: [BOUGHT, { ...SOLD, price: exactly(from) }],
          to: [BOUGHT, { ...SOLD, price: exactly(to) }],
        },
      });
    undo([added({ executions: [BOUGHT, SOLD] }), exit('191.1', '191.4'), exit('191.4', '191.6')], 2).thenRefused(
      'changed-since',
      ['exitPrice'],
    );
  });

  it('is refused where the trade could not stand without it', () => {
    const more = open('more', '5 @ 188', '10:00');
    undo([added(), executed(more), executed(close('all', '15 @ 190', '12:00'))], 2).thenRefused('invalid', [
      'executions.1.quantity',
    ]);
  });

  it('of a revert brings back what stood before it', () => {
    const reverted: TradeEvent = {
      type: 'TradeReverted',
      data: { toStreamVersion: 1, changes: { notes: { from: 'late', to: null } } },
    };
    undo([added(), notes, reverted], 3).then([edited({ notes: { from: null, to: 'late' } })]);
  });

  it('of a version that is not there finds nothing', () => undo([added()], 2).thenRefused('not-found'));
});

describe('a first stop that is taken back', () => {
  const typo = edited({ stopPrice: { from: null, to: exactly('18') } });
  const undone = edited({
    stopPrice: { from: exactly('18'), to: null },
    firstStop: { from: exactly('18'), to: null },
  });
  const right = edited({ stopPrice: { from: null, to: exactly('185') } });

  it('counts as never recorded: the risk is measured by the next one', () => {
    undo([added(), typo], 2).then([undone]);
    given(trade, [added(), typo, undone, right]).thenState({ firstStop: exactly('185') });
  });

  it('counts again when the undo is undone', () => {
    const undoing = undo([added(), typo, undone], 3);
    undoing.thenState({ firstStop: exactly('18') });
  });

  it('counts still where it was corrected by hand', () =>
    given(trade, [added(), typo, edited({ stopPrice: said('18', '185') })]).thenState({ firstStop: exactly('18') }));
});

describe('a trade whose account was removed', () => {
  const gone = [added({ accountId: 'a1' }), DELETED];

  it('does not come back into it', () => {
    given(trade, gone).when({ type: 'RestoreTrade' }, undoingTrade(gone, 2)).thenRefused('account-removed');
    undo(gone, 2).thenRefused('account-removed');
  });

  it('comes back into a closed one', () =>
    given(trade, gone).when({ type: 'RestoreTrade' }, CLOSED_ACCOUNT).then([RESTORED]));
});
