import { decimal, parseCurrency } from '@singularity/domain';
import { firstOf, needText, tableIn } from '../cells/columns.js';
import type { Cells, Table } from '../cells/columns.js';
import { crypto } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { spotEffect } from '../cells/pairs.js';
import { BUY_SELL, meaningOf } from '../cells/words.js';
import type { Draft } from '../draft.js';
import type { Reader } from '../reader.js';
import type { Source } from '../source/source.js';
import { apart, pairIn, timesOf } from './glued.js';

const EXECUTED = ['OrderNo', 'Pair', 'Type', 'Order Price', 'Executed', 'Status'];
const FILLED = ['OrderNo', 'Pair', 'Type', 'Order Price', 'Filled', 'Status'];

/**
 * "Order history" of Binance's spot market: a row is an order with what it came to and its average price. It has no fees.
 * A cancelled order may have been filled in part. Times are UTC, or as far from it as the head says, or have no zone; where
 * there are two, the last change of the order counts.
 */
export const binanceOrders: Reader = {
  platform: 'binance',
  kind: 'orders',
  name: 'Binance orders',
  recognises: (source) => tableOf(source) !== null,
  read(source, draft, options) {
    const table = tableOf(source);
    if (!table) return;
    const moments = new Moments([], { order: 'mdy', timeZone: null }, options);
    const { column, zone } = timesOf(table.columns);
    const changed = table.columns.every('Time').at(-1);
    for (const row of table.rows)
      draft.row(row, () => {
        const cell = table.columns.of(row);
        const time = (changed === undefined ? '' : row.cells[changed]) || cell(column);
        readOrder(cell, () => moments.read(`${needText(time, 'Time')}${zone}`), draft);
      });
    draft.ask(moments.questions);
  },
};

function tableOf(source: Source): Table | null {
  return tableIn(source, EXECUTED) ?? tableIn(source, FILLED);
}

function readOrder(cell: Cells, moment: () => ReturnType<Moments['read']>, draft: Draft): void {
  const { base, quote } = pairIn(cell('Pair'), firstOf(cell, 'Trading total', 'Total'));
  const executed = readNumber(apart(firstOf(cell, 'Executed', 'Filled'), base).number);
  if (!executed || decimal(executed).isZero())
    return draft.skip(
      `${needText(cell('Status'), 'Status')
        .toLowerCase()
        .replace(/^./, (first) => first.toUpperCase())} order`,
    );
  const side = meaningOf(firstOf(cell, 'Side', 'Type'), 'Side', BUY_SELL);
  const id = needText(cell('OrderNo'), 'OrderNo');
  const average = firstOf(cell, 'Average Price', 'AvgTrading Price', 'Avg Trading Price');
  draft.fill({
    id: `order:${id}`,
    orderId: id,
    instrument: crypto(base, quote),
    side,
    effect: spotEffect(side),
    quantity: executed,
    price: needNumber(apart(average, quote).number, 'Average Price'),
    currency: parseCurrency(quote),
    moment: moment(),
  });
}
