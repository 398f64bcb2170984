import type { Instrument } from '../facts.js';
import { paddedOcc } from '../instruments.js';

const TYPES = { stock: 'Equity', option: 'Equity Option', future: 'Future', crypto: 'Cryptocurrency' } as const;

/** What was traded, in tastytrade's fields: `SPY   261009C00680000`, `/ESZ6`, `BTC/USD`. */
export function symbolsOf(instrument: Instrument): {
  symbol: string;
  'underlying-symbol': string;
  'instrument-type': string;
} {
  return {
    symbol: symbolOf(instrument),
    'underlying-symbol': instrument.type === 'option' ? instrument.underlying : symbolOf(instrument),
    'instrument-type': TYPES[instrument.type],
  };
}

function symbolOf(instrument: Instrument): string {
  if (instrument.type === 'option') return paddedOcc(instrument);
  if (instrument.type === 'crypto') return `${instrument.base}/${instrument.quote}`;
  if (instrument.type === 'stock') return instrument.symbol;
  return `/${instrument.root}${instrument.month.charAt(0)}${instrument.month.slice(-1)}`;
}
