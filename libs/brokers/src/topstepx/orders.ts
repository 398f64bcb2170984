import { cellsIn, firstOf, needText } from '../cells/columns.js';
import { future } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { filledInPart, meaningOf } from '../cells/words.js';
import { tableReader } from '../table-reader.js';

const SIDES = { Bid: 'buy', Ask: 'sell' } as const;
const EFFECTS: Readonly<Record<string, 'open' | 'close'>> = { Opening: 'open', Closing: 'close' };

/**
 * "Orders" of the TopstepX web platform, as it exports them: a row is an order, filled whole or not at all. It has no fees.
 * `Bid` buys, `Ask` sells. A stop that was placed with an entry stands as an order of its own and keeps the last price that it
 * had, so that it does not tell what was risked at first. Old exports have fewer columns, and some no `Id`.
 */
export const topstepxOrders = tableReader({
  platform: 'topstepx',
  kind: 'orders',
  name: 'TopstepX orders',
  columns: ['AccountName', 'ContractName', 'Status', 'Size', 'Side', 'FilledAt', 'ExecutePrice', 'PositionDisposition'],
  read(table, draft, options) {
    const moments = new Moments(cellsIn(table, 'FilledAt'), { order: 'mdy', timeZone: null }, options);
    for (const row of table.rows)
      draft.row(row, () => {
        const cell = table.columns.of(row);
        const status = needText(cell('Status'), 'Status');
        const price = readNumber(cell('ExecutePrice'));
        if (cell('FilledAt') === '' || price === null) return draft.skip(`${status} order`);
        if (status !== 'Filled') return draft.hold(filledInPart(status));
        const moment = moments.read(cell('FilledAt'));
        const id = firstOf(cell, 'Id', 'PlatformOrderId');
        draft.fill({
          ...(id ? { id: `order:${id}`, orderId: id } : {}),
          account: cell('AccountName') || null,
          instrument: future(cell('ContractName'), moment.at),
          side: meaningOf(cell('Side'), 'Side', SIDES),
          quantity: needNumber(cell('Size'), 'Size'),
          price,
          currency: 'USD',
          effect: EFFECTS[cell('PositionDisposition')] ?? null,
          moment,
        });
      });
    draft.ask(moments.questions);
  },
});
