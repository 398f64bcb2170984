import { parseCurrency, ZERO } from '@singularity/domain';
import { needText, tableIn } from '../cells/columns.js';
import { crypto } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { isMoney, pairOf, spotEffect } from '../cells/pairs.js';
import type { Pair } from '../cells/pairs.js';
import { BUY_SELL, knownIn, meaningOf } from '../cells/words.js';
import type { Reader } from '../reader.js';

const COLUMNS = ['txid', 'ordertxid', 'pair', 'time', 'type', 'price', 'cost', 'fee', 'vol', 'margin'];

/** What Kraken calls coins and money, where everybody else has another name. */
const NAMES: Readonly<Record<string, string>> = {
  XBT: 'BTC', XXBT: 'BTC', XDG: 'DOGE', XXDG: 'DOGE', XETH: 'ETH', XETC: 'ETC', XLTC: 'LTC', XXRP: 'XRP', XXLM: 'XLM',
  XXMR: 'XMR', XZEC: 'ZEC', XREP: 'REP', XMLN: 'MLN',
  ZUSD: 'USD', ZEUR: 'EUR', ZGBP: 'GBP', ZCAD: 'CAD', ZJPY: 'JPY', ZAUD: 'AUD',
}; // prettier-ignore
/** `XXBTZUSD`: the second half has four letters, and so has the first at least. */
const OLD_PAIR = /^(?<base>[A-Z0-9]{4,})(?<quote>Z(?:USD|EUR|GBP|CAD|JPY|AUD)|XXBT|XETH)$/;

/**
 * "Trades" of Kraken's history export: a row is a fill, with its fee in what it was paid with. Times are UTC. A trade on
 * margin may open a short position. Pairs have two spellings, `XXBTZEUR` and `BTC/EUR`.
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
        const { base, quote } = krakenPair(needText(cell('pair'), 'pair'));
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
          moment: moments.read(cell('time')),
        });
      });
    draft.ask(moments.questions);
  },
};

function krakenPair(written: string): Pair {
  const { base, quote } = (OLD_PAIR.exec(written)?.groups as Pair | undefined) ?? pairOf(written);
  return { base: knownIn(NAMES, base) ?? base, quote: knownIn(NAMES, quote) ?? quote };
}
