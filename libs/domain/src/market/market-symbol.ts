import type { AssetType, Direction } from '../instrument/instrument.js';
import { occSymbolOf, parseOccSymbol } from '../instrument/option-symbol.js';
import type { DecimalText } from '../money/decimal.js';
import type { Day } from '../time/day.js';

/** What a trade says about its instrument. */
export interface Instrument {
  readonly currency: string;
  readonly assetType: AssetType;
  readonly symbol: string;
  readonly direction: Direction;
  readonly strike: string | null;
  readonly expiration: string | null;
}

const SHARE_CLASS = /^([A-Z]{1,5})\.([A-Z])$/;

/**
 * The name under which the market source knows an instrument: stocks and options of the United States, in dollars.
 * Null for what it does not cover, and for an option of which too little is said.
 */
export function marketSymbolOf(instrument: Instrument): string | null {
  const { currency, assetType, symbol } = instrument;
  if (currency !== 'USD') return null;
  if (assetType === 'stock') return symbol.replace(SHARE_CLASS, '$1/$2');
  return assetType === 'option' ? optionOf(instrument) : null;
}

function optionOf({ symbol, direction, strike, expiration }: Instrument): string | null {
  const named = parseOccSymbol(symbol);
  if (named) return occSymbolOf(named);
  if (strike === null || expiration === null) return null;
  const right = direction === 'PUT' ? 'PUT' : 'CALL';
  return occSymbolOf({ symbol, direction: right, strike: strike as DecimalText, expiration: expiration as Day });
}
