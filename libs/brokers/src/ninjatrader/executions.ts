import type { FillEffect, Side } from '@singularity/domain';
import { cellsIn } from '../cells/columns.js';
import type { Cells } from '../cells/columns.js';
import { Moments } from '../cells/moments.js';
import { currencyIn, decimalMarkOf, needNumber, sumOf } from '../cells/numbers.js';
import { meaningOf } from '../cells/words.js';
import { tableReader } from '../table-reader.js';
import { accountIn, instrumentIn, TIMES } from './cells.js';

const SIDES = { Buy: 'buy', Sell: 'sell', 'Sell short': 'sell', 'Buy to cover': 'buy' } as const;

/**
 * "Executions" of the Trade Performance window and of the control center of NinjaTrader 8, as its grids are exported: a row is
 * a fill, with its commission. Columns can be hidden and moved; without the `ID` equal fills are counted. It lacks a time zone.
 */
export const ninjatraderExecutions = tableReader({
  platform: 'ninjatrader',
  kind: 'executions',
  name: 'NinjaTrader executions',
  columns: ['Instrument', 'Action', 'Quantity', 'Price', 'Time', 'E/X'],
  read(table, draft, options) {
    const moments = new Moments(cellsIn(table, 'Time'), TIMES, options);
    const mark = decimalMarkOf(cellsIn(table, 'Price', 'Commission'));
    for (const row of table.rows)
      draft.row(row, () => {
        const cell = table.columns.of(row);
        const moment = moments.read(cell('Time'));
        const side = meaningOf<Side>(cell('Action'), 'Action', SIDES);
        draft.fill({
          ...instrumentIn(cell('Instrument'), moment.at),
          id: cell('ID') || undefined,
          orderId: cell('Order ID') || null,
          account: accountIn(cell),
          side,
          quantity: needNumber(cell('Quantity'), 'Quantity', mark),
          price: needNumber(cell('Price'), 'Price', mark),
          fees: sumOf([cell('Commission')], mark),
          currency: currencyIn(cell('Commission')),
          effect: effectIn(cell, side),
          moment,
        });
      });
    draft.ask(moments.questions);
  },
});

/** An exit that leaves a position on its own side has turned it round: it closed one and opened the next. */
function effectIn(cell: Cells, side: Side): FillEffect | null {
  if (cell('E/X') === '') return null;
  const effect = meaningOf<FillEffect>(cell('E/X'), 'E/X', { Entry: 'open', Exit: 'close' });
  const left = /^\d+ ([LS])/.exec(cell('Position'))?.[1];
  return effect === 'close' && left === (side === 'buy' ? 'L' : 'S') ? null : effect;
}
