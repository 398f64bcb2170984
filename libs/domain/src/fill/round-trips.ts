import type { Decimal } from '../money/decimal.js';
import { decimal, PLACES, quotient, toText, zero } from '../money/decimal.js';
import type { DecimalText } from '../money/decimal.js';
import type { Side } from '../instrument/instrument.js';
import { instrumentKey } from './fill.js';
import type { Fill, FillInstrument } from './fill.js';

/** A fill, or what a round trip has of one that was split at flat. */
export interface FillPart<Source extends Fill = Fill> {
  readonly fill: Source;
  /** As an execution has it. */
  readonly type: 'open' | 'close';
  readonly quantity: DecimalText;
  readonly fees: DecimalText;
}

/** The fills of one instrument from flat to flat, or to what is still open. */
export interface RoundTrip<Source extends Fill = Fill> {
  readonly instrument: FillInstrument;
  /** Whether it was bought or sold to open. */
  readonly side: Side;
  readonly parts: readonly FillPart<Source>[];
  /** What remains; zero once it is flat. */
  readonly open: DecimalText;
}

/** What a fill says it closes, and no position is there to be closed: the opening is in no file yet. */
export interface Unmatched<Source extends Fill = Fill> {
  readonly fill: Source;
  readonly quantity: DecimalText;
}

export interface RoundTrips<Source extends Fill = Fill> {
  readonly trips: readonly RoundTrip<Source>[];
  readonly unmatched: readonly Unmatched<Source>[];
}

/**
 * Cuts the fills of one account into round trips, strictly at flat: a fill that crosses zero is split there, its fees in
 * proportion to quantity, the last part taking the remainder. The result depends on the set of fills alone, not on the order
 * in which they are given.
 */
export function roundTripsOf<Source extends Fill>(fills: readonly Source[]): RoundTrips<Source> {
  const byInstrument = new Map<string, Source[]>();
  for (const fill of fills) {
    const key = instrumentKey(fill.instrument);
    const known = byInstrument.get(key);
    if (known) known.push(fill);
    else byInstrument.set(key, [fill]);
  }
  const cut = [...byInstrument.values()].map((ofOne) => cutAtFlat(ofOne.toSorted(inOrderOfTime)));
  return { trips: cut.flatMap(({ trips }) => trips), unmatched: cut.flatMap(({ unmatched }) => unmatched) };
}

// Ids of brokers are counted up: as numbers they tell the order within one second.
const ids = new Intl.Collator('en', { numeric: true });
const EFFECTS = { open: 0, close: 1, expire: 2, assign: 2, exercise: 2 } as const;

/** In order of time; within a moment what opens comes first, and then the order of the keys. */
export function inOrderOfTime(a: Fill, b: Fill): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  const effect = (fill: Fill) => (fill.effect ? EFFECTS[fill.effect] : 0);
  return effect(a) - effect(b) || ids.compare(a.key, b.key) || (a.key < b.key ? -1 : Number(a.key > b.key));
}

function cutAtFlat<Source extends Fill>(fills: readonly Source[]): RoundTrips<Source> {
  const trips: RoundTrip<Source>[] = [];
  const unmatched: Unmatched<Source>[] = [];
  let parts: FillPart<Source>[] = [];
  let position = zero;
  const end = () => {
    const opening = parts[0];
    if (!opening) return;
    const { instrument, side } = opening.fill;
    trips.push({ instrument, side, parts, open: toText(position.abs()) });
    parts = [];
  };
  const left = [...fills];
  for (const [index] of fills.entries()) {
    const fill = takeNext(left, index, position);
    const sign = fill.side === 'buy' ? 1 : -1;
    const { closed, rest, closingFees, restFees } = splitAtFlat(fill, position.times(sign));
    position = position.plus(closed.times(sign));
    if (!closed.isZero()) parts.push({ fill, type: 'close', quantity: toText(closed), fees: closingFees });
    if (position.isZero()) end();
    if (rest.isZero()) continue;
    if (closesOnly(fill)) unmatched.push({ fill, quantity: toText(rest) });
    else {
      parts.push({ fill, type: 'open', quantity: toText(rest), fees: restFees });
      position = position.plus(rest.times(sign));
    }
  }
  end();
  return { trips, unmatched };
}

/**
 * The fill at a place, unless it opens against a position that another one of the same moment closes: a position was turned
 * round, and what closes it comes first.
 */
function takeNext<Source extends Fill>(fills: Source[], index: number, position: Decimal): Source {
  const next = fills[index] as Source;
  const against = next.side === 'buy' ? position.isNegative() : position.isPositive();
  if (next.effect !== 'open' || position.isZero() || !against) return next;
  for (let place = index + 1; fills[place]?.at === next.at; place += 1) {
    const [first] = fills.slice(place, place + 1);
    if (!first || first.side !== next.side || !closesOnly(first)) continue;
    fills.splice(place, 1);
    fills.splice(index, 0, first);
    return first;
  }
  return next;
}

function closesOnly({ effect }: Fill): boolean {
  return effect !== null && effect !== 'open';
}

/** What of a fill closes a position, and what is left of it. `position` is above zero where both go the same way. */
function splitAtFlat(fill: Fill, position: Decimal) {
  const [quantity, fees] = [decimal(fill.quantity), decimal(fill.fees)];
  const against = position.isNegative() ? position.abs() : zero;
  const closed = quantity.lt(against) ? quantity : against;
  const rest = quantity.minus(closed);
  const share = rest.isZero() ? fees : (quotient(fees.times(closed), quantity, PLACES.money) ?? zero);
  return { closed, rest, closingFees: toText(share), restFees: toText(fees.minus(share)) };
}
