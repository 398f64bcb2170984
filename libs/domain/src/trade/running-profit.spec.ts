import fc from 'fast-check';
import { aTrade, close, figuresAsRecorded, open } from '../testing/a-trade.js';
import type { Execution } from './trade.events.js';
import { runningProfitOf } from './running-profit.js';

const SCALED = [
  open('in1', '100 @ 120', '09:30', '1'),
  open('in2', '50 @ 126', '10:00', '1'),
  close('out1', '120 @ 130', '11:00', '1'),
];

it('tells at each fill what was open, what it made real and what all was worth by then', () => {
  const running = runningProfitOf(aTrade({ executions: SCALED }));
  expect(running.map(({ execution, ...rest }) => ({ id: execution.id, ...rest }))).toEqual([
    { id: 'in1', openQuantity: '100', realizedNet: null, total: '-1' },
    // 100 shares are 6 up, two fees are paid.
    { id: 'in2', openQuantity: '150', realizedNet: null, total: '598' },
    { id: 'out1', openQuantity: '30', realizedNet: '1077.6', total: '1197' },
  ]);
});

it('of what was sold first rises as the price falls', () => {
  const executions = [open('in', '2 @ 50', '09:30'), close('out', '2 @ 45', '10:00')];
  expect(runningProfitOf(aTrade({ direction: 'SHORT', executions })).at(-1)?.total).toBe('10');
});

/** Entries of up to 9 units each, and exits of as many one by one. */
const executions = fc
  .array(fc.record({ quantity: fc.integer({ min: 1, max: 9 }), price: fc.integer({ min: 1, max: 999 }) }), {
    minLength: 1,
    maxLength: 5,
  })
  .chain((entries) => {
    const exits = entries.reduce((total, { quantity }) => total + quantity, 0);
    return fc.record({
      entries: fc.constant(entries),
      exits: fc.array(fc.integer({ min: 1, max: 999 }), { maxLength: exits }),
      fees: fc.constantFrom('0', '0.65', '-0.2'),
    });
  })
  .map(({ entries, exits, fees }): readonly Execution[] => [
    ...entries.map(({ quantity, price }, index) => open(`in${index}`, `${quantity} @ ${price}`, '09:30', fees)),
    ...exits.map((price, index) => close(`out${index}`, `1 @ ${price}`, '10:00', fees)),
  ]);

it('is the net P&L that closing the rest at the price of the fill, for nothing, would have made', () => {
  fc.assert(
    fc.property(executions, fc.constantFrom('LONG' as const, 'SHORT' as const), (list, direction) => {
      const running = runningProfitOf(aTrade({ direction, executions: list }));
      for (const [index, { execution, openQuantity, total }] of running.entries()) {
        const filled = running.slice(0, index + 1).map((one) => one.execution);
        const rest = close('rest', `${openQuantity} @ ${execution.price}`, '16:00');
        const flat = openQuantity === '0' ? filled : [...filled, rest];
        expect(total).toBe(figuresAsRecorded(aTrade({ direction, executions: flat })).netPnl);
      }
    }),
  );
});
