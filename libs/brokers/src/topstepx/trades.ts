import { cellsIn, needText } from '../cells/columns.js';
import { future } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import { needNumber, readNumber, sumOf } from '../cells/numbers.js';
import { meaningOf } from '../cells/words.js';
import { tableReader } from '../table-reader.js';

const PRICES = ['EntryPrice', 'ExitPrice'] as const;

/**
 * "Trades" of the TopstepX web platform, as it exports them: a row is a piece of a round trip, with entry and exit. A position
 * that was left in parts has a row for each. Times name their offset. `PnL` is before `Fees`, and before `Commissions`, which
 * only newer files have. It lacks the account.
 */
export const topstepxTrades = tableReader({
  platform: 'topstepx',
  kind: 'trades',
  name: 'TopstepX trades',
  columns: ['Id', 'ContractName', 'EnteredAt', 'ExitedAt', ...PRICES, 'Fees', 'PnL', 'Size', 'Type'],
  read(table, draft, options) {
    const times = cellsIn(table, 'EnteredAt', 'ExitedAt');
    const moments = new Moments(times, { order: 'mdy', timeZone: null }, options);
    for (const row of table.rows)
      draft.row(row, () => {
        const cell = table.columns.of(row);
        const [entered, exited] = [moments.read(cell('EnteredAt')), moments.read(cell('ExitedAt'))];
        draft.pair({
          id: needText(cell('Id'), 'Id'),
          instrument: future(cell('ContractName'), entered.at),
          long: meaningOf(cell('Type'), 'Type', { Long: true, Short: false }),
          quantity: needNumber(cell('Size'), 'Size'),
          entry: { price: needNumber(cell('EntryPrice'), 'EntryPrice'), moment: entered },
          exit: { price: needNumber(cell('ExitPrice'), 'ExitPrice'), moment: exited },
          fees: sumOf([cell('Fees'), cell('Commissions')]),
          currency: 'USD',
        });
        draft.stated('USD', { gross: readNumber(cell('PnL')) });
      });
    draft.ask(moments.questions);
  },
});
