import type { DecimalText } from '@singularity/domain';
import { firstOf, needText, tableUnder } from '../cells/columns.js';
import { future } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { meaningOf } from '../cells/words.js';
import type { Reader } from '../reader.js';

const COLUMNS = ['Id', 'ContractName', 'Status', 'Size', 'Side', 'FilledAt', 'ExecutePrice', 'PositionDisposition'];
const SIDES = { Bid: 'buy', Ask: 'sell' } as const;
const EFFECTS: Readonly<Record<string, 'open' | 'close'>> = { Opening: 'open', Closing: 'close' };

/**
 * "Orders" of the TopstepX web platform: a row is an order, filled whole or not at all. It has no fees. `Bid` buys, `Ask`
 * sells. A stop that was placed with an entry stands as an order of its own, and keeps the last price that it had.
 */
export const topstepxOrders: Reader = {
  platform: 'topstepx',
  kind: 'orders',
  name: 'TopstepX orders',
  recognises: (source) => source.kind === 'rows' && tableUnder(source.rows, COLUMNS) !== null,
  read(source, draft, options) {
    const table = source.kind === 'rows' ? tableUnder(source.rows, COLUMNS) : null;
    if (!table) return;
    const moments = new Moments([], { order: 'mdy', timeZone: null }, options);
    for (const row of table.rows)
      draft.row(row, () => {
        const cell = table.columns.of(row);
        const price = readNumber(cell('ExecutePrice'));
        if (cell('FilledAt') === '' || price === null) return draft.skip(`${needText(cell('Status'), 'Status')} order`);
        const moment = moments.read(cell('FilledAt'));
        const id = needText(firstOf(cell, 'Id', 'PlatformOrderId'), 'Id');
        draft.fill({
          id: `order:${id}`,
          orderId: id,
          account: cell('AccountName') || null,
          instrument: future(cell('ContractName'), moment.at),
          side: meaningOf(cell('Side'), 'Side', SIDES),
          quantity: needNumber(cell('Size'), 'Size'),
          price: price as DecimalText,
          currency: 'USD',
          effect: EFFECTS[cell('PositionDisposition')] ?? null,
          moment,
        });
      });
    draft.ask(moments.questions);
  },
};
