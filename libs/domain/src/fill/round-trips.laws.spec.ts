import fc from 'fast-check';
import { decimal, exactly, sum, toText } from '../money/decimal.js';
import { anyFills } from '../testing/any-fill.js';
import { roundTripsOf } from './round-trips.js';

it('depends on the set of fills alone', () =>
  fc.assert(
    fc.property(
      anyFills.chain((fills) => fc.tuple(fc.constant(fills), fc.shuffledSubarray(fills, { minLength: fills.length }))),
      ([fills, shuffled]) => {
        const sorted = ({ trips, unmatched }: ReturnType<typeof roundTripsOf>) => ({
          trips: trips.map((trip) => JSON.stringify(trip)).sort(),
          unmatched: unmatched.map((each) => JSON.stringify(each)).sort(),
        });
        expect(sorted(roundTripsOf(shuffled))).toEqual(sorted(roundTripsOf(fills)));
      },
    ),
  ));

it('keeps quantity and fees of every fill, to the last digit', () =>
  fc.assert(
    fc.property(anyFills, (fills) => {
      const { trips, unmatched } = roundTripsOf(fills);
      const parts = trips.flatMap((trip) => trip.parts);
      for (const fill of fills) {
        const own = parts.filter((part) => part.fill === fill);
        const rest = unmatched.find((each) => each.fill === fill);
        const quantity = sum([...own.map((part) => decimal(part.quantity)), decimal(rest?.quantity ?? exactly('0'))]);
        expect(toText(quantity)).toBe(fill.quantity);
        if (!rest) expect(toText(sum(own.map((part) => decimal(part.fees))))).toBe(fill.fees);
      }
    }),
  ));

it('is flat at the end of every trip but the last of an instrument, and never before', () =>
  fc.assert(
    fc.property(anyFills, (fills) => {
      const { trips } = roundTripsOf(fills);
      for (const trip of trips) {
        let open = decimal(exactly('0'));
        trip.parts.forEach((part, index) => {
          open = part.type === 'open' ? open.plus(decimal(part.quantity)) : open.minus(decimal(part.quantity));
          expect(open.isNegative() && !open.isZero()).toBe(false);
          if (index < trip.parts.length - 1) expect(open.isZero()).toBe(false);
          expect(part.type === 'open').toBe(part.fill.side === trip.side);
        });
        expect(toText(open)).toBe(trip.open);
      }
      const stillOpen = trips.filter(({ open }) => open !== '0').map(({ instrument }) => instrument.symbol);
      expect(new Set(stillOpen).size).toBe(stillOpen.length);
    }),
  ));
