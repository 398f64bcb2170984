import type { Side } from '@singularity/domain';
import { cellsIn, needText } from '../cells/columns.js';
import type { Table } from '../cells/columns.js';
import { future } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import { currencyIn, needNumber, readNumber } from '../cells/numbers.js';
import type { Draft } from '../draft.js';
import type { ReadOptions } from '../reading.js';
import { needPrice, TIMES } from './cells.js';

/** How a report names the columns of a matched pair: those of the fills first the bought one, then the sold one. */
export interface PairColumns {
  readonly contract: string;
  readonly quantity: string;
  readonly pnl: string;
  readonly bought: FillColumns;
  readonly sold: FillColumns;
}

interface FillColumns {
  readonly id: string;
  readonly price: string;
  readonly time: string;
}

/**
 * Rows that match a bought fill with a sold one, first in, first out. What was bought first was a long position; a fill that
 * closed one position and opened the next stands in both, so that what it did to them is not said here.
 */
export function readPairs(table: Table, columns: PairColumns, draft: Draft, options: ReadOptions): void {
  const { bought, sold, contract, quantity, pnl } = columns;
  const moments = new Moments(cellsIn(table, bought.time, sold.time), TIMES, options);
  const seen = new Set<string>();
  for (const row of table.rows)
    draft.row(row, () => {
      const cell = table.columns.of(row);
      const pair = `${needText(cell(bought.id), bought.id)} ${needText(cell(sold.id), sold.id)}`;
      if (seen.has(pair)) return draft.skip('Repeated row');
      const common = {
        account: cell('Account') || null,
        currency: cell('Currency') || currencyIn(cell(pnl)),
        quantity: needNumber(cell(quantity), quantity),
      };
      const fillOf = (side: Side, { id, price, time }: FillColumns) => {
        const moment = moments.read(cell(time));
        const instrument = future(cell(contract), moment.at);
        return { ...common, id: cell(id), side, instrument, price: needPrice(cell(price), price), moment };
      };
      draft.part(fillOf('buy', bought));
      draft.part(fillOf('sell', sold));
      draft.stated(common.currency, { gross: readNumber(cell(pnl)) });
      seen.add(pair);
    });
  draft.ask(moments.questions);
}
