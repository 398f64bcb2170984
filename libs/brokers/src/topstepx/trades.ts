import { decimal, sum, toText, zero } from '@singularity/domain';
import { needText, tableUnder } from '../cells/columns.js';
import { future } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { meaningOf } from '../cells/words.js';
import type { Reader } from '../reader.js';

const COLUMNS = [
  'Id',
  'ContractName',
  'EnteredAt',
  'ExitedAt',
  'EntryPrice',
  'ExitPrice',
  'Fees',
  'PnL',
  'Size',
  'Type',
];

/**
 * "Trades" of the TopstepX web platform: a row is a piece of a round trip, with entry and exit. A position that was left in
 * parts has a row for each. Times name their offset. `PnL` is before `Fees`, and before `Commissions` where the file has them.
 */
export const topstepxTrades: Reader = {
  platform: 'topstepx',
  kind: 'trades',
  name: 'TopstepX trades',
  recognises: (source) => source.kind === 'rows' && tableUnder(source.rows, COLUMNS) !== null,
  read(source, draft, options) {
    const table = source.kind === 'rows' ? tableUnder(source.rows, COLUMNS) : null;
    if (!table) return;
    const moments = new Moments([], { order: 'mdy', timeZone: null }, options);
    for (const row of table.rows)
      draft.row(row, () => {
        const cell = table.columns.of(row);
        const id = needText(cell('Id'), 'Id');
        const [entered, exited] = [moments.read(cell('EnteredAt')), moments.read(cell('ExitedAt'))];
        const long = meaningOf(cell('Type'), 'Type', { Long: true, Short: false });
        const fees = sum(
          [readNumber(cell('Fees')), readNumber(cell('Commissions'))].map((fee) => (fee ? decimal(fee) : zero)),
        );
        const common = {
          instrument: future(cell('ContractName'), entered.at),
          quantity: needNumber(cell('Size'), 'Size'),
          currency: 'USD',
        };
        draft.fill({
          ...common,
          id: `${id}:entry`,
          side: long ? 'buy' : 'sell',
          price: needNumber(cell('EntryPrice'), 'EntryPrice'),
          moment: entered,
          effect: 'open',
          fees: toText(fees),
        });
        draft.fill({
          ...common,
          id: `${id}:exit`,
          side: long ? 'sell' : 'buy',
          price: needNumber(cell('ExitPrice'), 'ExitPrice'),
          moment: exited,
          effect: 'close',
        });
        draft.stated('USD', { gross: readNumber(cell('PnL')) });
      });
    draft.ask(moments.questions);
  },
};
