import { decimal } from '@singularity/domain';
import { cellsIn, firstOf, needText } from '../cells/columns.js';
import { future } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import { readNumber } from '../cells/numbers.js';
import { BUY_SELL, meaningOf } from '../cells/words.js';
import { tableReader } from '../table-reader.js';
import { needPrice, TIMES } from './cells.js';

/**
 * "Orders" of the reports of Tradovate, as the platform exports them: a row is an order with what was filled of it, at the
 * average price and the time of the last fill. A canceled order may have been filled in part. It lacks fees and a time zone.
 */
export const tradovateOrders = tableReader({
  platform: 'tradovate',
  kind: 'orders',
  name: 'Tradovate orders',
  columns: ['orderId', 'B/S', 'Contract', 'avgPrice', 'filledQty', 'Fill Time', 'Status', 'Quantity'],
  read(table, draft, options) {
    const moments = new Moments(cellsIn(table, 'Fill Time'), TIMES, options);
    for (const row of table.rows)
      draft.row(row, () => {
        const cell = table.columns.of(row);
        const quantity = readNumber(firstOf(cell, 'filledQty', 'Filled Qty'));
        if (quantity === null || decimal(quantity).isZero())
          return draft.skip(`${needText(cell('Status'), 'Status')} order`);
        const id = needText(firstOf(cell, 'orderId', 'Order ID'), 'orderId');
        const moment = moments.read(firstOf(cell, 'Fill Time', 'Timestamp'));
        draft.fill({
          id: `order:${id}`,
          orderId: id,
          account: cell('Account') || null,
          currency: cell('Currency') || null,
          instrument: future(cell('Contract'), moment.at),
          side: meaningOf(cell('B/S'), 'B/S', BUY_SELL),
          quantity,
          price: needPrice(firstOf(cell, 'avgPrice', 'decimalFillAvg'), 'avgPrice'),
          moment,
        });
      });
    draft.ask(moments.questions);
  },
});
