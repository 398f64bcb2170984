import type { FillEffect, FillInstrument, Instant } from '@singularity/domain';
import { future, isFuture, optionOf, stock } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import type { Moment } from '../cells/moments.js';
import { optionInWords } from '../cells/option-words.js';
import { RowFault } from '../reading.js';
import type { DateOrder, ReadOptions } from '../reading.js';

/** Options stand as the clearing house has them (`SPY220930C00364000`) or, up to 2022, in words. A name may follow in the next line. */
export function webullInstrument(symbol: string, at: Instant): FillInstrument {
  const [first = ''] = symbol.split('\n');
  return optionInWords(first) ?? optionOf(first, at) ?? (isFuture(first) ? future(first, at) : stock(first));
}

/** Webull names a short sale `Short`: what it calls a sale of shares closes. */
export function webullSide(word: string, { assetType }: FillInstrument) {
  const side = word.toLowerCase();
  if (side.startsWith('buy')) return { side: 'buy', effect: null } as const;
  if (side.includes('short')) return { side: 'sell', effect: 'open' } as const;
  if (side === 'sell') return { side: 'sell', effect: assetType === 'stock' ? ('close' as FillEffect) : null } as const;
  throw new RowFault(`“${word.slice(0, 40)}” is none of Buy, Sell and Short.`);
}

const EASTERN = / ET$/;

/** Times name their zone, by its offset, as `EDT`, or as `ET`; some regions leave it out. */
export function webullMoments(cells: readonly string[], options: ReadOptions, order: DateOrder | 'either' = 'mdy') {
  const timeZone = cells.some((cell) => EASTERN.test(cell)) ? 'America/New_York' : null;
  const moments = new Moments(cells, { order, timeZone }, options);
  return {
    read: (cell: string): Moment => moments.read(cell.replace(EASTERN, '')),
    get questions() {
      return moments.questions;
    },
  };
}
