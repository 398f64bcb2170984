import { cellsIn, needText, tableIn } from '../cells/columns.js';
import { numberedInOrders, putInto } from '../cells/found.js';
import type { Cells } from '../cells/columns.js';
import type { FoundFill } from '../cells/found.js';
import { Moments } from '../cells/moments.js';
import type { Reader } from '../reader.js';
import { changedBy, endingIn, isDelivery, isEnding, sidedEndings } from './endings.js';
import type { Ending } from './endings.js';
import { readMoney } from './money.js';
import { fillIn, pricedInRow } from './trade-row.js';

const COLUMNS = [
  'Date',
  'Type',
  'Sub Type',
  'Action',
  'Symbol',
  'Instrument Type',
  'Value',
  'Average Price',
  'Order #',
];

/**
 * "Transactions" under History of tastytrade, the layout with `Sub Type` and `Action`. Times name their offset. `Value` is
 * signed and what was paid; `Average Price` is for a whole contract. Futures have neither: their price stands in the
 * description. Rows of one order share its number, and nothing else names them.
 */
export const tastytradeTransactions: Reader = {
  platform: 'tastytrade',
  kind: 'transactions',
  name: 'tastytrade transactions',
  recognises: (source) => tableIn(source, COLUMNS) !== null,
  read(source, draft, options) {
    const table = tableIn(source, COLUMNS);
    if (!table) return;
    const moments = new Moments(cellsIn(table, 'Date'), { order: 'mdy', timeZone: null }, options);
    const [fills, endings]: [FoundFill[], Ending[]] = [[], []];
    for (const row of table.rows)
      draft.row(row, () => {
        const cell = table.columns.of(row);
        switch (cell('Type')) {
          case 'Trade':
            return void fills.push({ line: row.line, fill: tradeIn(cell, moments) });
          case 'Receive Deliver':
            if (isEnding(cell('Sub Type'))) endings.push(endingIn(row.line, cell, moments));
            else if (isDelivery(cell('Sub Type'))) fills.push({ line: row.line, fill: tradeIn(cell, moments) });
            else draft.hold(changedBy(cell('Sub Type')));
            return;
          case 'Money Movement':
            return readMoney(cell, draft, moments);
          default:
            return draft.hold(`“${needText(cell('Type'), 'Type')}” may have changed positions. Enter what it did.`);
        }
      });
    putInto(draft, numberedInOrders([...fills, ...sidedEndings(endings, fills, draft)]));
    draft.ask(moments.questions);
  },
};

function tradeIn(cell: Cells, moments: Moments) {
  return fillIn(cell, moments, (quantity) => pricedInRow(cell, quantity));
}
