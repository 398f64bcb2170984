import { exactly } from '../money/decimal.js';
import { given } from '../testing/given.js';
import { added, at, BOUGHT, edited, editFills, executed, NO_ACCOUNT, SOLD, undoingTrade } from '../testing/a-trade.js';
import { trade } from './trade.js';
import type { Execution, TradeEvent } from './trade.events.js';

const both = added({ executions: [BOUGHT, SOLD] });
const listing = (...executions: Execution[]) => given(trade, [both]).when(editFills(executions), NO_ACCOUNT);
const MORE: Execution = { ...BOUGHT, id: 'new1', quantity: exactly('5') };
const BETTER: Execution = { ...SOLD, price: exactly('192') };

describe('EditTrade with all the fills', () => {
  it('records nothing where they are as they were', () => listing(BOUGHT, SOLD).thenNothing());

  it('says of a single fill that it is new, gone or changed', () => {
    listing(BOUGHT, MORE, SOLD).then([executed(MORE)]);
    listing(BOUGHT).then([{ type: 'ExecutionRemoved', data: { execution: SOLD } }]);
    listing(BOUGHT, BETTER).then([
      {
        type: 'ExecutionEdited',
        data: { executionId: SOLD.id, changes: { price: { from: SOLD.price, to: BETTER.price } } },
      },
    ]);
  });

  it('is one event where there is more to say, new fills behind those that stay', () =>
    given(trade, [both])
      .when(editFills([MORE, BOUGHT, BETTER], { notes: 'scaled in' }), NO_ACCOUNT)
      .then([
        edited({
          notes: { from: null, to: 'scaled in' },
          executions: { from: [BOUGHT, SOLD], to: [BOUGHT, BETTER, MORE] },
        }),
      ]));

  it('may swap everything at once, whatever it would be on the way', () => {
    const [entry, exit] = [
      { ...BOUGHT, id: 'new1', at: at('02-02 10:00') },
      { ...SOLD, id: 'new2', at: at('02-02 11:00') },
    ];
    listing(entry, exit).then([edited({ executions: { from: [BOUGHT, SOLD], to: [entry, exit] } })]);
  });

  it('never closes more than is open, and tells it at the fill as it was listed', () => {
    const twice = { ...SOLD, id: 'new1' };
    listing(twice, BOUGHT, SOLD).thenRefused('invalid', ['executions.0.quantity']);
    listing(SOLD).thenRefused('invalid', ['executions']);
    listing({ ...SOLD, at: at('01-05 09:00') }, BOUGHT).thenRefused('invalid', ['executions.0.at']);
  });

  it('keeps fills of other trades out', () =>
    listing(BOUGHT, { ...SOLD, id: 'elsewhere' }).thenRefused('invalid', ['executions.1.id']));

  it('is undone as one, a later change of another fill left as it is', () => {
    const events: readonly TradeEvent[] = [
      both,
      edited({
        notes: { from: null, to: 'scaled in' },
        executions: { from: [BOUGHT, SOLD], to: [BOUGHT, BETTER, MORE] },
      }),
      {
        type: 'ExecutionEdited',
        data: { executionId: BOUGHT.id, changes: { fees: { from: BOUGHT.fees, to: exactly('9') } } },
      },
    ];
    const now = { ...BOUGHT, fees: exactly('9') };
    given(trade, events)
      .when({ type: 'Undo', streamVersion: 2 }, undoingTrade(events, 2))
      .then([
        edited({
          notes: { from: 'scaled in', to: null },
          executions: { from: [now, BETTER, MORE], to: [now, SOLD] },
        }),
      ]);
  });
});
