import { ZERO } from '@singularity/domain';
import { needText } from '../cells/columns.js';
import { future } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { BUY_SELL, meaningOf } from '../cells/words.js';
import { tableReader } from '../table-reader.js';
import { needPrice, TIMES } from './cells.js';

/**
 * "Fills" of the reports of Tradovate, as the platform exports them: the only one of its reports with fees (`commission`, a
 * cost, of each fill) and with times in UTC (`_timestamp`). It lacks the currency and the platform's own P&L.
 */
export const tradovateFills = tableReader({
  platform: 'tradovate',
  kind: 'fills',
  name: 'Tradovate fills',
  columns: ['Fill ID', 'Order ID', '_timestamp', '_qty', '_price', 'B/S', 'Contract', 'commission'],
  read(table, draft, options) {
    const moments = new Moments([], TIMES, options);
    for (const row of table.rows)
      draft.row(row, () => {
        const cell = table.columns.of(row);
        if (cell('_active').toLowerCase() === 'false') return draft.skip('Fill that was taken back');
        const moment = moments.read(cell('_timestamp'));
        draft.fill({
          id: needText(cell('Fill ID'), 'Fill ID'),
          orderId: cell('Order ID') || null,
          account: cell('Account') || null,
          instrument: future(cell('Contract'), moment.at),
          side: meaningOf(cell('B/S'), 'B/S', BUY_SELL),
          quantity: needNumber(cell('_qty'), '_qty'),
          price: needPrice(cell('_price'), '_price'),
          fees: readNumber(cell('commission')) ?? ZERO,
          moment,
        });
      });
    draft.ask(moments.questions);
  },
});
