import { decimal } from '@singularity/domain';
import type { Side } from '@singularity/domain';
import { needText } from '../cells/columns.js';
import type { Table } from '../cells/columns.js';
import { Moments } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import type { DecimalMark } from '../cells/numbers.js';
import { BUY_SELL, meaningOf } from '../cells/words.js';
import type { Draft } from '../draft.js';
import type { Reader } from '../reader.js';
import { RowFault } from '../reading.js';
import type { ReadOptions } from '../reading.js';
import type { Row } from '../source/source.js';
import { ContractSizes } from './contract-sizes.js';
import type { Earned } from './contract-sizes.js';
import { accountIn, costOf, filledIn, instrumentIn, markIn, positionsIn, TIMES } from './report.js';
import type { Account } from './report.js';

/**
 * The positions of a "Trade History Report" of MetaTrader 5, for where its deals are not in it or are headed in another language
 * than English (else deals come first): a row is a position with its entry and the average price of its exits. Columns are taken by their places, and
 * two of them have the same name. `Profit` is before commission and swap. It lacks the zone of the server.
 */
export const metatraderPositions: Reader = {
  platform: 'metatrader',
  kind: 'positions',
  name: 'MetaTrader 5 positions',
  recognises: (source) => positionsIn(source) !== null,
  read(source, draft, options) {
    const table = positionsIn(source);
    if (table && source.kind === 'rows') readPositions(table, accountIn(source), draft, options);
  },
};

const PLACES = {
  opened: 0, id: 1, symbol: 2, type: 3, volume: 4, price: 5, closed: 8, closePrice: 9, commission: 10, swap: 11, profit: 12,
} as const; // prettier-ignore

function cellsOf({ cells }: Row): (name: keyof typeof PLACES) => string {
  return (name) => cells[PLACES[name]] ?? '';
}

function readPositions(table: Table, account: Account, draft: Draft, options: ReadOptions): void {
  const moments = new Moments([], TIMES, options);
  const mark = markIn(table);
  const sizes = contractSizesIn(table);
  for (const row of table.rows)
    draft.row(row, () => {
      const cell = cellsOf(row);
      if (cell('type') === 'balance') return draft.skip('Balance entry');
      const id = needText(cell('id'), 'Position');
      const [opened, closed] = [moments.read(cell('opened')), moments.read(cell('closed'))];
      draft.pair({
        ...account,
        id: `position:${id}`,
        instrument: instrumentIn(cell('symbol'), opened.at),
        multiplier: sizes.of(cell('symbol'), id),
        long: meaningOf<Side>(cell('type'), 'Type', BUY_SELL) === 'buy',
        quantity: needNumber(filledIn(cell('volume')), 'Volume', mark),
        entry: { price: needNumber(cell('price'), 'Price', mark), moment: opened },
        exit: { price: needNumber(cell('closePrice'), 'Price', mark), moment: closed },
        hedged: true,
        fees: costOf([cell('commission'), cell('swap')], mark),
      });
      draft.stated(account.currency, { gross: readNumber(cell('profit'), mark) });
    });
  draft.ask(moments.questions);
}

/** What the positions of a report tell about the contracts of its symbols. */
export function contractSizesIn(table: Table): ContractSizes {
  const mark = markIn(table);
  return new ContractSizes(table.rows.flatMap((row) => earnedIn(row, mark) ?? []));
}

/** Null for a row that cannot be read: it is refused where its fills are. */
function earnedIn(row: Row, mark: DecimalMark): Earned | null {
  const cell = cellsOf(row);
  const number = (text: string) => decimal(needNumber(text, '', mark));
  try {
    const risen = number(cell('closePrice')).minus(number(cell('price')));
    const gained = meaningOf<Side>(cell('type'), '', BUY_SELL) === 'buy' ? risen : risen.negated();
    return {
      position: cell('id'),
      symbol: cell('symbol'),
      move: gained.times(number(filledIn(cell('volume')))),
      profit: needNumber(cell('profit'), '', mark),
      places: placesIn(cell('profit')),
    };
  } catch (error) {
    if (error instanceof RowFault) return null;
    throw error;
  }
}

function placesIn(cell: string): number {
  return /[.,](\d+)$/.exec(cell)?.[1]?.length ?? 0;
}
