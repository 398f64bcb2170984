import { fixed, quotient, times } from './amounts.js';
import type { Future, Instrument, Option } from './facts.js';

/** What one unit at price 1 is worth, in USD. */
export function multiplierOf(instrument: Instrument): string {
  if (instrument.type === 'option') return '100';
  if (instrument.type === 'future') return quotient(instrument.tickValue, instrument.tick, 6);
  return '1';
}

/** The same text for the same instrument, and for no other. */
export function keyOf(instrument: Instrument): string {
  if (instrument.type === 'option') return occ(instrument);
  if (instrument.type === 'future') return `/${instrument.root}${instrument.month}`;
  return instrument.type === 'crypto' ? `${instrument.base}-${instrument.quote}` : instrument.symbol;
}

/** The compact OCC symbol, such as `SPY261218C00680000`. */
export const occ = (option: Option): string => option.underlying + occTail(option);

/** The OCC symbol with its root filled up to six characters. */
export const paddedOcc = (option: Option): string => option.underlying.padEnd(6) + occTail(option);

/** ProjectX's id of a contract, such as `CON.F.US.EP.Z26`. */
export const projectXId = (future: Future): string => `CON.F.US.${future.projectX}.${future.month}`;

function occTail({ expiry, right, strike }: Option): string {
  const thousandths = fixed(times(strike, '1000'), 0).padStart(8, '0');
  return expiry.slice(2).replaceAll('-', '') + (right === 'call' ? 'C' : 'P') + thousandths;
}
