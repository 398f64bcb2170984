import { parseCurrency } from '@singularity/domain';
import type { FillInstrument, Instant } from '@singularity/domain';
import { needText } from '../cells/columns.js';
import { crypto, optionOf, stock } from '../cells/instruments.js';
import { pairOf } from '../cells/pairs.js';

/** Coins beside what they are traded for, as older rows and lists of positions write them; no US stock has so long a name. */
const GLUED_PAIR = /^(?=[A-Z]{6})[A-Z]{3,}(?:USD|USDT|USDC|BTC)$/;

/** `AAPL`, `BRK.B`, `SPY261218C00600000`, `BTC/USD` or `BTCUSD`: rows do not say which kind of thing it is. */
export function instrumentNamed(symbol: string, { at }: { readonly at: Instant }): FillInstrument {
  const named = needText(symbol, 'symbol');
  if (named.includes('/') || GLUED_PAIR.test(named)) {
    const { base, quote } = pairOf(named);
    return crypto(base, quote);
  }
  return optionOf(named, at) ?? stock(named);
}

/** What it is paid with: dollars, but for pairs of coins. */
export function currencyOf({ assetType, symbol }: FillInstrument): string | null {
  return parseCurrency(assetType === 'crypto' ? symbol.replace(/^.*-/, '') : 'USD');
}
