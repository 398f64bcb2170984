import { ASSET_TYPES, DIRECTIONS, multiplierOf, parseDay, signOf, SIDES } from '@singularity/domain';
import type { AssetType, DecimalText, Direction, FillInstrument, Side } from '@singularity/domain';
import { needText } from '../cells/columns.js';
import type { Cells } from '../cells/columns.js';
import { option, stock } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import { needNumber } from '../cells/numbers.js';
import { RowFault } from '../reading.js';
import { tableReader } from '../table-reader.js';

/**
 * `executions.csv` of a journal's own archive: a row is a fill, with what its trade is of. Times are UTC. Notes, tags and
 * stops are not in it; the whole archive is restored on the settings page.
 */
export const ownExecutions = tableReader({
  platform: 'singularity',
  kind: 'executions',
  name: 'Singularity executions',
  columns: ['tradeId', 'symbol', 'id', 'type', 'at', 'quantity', 'price', 'fees', 'assetType', 'direction', 'currency'],
  read({ columns, rows }, draft, options) {
    const moments = new Moments([], { order: 'mdy', timeZone: 'UTC' }, options);
    for (const row of rows)
      draft.row(row, () => {
        const cell = columns.of(row);
        const opens = oneOf(cell, 'type', ['open', 'close'] as const) === 'open';
        const bought = signOf(oneOf(cell, 'direction', DIRECTIONS), sideOf(cell)) === 1;
        draft.fill({
          id: `execution:${needText(cell('id'), 'id')}`,
          instrument: instrumentIn(cell),
          side: bought === opens ? 'buy' : 'sell',
          effect: opens ? 'open' : 'close',
          quantity: needNumber(cell('quantity'), 'quantity'),
          price: needNumber(cell('price'), 'price'),
          fees: needNumber(cell('fees'), 'fees'),
          currency: needText(cell('currency'), 'currency'),
          multiplier: ownMultiplier(cell),
          moment: moments.read(cell('at')),
        });
      });
  },
});

function sideOf(cell: Cells): Side | null {
  return cell('side') === '' ? null : oneOf(cell, 'side', SIDES);
}

/** Symbols stay as they were written: they are this journal's own. */
function instrumentIn(cell: Cells): FillInstrument {
  // Before what a spreadsheet would take for a formula stands an apostrophe.
  const written = stock(cell('symbol').replace(/^'/, ''));
  const assetType: AssetType = oneOf(cell, 'assetType', ASSET_TYPES);
  if (assetType !== 'option') return { ...written, assetType };
  const direction: Direction = oneOf(cell, 'direction', DIRECTIONS);
  const expiration = parseDay(cell('expiration'));
  const strike = cell('strike') === '' ? null : needNumber(cell('strike'), 'strike');
  const right = direction === 'PUT' ? 'PUT' : 'CALL';
  if (strike === null || !expiration) return { ...written, assetType, direction: right, strike, expiration };
  return option(written.symbol, { direction: right, strike, expiration });
}

/** Only where the contract table says another. */
function ownMultiplier(cell: Cells): DecimalText | null {
  const said = needNumber(cell('multiplier'), 'multiplier');
  const known = multiplierOf(oneOf(cell, 'assetType', ASSET_TYPES), instrumentIn(cell).symbol, null);
  return 'multiplier' in known && known.multiplier === said ? null : said;
}

function oneOf<Word extends string>(cell: Cells, column: string, words: readonly Word[]): Word {
  const word = words.find((each) => each === cell(column));
  if (!word) throw new RowFault(`“${cell(column).slice(0, 40)}” is none of ${words.join(', ')}.`);
  return word;
}
