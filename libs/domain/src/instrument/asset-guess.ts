import { futuresContractOf } from './instrument.js';
import type { AssetType } from './instrument.js';
import { parseOccSymbol } from './option-symbol.js';

const PAIR = /^[A-Z0-9]{2,10}(?:[-/](?:USD|USDT|USDC|EUR|GBP|BTC|ETH)|USDT|USDC)$/;
// Futures of these names exist too, but whoever means them says which month.
const COINS: ReadonlySet<string> = new Set(['BTC', 'ETH']);

/** What a symbol most likely names, for a form to begin with: only who traded it knows. */
export function guessAssetType(symbol: string): AssetType {
  if (parseOccSymbol(symbol)) return 'option';
  if (COINS.has(symbol) || PAIR.test(symbol)) return 'crypto';
  return futuresContractOf(symbol) ? 'future' : 'stock';
}
