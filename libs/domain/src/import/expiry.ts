import { CONCLUDED, instrumentKey, isConcluded } from '../fill/fill.js';
import type { FillInstrument } from '../fill/fill.js';
import { roundTripsOf } from '../fill/round-trips.js';
import type { Side } from '../instrument/instrument.js';
import { ZERO } from '../money/decimal.js';
import type { DecimalText } from '../money/decimal.js';
import type { Day } from '../time/day.js';
import { calendarOf } from '../time/day.js';
import { toInstant } from '../time/instant.js';
import type { Instant } from '../time/instant.js';
import type { SourcedFill } from './sourced-fills.js';

/** Options that a broker lets expire without a word: they are known by being past their day and held no longer. */
export interface Expiry {
  /** All that was held at a moment, by `instrumentKey`; null where nobody said so. */
  readonly holding: { readonly at: Instant; readonly held: ReadonlySet<string> } | null;
  /** Whose word it is. */
  readonly told: { readonly platform: string; readonly accountId: string };
  /** Keys of such endings that the member has deleted. */
  readonly deleted: ReadonlySet<string>;
}

export const NOTHING_EXPIRES: Expiry = {
  holding: null,
  told: { platform: '', accountId: '' },
  deleted: new Set(),
};

const NEW_YORK = calendarOf('America/New_York');
/** US options end with the session of their last day, in hours of New York. */
const END_OF_SESSION = 16;

/** The key of the fill that closes an option at zero on its last day. */
export function expiryKey(instrument: FillInstrument): string {
  return `expiry:${instrumentKey(instrument)}`;
}

/**
 * The fills with those that close expired options at zero: of what is left of an option past its day that is not held. They
 * follow from all other fills, so that an exercise or a sale that is told later takes their place. One that stands in a trade
 * already stands for what was held then, and keeps the price that the member gave it.
 */
export function withExpired(fills: readonly SourcedFill[], expiry: Expiry): readonly SourcedFill[] {
  const before = new Map(fills.flatMap((fill) => (isConcluded(fill.source) ? [[fill.key, fill]] : [])));
  const told = before.size === 0 ? fills : fills.filter(({ source }) => !isConcluded(source));
  if (!expiry.holding && before.size === 0) return fills;
  const derived = roundTripsOf(told).trips.flatMap(({ instrument, side, open }) => {
    const key = expiryKey(instrument);
    const known = before.get(key);
    if (open === '0' || expiry.deleted.has(key)) return [];
    if (known) return [{ ...known, side: otherSide(side), quantity: open }];
    return isGone(instrument, expiry.holding) ? [ending(instrument, { side, open }, expiry)] : [];
  });
  return [...told, ...derived];
}

function isGone(
  instrument: FillInstrument,
  holding: Expiry['holding'],
): instrument is FillInstrument & { readonly expiration: Day } {
  if (!holding || instrument.assetType !== 'option' || !instrument.expiration) return false;
  return instrument.expiration < NEW_YORK.dayOf(holding.at) && !holding.held.has(instrumentKey(instrument));
}

function ending(
  instrument: FillInstrument & { readonly expiration: Day },
  { side, open }: { readonly side: Side; readonly open: DecimalText },
  { told }: Expiry,
): SourcedFill {
  const { expiration } = instrument;
  const key = expiryKey(instrument);
  return {
    key,
    account: null,
    instrument,
    side: otherSide(side),
    quantity: open,
    price: ZERO,
    at: endOf(expiration),
    precision: 'second',
    fees: ZERO,
    currency: null,
    multiplier: null,
    effect: 'expire',
    orderId: null,
    stopPrice: null,
    source: { ...told, kind: CONCLUDED, key, effect: 'expire' },
  };
}

function otherSide(side: Side): Side {
  return side === 'buy' ? 'sell' : 'buy';
}

function endOf(expiration: Day): Instant {
  return toInstant(new Date(Date.parse(NEW_YORK.startOf(expiration)) + END_OF_SESSION * 3_600_000));
}
