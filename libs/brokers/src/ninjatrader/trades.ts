import { cellsIn, firstOf } from '../cells/columns.js';
import { Moments } from '../cells/moments.js';
import { currencyIn, decimalMarkOf, needNumber, readNumber, sumOf } from '../cells/numbers.js';
import { meaningOf } from '../cells/words.js';
import { tableReader } from '../table-reader.js';
import { accountIn, instrumentIn, TIMES } from './cells.js';

const PRICES = ['Entry price', 'Exit price'] as const;
const COSTS = ['Commission', 'Clearing Fee', 'Exchange Fee', 'IP Fee', 'NFA Fee'] as const;

/**
 * "Trades" of the Trade Performance window of NinjaTrader 8, as its grid is exported: a row is a part of an entry with the part
 * of an exit that closed it. `Profit` is after all costs, of which columns may show only some; in points or ticks, as the
 * window can be set, it is not money and is not compared. It lacks ids (the trade number counts rows) and a time zone.
 */
export const ninjatraderTrades = tableReader({
  platform: 'ninjatrader',
  kind: 'trades',
  name: 'NinjaTrader trades',
  columns: ['Instrument', 'Market pos.', ...PRICES, 'Entry time', 'Exit time', 'Profit'],
  read(table, draft, options) {
    const moments = new Moments(cellsIn(table, 'Entry time', 'Exit time'), TIMES, options);
    const mark = decimalMarkOf(cellsIn(table, ...PRICES, 'Profit', ...COSTS));
    for (const row of table.rows)
      draft.row(row, () => {
        const cell = table.columns.of(row);
        const [entered, left] = [moments.read(cell('Entry time')), moments.read(cell('Exit time'))];
        const currency = currencyIn(cell('Profit'));
        draft.pair({
          ...instrumentIn(cell('Instrument'), entered.at),
          account: accountIn(cell),
          long: meaningOf(cell('Market pos.'), 'Market pos.', { Long: true, Short: false }),
          quantity: needNumber(firstOf(cell, 'Qty', 'Quantity'), 'Qty', mark),
          entry: { price: needNumber(cell('Entry price'), 'Entry price', mark), moment: entered },
          exit: { price: needNumber(cell('Exit price'), 'Exit price', mark), moment: left },
          fees: sumOf(COSTS.map(cell), mark),
          currency,
        });
        if (currency) draft.stated(currency, { net: readNumber(cell('Profit'), mark) });
      });
    draft.ask(moments.questions);
  },
});
