import { pairOf } from '../cells/pairs.js';
import type { Pair } from '../cells/pairs.js';
import { knownIn } from '../cells/words.js';

/** What Kraken calls coins and money, where everybody else has another name. */
const NAMES: Readonly<Record<string, string>> = {
  XBT: 'BTC', XXBT: 'BTC', XDG: 'DOGE', XXDG: 'DOGE', XETH: 'ETH', XETC: 'ETC', XLTC: 'LTC', XXRP: 'XRP', XXLM: 'XLM',
  XXMR: 'XMR', XZEC: 'ZEC', XREP: 'REP', XMLN: 'MLN',
  ZUSD: 'USD', ZEUR: 'EUR', ZGBP: 'GBP', ZCAD: 'CAD', ZJPY: 'JPY', ZAUD: 'AUD',
}; // prettier-ignore
/** `XXBTZUSD`: the second half has four letters, and so has the first at least. */
const OLD_PAIR = /^(?<base>[A-Z0-9]{4,})(?<quote>Z(?:USD|EUR|GBP|CAD|JPY|AUD)|XXBT|XETH)$/;

/** A pair in either of its spellings, `XXBTZEUR` and `BTC/EUR`. */
export function krakenPair(written: string): Pair {
  return inOurNames((OLD_PAIR.exec(written)?.groups as Pair | undefined) ?? pairOf(written));
}

/** A pair by the names that everybody else has. */
export function inOurNames({ base, quote }: Pair): Pair {
  return { base: knownIn(NAMES, base) ?? base, quote: knownIn(NAMES, quote) ?? quote };
}
