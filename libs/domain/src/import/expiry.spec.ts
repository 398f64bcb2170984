import fc from 'fast-check';
import { instrumentKey } from '../fill/fill.js';
import type { FillInstrument } from '../fill/fill.js';
import { roundTripsOf } from '../fill/round-trips.js';
import { exactly } from '../money/decimal.js';
import { TOLD } from '../testing/any-fill.js';
import type { Instant } from '../time/instant.js';
import { expiryKey, NOTHING_EXPIRES, withExpired } from './expiry.js';
import type { Expiry } from './expiry.js';
import type { SourcedFill } from './sourced-fills.js';

const CALL = {
  symbol: 'SPY',
  assetType: 'option',
  direction: 'CALL',
  strike: exactly('600'),
  expiration: '2026-10-16',
} as FillInstrument;

function fillOf(key: string, side: 'buy' | 'sell', quantity: string, more: Partial<SourcedFill> = {}): SourcedFill {
  const said = { instrument: CALL, side, quantity: exactly(quantity), price: exactly('2'), fees: exactly('0') };
  const rest = { account: null, currency: null, multiplier: null, effect: null, orderId: null, stopPrice: null };
  const at = '2026-10-05T15:00:00.000Z' as Instant;
  return { key, at, precision: 'second', ...said, ...rest, source: { ...TOLD, key }, ...more };
}

const bought = fillOf('1', 'buy', '3');
const toldAt = (at: string, ...held: FillInstrument[]): Expiry => ({
  ...NOTHING_EXPIRES,
  holding: { at: at as Instant, held: new Set(held.map(instrumentKey)) },
});
const openIn = (fills: readonly SourcedFill[]) => roundTripsOf(fills).trips.map(({ open }) => open);

describe('an option of which nothing more is heard', () => {
  it('ends at zero at the end of its last day, once it is held no longer', () => {
    const [, ending] = withExpired([bought], toldAt('2026-10-17T12:00:00.000Z'));
    expect(ending).toMatchObject({
      key: expiryKey(CALL),
      side: 'sell',
      quantity: '3',
      price: '0',
      at: '2026-10-16T20:00:00.000Z',
      effect: 'expire',
    });
  });

  it('is bought back at zero where it was written', () =>
    expect(withExpired([fillOf('1', 'sell', '3')], toldAt('2026-10-17T12:00:00.000Z'))[1]).toMatchObject({
      side: 'buy',
    }));

  it('goes on while it is held, on its last day in New York, and where nobody says what is held', () => {
    expect(openIn(withExpired([bought], toldAt('2026-10-17T12:00:00.000Z', CALL)))).toEqual(['3']);
    expect(openIn(withExpired([bought], toldAt('2026-10-17T03:59:00.000Z')))).toEqual(['3']);
    expect(openIn(withExpired([bought], NOTHING_EXPIRES))).toEqual(['3']);
  });

  it('gives way to a sale that is told later, wholly or in part', () => {
    const expired = withExpired([bought], toldAt('2026-10-17T12:00:00.000Z'));
    const all = withExpired([...expired, fillOf('2', 'sell', '3')], NOTHING_EXPIRES);
    expect(all.map(({ key }) => key)).toEqual(['1', '2']);
    const some = withExpired([...expired, fillOf('2', 'sell', '1')], NOTHING_EXPIRES);
    expect(some.at(-1)).toMatchObject({ key: expiryKey(CALL), quantity: '2' });
  });

  it('keeps the price that its member gave it, and stays away once they deleted it', () => {
    const edited = withExpired([bought], toldAt('2026-10-17T12:00:00.000Z')).map((fill) =>
      fill.source.kind === 'expiry' ? { ...fill, price: exactly('1.5') } : fill,
    );
    expect(withExpired(edited, toldAt('2026-10-18T12:00:00.000Z'))[1]).toMatchObject({ price: '1.5' });
    const deleted = { ...toldAt('2026-10-17T12:00:00.000Z'), deleted: new Set([expiryKey(CALL)]) };
    expect(openIn(withExpired([bought], deleted))).toEqual(['3']);
  });

  it('follows from the other fills, however often and in whatever order they come', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('buy', 'sell'), fc.integer({ min: 1, max: 5 })), { maxLength: 8 }),
        fc.nat(8),
        (said, cut) => {
          const fills = said.map(([side, quantity], index) => fillOf(String(index), side, String(quantity)));
          const last = toldAt('2026-10-20T12:00:00.000Z');
          const once = withExpired(fills, last);
          const twice = withExpired([...withExpired(fills.slice(0, cut), last), ...fills.slice(cut)], last);
          const text = (all: readonly SourcedFill[]) => all.map((fill) => JSON.stringify(fill)).sort();
          expect(text(twice)).toEqual(text(once));
          expect(openIn(once).every((open) => open === '0')).toBe(true);
        },
      ),
    ));
});
