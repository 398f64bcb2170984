import { parseCurrency, ZERO } from '@singularity/domain';
import { needText, tableIn } from '../cells/columns.js';
import { crypto } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { pairOf, spotEffect } from '../cells/pairs.js';
import { BUY_SELL, meaningOf } from '../cells/words.js';
import type { Reader } from '../reader.js';

const COLUMNS = ['portfolio', 'trade id', 'product', 'side', 'created at', 'size', 'price', 'fee'];

/**
 * "Fills" of Coinbase Advanced, and of Coinbase Pro before it: a row is a fill, with its fee in what it was paid with. Times
 * are UTC. Trades are counted up within each product, so that the id alone would stand for two.
 */
export const coinbaseFills: Reader = {
  platform: 'coinbase',
  kind: 'fills',
  name: 'Coinbase Advanced fills',
  recognises: (source) => tableIn(source, COLUMNS) !== null,
  read(source, draft, options) {
    const table = tableIn(source, COLUMNS);
    if (!table) return;
    const moments = new Moments([], { order: 'mdy', timeZone: 'UTC' }, options);
    for (const row of table.rows)
      draft.row(row, () => {
        const cell = table.columns.of(row);
        const product = needText(cell('product'), 'product');
        const { base, quote } = pairOf(product);
        const side = meaningOf(cell('side'), 'side', BUY_SELL);
        draft.fill({
          id: `${product}:${needText(cell('trade id'), 'trade id')}`,
          account: cell('portfolio') || null,
          instrument: crypto(base, quote),
          side,
          effect: spotEffect(side),
          quantity: needNumber(cell('size'), 'size'),
          price: needNumber(cell('price'), 'price'),
          fees: readNumber(cell('fee')) ?? ZERO,
          currency: parseCurrency(quote),
          moment: moments.read(cell('created at')),
        });
      });
    draft.ask(moments.questions);
  },
};
