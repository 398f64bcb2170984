import { parseCurrency, ZERO } from '@singularity/domain';
import { needText, tableIn } from '../cells/columns.js';
import type { Cells } from '../cells/columns.js';
import { crypto } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import type { Moment } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { isMoney, spotEffect } from '../cells/pairs.js';
import type { Pair } from '../cells/pairs.js';
import { BUY_SELL, meaningOf } from '../cells/words.js';
import type { Draft } from '../draft.js';
import type { Reader } from '../reader.js';
import { krakenPair } from './pairs.js';

const COLUMNS = ['txid', 'ordertxid', 'pair', 'time', 'type', 'price', 'cost', 'fee', 'vol', 'margin'];

/**
 * "Trades" of Kraken's history export: a row is a fill, with its fee in what it was paid with. Times are UTC. A trade on
 * margin may open a short position.
 */
export const krakenTrades: Reader = {
  platform: 'kraken',
  kind: 'trades',
  name: 'Kraken trades',
  recognises: (source) => tableIn(source, COLUMNS) !== null,
  read(source, draft, options) {
    const table = tableIn(source, COLUMNS);
    if (!table) return;
    const moments = new Moments([], { order: 'mdy', timeZone: 'UTC' }, options);
    for (const row of table.rows)
      draft.row(row, () => {
        const cell = table.columns.of(row);
        const pair = krakenPair(needText(cell('pair'), 'pair'));
        readTrade(draft, cell, { pair, time: () => moments.read(cell('time')) });
      });
    draft.ask(moments.questions);
  },
};

/** What a row of the export and a trade of the API, which name all the same, mean alike. */
export function readTrade(
  draft: Draft,
  cell: Cells,
  { pair: { base, quote }, time }: { readonly pair: Pair; readonly time: () => Moment },
): void {
  if (isMoney(base)) return draft.skip('Currency conversion');
  const side = meaningOf(cell('type'), 'type', BUY_SELL);
  const isSpot = (readNumber(cell('margin')) ?? ZERO) === ZERO;
  draft.fill({
    id: needText(cell('txid'), 'txid'),
    orderId: cell('ordertxid') || null,
    instrument: crypto(base, quote),
    side,
    effect: isSpot ? spotEffect(side) : null,
    quantity: needNumber(cell('vol'), 'vol'),
    price: needNumber(cell('price'), 'price'),
    fees: readNumber(cell('fee')) ?? ZERO,
    currency: parseCurrency(quote),
    moment: time(),
  });
}
