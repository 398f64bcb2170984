import { ZERO } from '@singularity/domain';
import type { DecimalText } from '@singularity/domain';
import { cellsIn, firstOf, needText } from '../cells/columns.js';
import { Moments } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { BUY_SELL, filledInPart, meaningOf } from '../cells/words.js';
import { tableReader } from '../table-reader.js';
import { instrumentIn } from './instruments.js';

/**
 * "Export data" of the trading panel of TradingView, its order history: paper trading and connected brokers have the same
 * columns, some more of them. A row is an order with its average price; the time of the fill is the closing time, in the zone of
 * the chart. It lacks that zone, the account, and the currency of prices.
 */
export const tradingviewOrders = tableReader({
  platform: 'tradingview',
  kind: 'orders',
  name: 'TradingView orders',
  columns: ['Symbol', 'Side', 'Type', 'Fill Price', 'Status', 'Placing Time', 'Closing Time', 'Order ID'],
  read(table, draft, options) {
    // The panel writes the year first; a spreadsheet that saved the file again writes as its computer does.
    const moments = new Moments(cellsIn(table, 'Closing Time'), { order: 'either', timeZone: null }, options);
    for (const row of table.rows)
      draft.row(row, () => {
        const cell = table.columns.of(row);
        const price = priceIn(cell('Fill Price'));
        const status = needText(cell('Status'), 'Status');
        const part = cell('Filled Qty');
        if (price === null) return draft.skip(`${status} order`);
        if (status.toLowerCase() !== 'filled' && part === '') return draft.hold(filledInPart(status));
        const id = needText(cell('Order ID'), 'Order ID');
        const moment = moments.read(firstOf(cell, 'Closing Time', 'Placing Time'));
        draft.fill({
          ...instrumentIn(cell('Symbol'), moment.at),
          id: `order:${id}`,
          orderId: id,
          side: meaningOf(cell('Side'), 'Side', BUY_SELL),
          quantity: needNumber(part || firstOf(cell, 'Qty', 'Quantity'), 'Qty'),
          price,
          fees: readNumber(cell('Commission')) ?? ZERO,
          moment,
        });
      });
    draft.ask(moments.questions);
  },
});

/** An order that was not filled has no price or, in some rows, the price 0. */
function priceIn(cell: string): DecimalText | null {
  const price = readNumber(cell);
  return price === '0' ? null : price;
}
