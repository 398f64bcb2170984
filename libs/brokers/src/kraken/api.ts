import { answersReader } from '../answers/answers-reader.js';
import type { Answers } from '../source/source.js';
import { namedItemsOf } from '../answers/item.js';
import type { NamedItem } from '../answers/item.js';
import { needText } from '../cells/columns.js';
import { Moments } from '../cells/moments.js';
import type { Moment } from '../cells/moments.js';
import type { Pair } from '../cells/pairs.js';
import { RowFault } from '../reading.js';
import { inOurNames, krakenPair } from './pairs.js';
import { readTrade } from './trades.js';

const MOMENTS = new Moments([], { order: 'mdy', timeZone: 'UTC' }, { timeZone: null, dateOrder: null });

/**
 * Kraken's API (docs.kraken.com: TradesHistory, AssetPairs). A trade has the id that it has in the history export. Pages meet at
 * a second, so that a trade may come twice. Documented: ids, times in seconds, fees in what the trade was paid with. Not
 * verified: that trades which Kraken puts together (its default) are the rows of the export.
 */
export const krakenApi = answersReader('kraken', (answers, draft) => {
  const pairs = pairsIn(answers);
  const seen = new Set<string>();
  for (const item of namedItemsOf(answers, 'trades', 'result.trades')) {
    if (seen.has(item.name)) continue;
    seen.add(item.name);
    draft.row(item, () => {
      const named = needText(item.said('pair'), 'pair');
      const pair = pairs.get(named) ?? krakenPair(named);
      readTrade(draft, cellsOf(item), { pair, time: () => momentOf(item.said('time')) });
    });
  }
});

function cellsOf({ name, said }: NamedItem): (column: string) => string {
  return (column) => (column === 'txid' ? name : said(column));
}

/** Pairs by each of the names that a trade may call them by. */
function pairsIn(answers: Answers): ReadonlyMap<string, Pair> {
  const pairs = new Map<string, Pair>();
  for (const { name, said } of namedItemsOf(answers, 'pairs', 'result')) {
    const [base, quote] = [said('base'), said('quote')];
    if (base === '' || quote === '') continue;
    for (const each of [name, said('altname'), said('wsname')]) pairs.set(each, inOurNames({ base, quote }));
  }
  return pairs;
}

/** `1775037600.1534`: seconds, of which the export too has no more than thousandths read. */
function momentOf(written: string): Moment {
  const [, seconds = '', fraction = ''] = /^(\d{10})(?:\.(\d+))?$/.exec(written) ?? [];
  if (seconds === '') throw new RowFault('time is not in seconds.');
  return MOMENTS.read(seconds + fraction.padEnd(3, '0').slice(0, 3));
}
