import { createHash } from 'node:crypto';
import type { Future, Instrument } from '../facts.js';
import { keyOf, multiplierOf, paddedOcc } from '../instruments.js';

type Attributes = Readonly<Record<string, string>>;

/** What a Flex row says about what was traded. */
export function contractOf(instrument: Instrument): Attributes {
  const common = { conid: conid(instrument), multiplier: multiplierOf(instrument) };
  switch (instrument.type) {
    case 'option': {
      const { underlying, strike, right, expiry } = instrument;
      const symbol = paddedOcc(instrument);
      const named = { assetCategory: 'OPT', symbol, description: keyOf(instrument), underlyingSymbol: underlying };
      return { ...named, ...common, strike, expiry: digits(expiry), putCall: right === 'call' ? 'C' : 'P' };
    }
    case 'future': {
      const { root, month } = instrument;
      const symbol = root + month.charAt(0) + month.slice(-1);
      const named = { assetCategory: 'FUT', symbol, description: `${root} ${month}`, underlyingSymbol: root };
      return { ...named, ...common, strike: '', expiry: digits(thirdFriday(instrument)), putCall: '' };
    }
    case 'crypto': {
      const symbol = `${instrument.base}.${instrument.quote}-PAXOS`;
      return { assetCategory: 'CRYPTO', symbol, description: instrument.base, ...bare, ...common };
    }
    default:
      return { assetCategory: 'STK', symbol: instrument.symbol, description: instrument.symbol, ...bare, ...common };
  }
}

const bare = { underlyingSymbol: '', strike: '', expiry: '', putCall: '' };

/** `2026-12-18` as `20261218`. */
export const digits = (day: string): string => day.replaceAll('-', '');

/** A number of IBKR's own for what is traded: the same for the same, nothing more is known of it. */
function conid(instrument: Instrument): string {
  return String(createHash('sha256').update(keyOf(instrument)).digest().readUInt32BE());
}

const MONTHS = 'FGHJKMNQUVXZ';

/** When index futures end. */
function thirdFriday({ month }: Future): string {
  const first = new Date(Date.UTC(2000 + Number(month.slice(1)), MONTHS.indexOf(month.charAt(0)), 1));
  const friday = 15 + ((5 - first.getUTCDay() + 7) % 7);
  return new Date(first.getTime() + (friday - 1) * 86_400_000).toISOString().slice(0, 10);
}
